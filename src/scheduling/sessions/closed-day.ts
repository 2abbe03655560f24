import type { Config } from '../../config/config.ts'
import type { Db } from '../../database/schema.ts'
import { listClosedDays } from '../closures/queries.ts'
import { closedDays, closedInWords } from '../planning/closed-days.ts'

/** That the college is closed then, once a date is saved: it may be meant, and stops nobody. */
export async function closedDayWarning(
  db: Db,
  startsAt: Date,
  { timeZone, country }: Pick<Config, 'timeZone' | 'country'>,
): Promise<string | undefined> {
  const closedOn = closedDays(await listClosedDays(db), country)
  const words = closedInWords(startsAt, closedOn, timeZone)
  return words === undefined ? undefined : `${words}.`
}
