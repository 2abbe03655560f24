const collator = new Intl.Collator('en-GB', { numeric: true })

/** As people count: `Room 2` before `Room 10`. A database would put it after. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other)
}
