import type { Tx } from '../database/schema.ts'
import { lockRun, type Run } from '../scheduling/queries.ts'
import { type Enrolment, findEnrolment, lockEnrolment } from './queries.ts'

export interface Held {
  run: Run
  enrolment: Enrolment
}

/** Holds the run, then the enrolment, in the lock order, and hands over both as they are after the wait. */
export async function withEnrolment<Result>(
  tx: Tx,
  enrolmentId: string,
  work: (held: Held) => Promise<Result>,
): Promise<Result | { ok: false; reason: 'not-found' }> {
  const known = await findEnrolment(tx, enrolmentId)
  const run = known && (await lockRun(tx, known.run_id))
  const enrolment = run && (await lockEnrolment(tx, enrolmentId))
  return run === undefined || enrolment === undefined
    ? { ok: false, reason: 'not-found' }
    : work({ run, enrolment })
}
