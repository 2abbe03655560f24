import type { Db } from '../../database/schema.ts'
import { dayOf } from '../../lib/time.ts'
import { listSessions } from '../queries.ts'
import { listTermsOfRuns } from '../terms/queries.ts'
import { outsideWords } from '../terms/words.ts'

/** That a date of a run, or any of its dates, is no day of its term, once that is saved: it may be meant, and stops nobody. */
export async function outsideTermWarning(
  db: Db,
  { runId, sessionId }: { runId: string; sessionId?: string },
  timeZone: string,
): Promise<string | undefined> {
  const term = (await listTermsOfRuns(db, [runId])).get(runId)
  if (term === undefined) return undefined
  const days = (await listSessions(db, [runId]))
    .filter(({ id, status }) => status === 'planned' && (sessionId === undefined || id === sessionId))
    .map(({ starts_at }) => dayOf(starts_at, timeZone))
  const words = outsideWords(days, term)
  return words === undefined ? undefined : `${words}.`
}
