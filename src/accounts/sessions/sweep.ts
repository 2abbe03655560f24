import type { Db } from '../../database/schema.ts'
import { deleteExpiredSessions } from '../../web/session-queries.ts'
import { deleteReturnedTries } from '../../web/throttle-queries.ts'
import { keptSince } from '../unsent/keep-unsent.ts'
import { deleteUnsentBefore } from '../unsent/queries.ts'

/** Forgets sessions that are over, forms that nobody sent on, and tries that no longer count. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  // A day longer than they last: a form that comes late is told whose it was by them.
  await deleteExpiredSessions(db, keptSince(now))
  await deleteUnsentBefore(db, keptSince(now))
  await deleteReturnedTries(db, now)
}
