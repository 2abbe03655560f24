import { bankHolidays } from '../../lib/bank-holidays.ts'
import { dayOf } from '../../lib/time.ts'
import { shortDay } from '../../lib/words.ts'
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
