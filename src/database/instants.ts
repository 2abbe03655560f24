import pg from 'pg'

const anyInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date

/**
 * An instant as PostgreSQL writes it. Where its session is at UTC, as ours are unless somebody set it otherwise, that is
 * a `T` and a `Z` away from what JavaScript reads itself: a page of a term has ten thousand of them, and the general
 * reader takes them apart by a regular expression.
 */
export function readInstant(text: string): Date {
  if (!text.endsWith('+00')) return anyInstant(text)
  const instant = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
  return Number.isNaN(instant.getTime()) ? anyInstant(text) : instant
}
