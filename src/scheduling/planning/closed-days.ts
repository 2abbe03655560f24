import { bankHolidays } from '../../lib/bank-holidays.ts'
import { dayOf } from '../../lib/time.ts'
import { counted, shortDay } from '../../lib/words.ts'
import type { NamedDays } from '../terms/queries.ts'

/** Why nothing is planned on a day: the college is closed, or everybody is. Undefined on every other day. */
export function closedDays(closures: NamedDays[], country: string): (day: string) => string | undefined {
  const years = new Map<number, Map<string, string>>()
  const holidaysOf = (year: number) => {
    const known = years.get(year) ?? new Map(bankHolidays(country, year).map(({ day, name }) => [day, name]))
    years.set(year, known)
    return known
  }
  return (day) =>
    closures.find(({ starts_on, ends_on }) => starts_on <= day && day <= ends_on)?.name ??
    holidaysOf(Number(day.slice(0, 4))).get(day)
}

/** `We are closed on Fri 25 Dec: Christmas Day`; undefined on every other day. It may be meant, and stops nobody. */
export function closedInWords(
  startsAt: Date,
  closedOn: (day: string) => string | undefined,
  timeZone: string,
): string | undefined {
  const why = closedOn(dayOf(startsAt, timeZone))
  return why === undefined ? undefined : `We are closed on ${shortDay(startsAt, timeZone)}: ${why}`
}

/** More are counted. */
const mostNamed = 2

/** `We are closed on Fri 25 Dec: Christmas Day, and on Mon 28 Dec: Boxing Day`; undefined when none of these days is one. */
export function closedDaysInWords(
  days: string[],
  closedOn: (day: string) => string | undefined,
): string | undefined {
  const closed = days.filter((day) => closedOn(day) !== undefined)
  const named = [...new Set(closed)]
  if (named.length === 0) return undefined
  if (named.length > mostNamed) return `${counted(closed.length, 'date')} lie on days when we are closed`
  const words = named.map(
    (day) => `on ${shortDay(new Date(`${day}T12:00:00Z`), 'UTC')}: ${closedOn(day) ?? ''}`,
  )
  return `We are closed ${words.join(', and ')}`
}
