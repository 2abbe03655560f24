/** What was sent with a form, to show again or to send once more; never our own hidden fields. */
export function typedIn(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    fields.filter(
      (field): field is [string, string] => typeof field[1] === 'string' && !field[0].startsWith('_'),
    ),
  )
}
