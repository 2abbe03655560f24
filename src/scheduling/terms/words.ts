import { counted, dayInWords, listed, shortDay } from '../../lib/words.ts'
import type { NamedDays } from './queries.ts'

/** What the fields of a term are called, and those of any days that have a name. */
export const dayLabels = { name: 'Name', starts_on: 'First day', ends_on: 'Last day' }
export const termLabels = { ...dayLabels, most_courses: 'Courses for each person' }

/** More are counted. */
const mostNamed = 2

/** Which of these days are no days of the term. */
export function daysOutside(days: string[], { starts_on, ends_on }: NamedDays): string[] {
  return days.filter((day) => day < starts_on || day > ends_on)
}

/** `Thu 7 Oct 2027 lies outside Autumn 2026`; undefined when all lie within. It may be meant, and stops nobody. */
export function outsideWords(days: string[], term: NamedDays): string | undefined {
  const outside = daysOutside(days, term)
  if (outside.length === 0) return undefined
  const named =
    outside.length > mostNamed
      ? counted(outside.length, 'date')
      : listed(outside.map((day) => `${shortDay(new Date(`${day}T12:00:00Z`), 'UTC')} ${day.slice(0, 4)}`))
  return `${named} ${outside.length === 1 ? 'lies' : 'lie'} outside ${term.name}`
}

/** `Monday 14 September 2026 to Friday 18 December 2026`, or one day. */
export function daysInWords({ starts_on, ends_on }: NamedDays): string {
  const [first, last] = [starts_on, ends_on].map((day) => dayInWords(new Date(`${day}T12:00:00Z`), 'UTC'))
  return [...new Set([first, last])].join(' to ')
}
