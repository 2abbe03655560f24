import type { Config } from '../../config/config.ts'
import type { Db } from '../../database/schema.ts'
import { dayOf } from '../../lib/time.ts'
import { listClosedDays } from '../closures/queries.ts'
import type { SessionDetails } from '../queries.ts'
import { outsideTermWarning } from '../sessions/outside-term.ts'
import { closedDays, closedDaysInWords } from './closed-days.ts'

/** That dates of a run are no days of its term, or days on which the college is closed: it may be meant, and stops nobody. */
export async function daysToLookAt(
  db: Db,
  runId: string,
  sessions: Pick<SessionDetails, 'status' | 'starts_at'>[],
  { timeZone, country }: Pick<Config, 'timeZone' | 'country'>,
): Promise<string[]> {
  const days = sessions
    .filter(({ status }) => status === 'planned')
    .map(({ starts_at }) => dayOf(starts_at, timeZone))
  const outside = await outsideTermWarning(db, { runId }, timeZone)
  const closed = closedDaysInWords(days, closedDays(await listClosedDays(db), country))
  return [...(outside === undefined ? [] : [outside]), ...(closed === undefined ? [] : [`${closed}.`])]
}
