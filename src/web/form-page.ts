import type { FieldError } from './form.ts'

/** A form as the person left it. */
export interface Typed {
  typed: Record<string, string>
  errors: FieldError[]
}

export const nothingTyped: Typed = { typed: {}, errors: [] }

/** What a template shows of it: values kept, each error beside its field, and the summary that links to them. */
export function withErrors({ typed, errors }: Typed) {
  return {
    value: typed,
    error: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    errors: errors.map(({ field, message }) => ({ href: `#${field}`, text: message })),
  }
}
