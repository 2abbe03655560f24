import { bankHolidays } from '../../lib/bank-holidays.ts'
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
