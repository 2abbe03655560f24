import type { Tx } from '../database/schema.ts'
import { comesBackPastLimit } from '../enrolment/booking-rules/past-limit.ts'
import type { Actor, Context } from '../enrolment/context.ts'
import { canBeGiven } from '../enrolment/rules.ts'
import { getStanding } from '../enrolment/queries.ts'
import { transition } from '../enrolment/transition.ts'
import { withEnrolment } from '../enrolment/with-enrolment.ts'
import { listSessions } from '../scheduling/queries.ts'

export type Returned =
  | { ok: true }
  | {
      ok: false
      reason:
        | 'not-found'
        | 'too-late'
        | 'answered-already'
        | 'most-courses'
        | 'not-possible-now'
        | 'not-yours-to-do'
    }

/** Back in line with the old time of joining: after an offer lapsed, or when "not this time" is taken back. */
export async function returnToList(
  tx: Tx,
  enrolmentId: string,
  by: Actor,
  context: Context,
): Promise<Returned> {
  return withEnrolment(tx, enrolmentId, async (held): Promise<Returned> => {
    const now = context.clock()
    if (!canBeGiven(held.run, await listSessions(tx, [held.run.id]), now))
      return { ok: false, reason: 'too-late' }
    const { live } = await getStanding(tx, held.run.id, held.enrolment.person_id, now)
    if (held.enrolment.status === 'lapsed' && live !== null) return { ok: false, reason: 'answered-already' }
    if (held.enrolment.status === 'waiting' && held.enrolment.passed_at_vacancy === null) return { ok: true }
    if (await comesBackPastLimit(tx, held.enrolment)) return { ok: false, reason: 'most-courses' }
    return transition(tx, held, { action: 'return', by, now }, context)
  })
}
