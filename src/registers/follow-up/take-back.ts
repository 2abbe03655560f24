import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { withEnrolment } from '../../enrolment/with-enrolment.ts'
import { holdMarks, updateCallTakenBack, updateOpenAgain } from './call-queries.ts'
import { findTask, lockFollowUp } from './queries.ts'
import { decideTakingBack, type TakingBackRefusal } from './rules.ts'

export type TakenBack = { ok: true; open: boolean } | { ok: false; reason: TakingBackRefusal | 'not-found' }

/** Takes back what was noted of a call by mistake: the task opens again, if there still is something to call about. */
export async function takeCallBack(
  tx: Tx,
  followUpId: string,
  actorId: string,
  now: Date,
): Promise<TakenBack> {
  const known = await findTask(tx, followUpId)
  if (known === undefined) return { ok: false, reason: 'not-found' }
  const { enrolment_id: enrolmentId } = known
  // The run, the enrolment and its marks are held before the task: the order of all locks.
  return withEnrolment<TakenBack>(tx, enrolmentId, async () => {
    await holdMarks(tx, enrolmentId)
    const task = await lockFollowUp(tx, followUpId)
    if (task === undefined) return { ok: false, reason: 'not-found' }
    const decided = decideTakingBack(task)
    if (!decided.ok) return decided
    await updateCallTakenBack(tx, task, { by: actorId, now })
    const open = await updateOpenAgain(tx, task.id)
    const subject = { kind: 'enrolment' as const, id: enrolmentId }
    await recordInAuditTrail(tx, { at: now, actorId, action: 'follow-up.call-taken-back', subject })
    return { ok: true, open }
  })
}
