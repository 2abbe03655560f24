import type { Tx } from '../database/schema.ts'
import { dayOf } from '../lib/time.ts'
import { giveWordsBack, takeWordsBack } from './word-queries.ts'

export interface Moved {
  sessionId: string
  from: Date
  to: Date
}

/**
 * Whoever told us that they cannot come on one day did not say so of another: for each of these sessions that has come
 * to another day of the college's calendar, it is taken back; and counts again of one that has come back to its day. Other
 * hours of the same day change nothing. The sessions are written already, and so held.
 */
export async function sayAnew(
  tx: Tx,
  moved: Moved[],
  timeZone: string,
  doing: { now: Date; actorId: string | null },
): Promise<void> {
  const ids = moved
    .filter(({ from, to }) => dayOf(from, timeZone) !== dayOf(to, timeZone))
    .map(({ sessionId }) => sessionId)
  if (ids.length === 0) return
  await takeWordsBack(tx, ids, doing)
  await giveWordsBack(tx, ids, timeZone, doing)
}
