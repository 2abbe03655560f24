import type { Db } from '../../database/schema.ts'
import { deleteExpiredSessions } from '../../web/session-queries.ts'
import { deleteReturnedTries } from '../../web/throttle-queries.ts'

/** Forgets sessions that are over, and tries that no longer count. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  await deleteExpiredSessions(db, now)
  await deleteReturnedTries(db, now)
}
