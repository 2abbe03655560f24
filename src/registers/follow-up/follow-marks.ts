import type { Mark, Tx } from '../../database/schema.ts'
import { closeNotNeeded, openFollowUps } from './queries.ts'

/** What marks bring with them, in their transaction: whoever missed a class without a word is to be called, kindly. */
export async function followMarks(
  tx: Tx,
  sessionId: string,
  set: readonly { enrolmentId: string; mark: Mark | null }[],
  now: Date,
): Promise<void> {
  const ids = (missed: boolean) =>
    set.filter(({ mark }) => (mark === 'no-word') === missed).map(({ enrolmentId }) => enrolmentId)
  await openFollowUps(tx, sessionId, ids(true), now)
  await closeNotNeeded(tx, sessionId, ids(false), now)
}
