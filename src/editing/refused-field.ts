/** What only the work itself finds out: said beside a field of the form it came from. Nothing is saved. */
export class RefusedField extends Error {
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}
