import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { CallOutcome, Tx } from '../../database/schema.ts'
import type { Context } from '../../enrolment/context.ts'
import { transition } from '../../enrolment/transition.ts'
import { withEnrolment } from '../../enrolment/with-enrolment.ts'
import { findTask, insertCallOf, isNoted, lockFollowUp, updateClosed, updateLetGo } from './queries.ts'
import { type CallRefusal, canGiveUp, closesAs, decideCall } from './rules.ts'

export interface CallMade {
  /** Given by the page. */
  id: string
  outcome: CallOutcome
  words: string
}

export type CallNoted =
  | { ok: true; outcome: CallOutcome }
  | { ok: false; reason: CallRefusal | 'not-found' | 'nothing-to-withdraw' }

/**
 * Notes what came of a call. Whoever wants to withdraw is withdrawn as by themselves: the place goes to the next in
 * line by the machine that every place goes by.
 */
export async function noteCall(
  tx: Tx,
  followUpId: string,
  call: CallMade,
  actorId: string,
  context: Context,
): Promise<CallNoted> {
  const known = await findTask(tx, followUpId)
  if (known === undefined) return { ok: false, reason: 'not-found' }
  if (call.outcome !== 'wants-to-withdraw') return note(tx, followUpId, call, actorId, context)
  // The run and the enrolment are held before the task: the order of all locks.
  return withEnrolment(tx, known.enrolment_id, async (held) => {
    if (await isNoted(tx, followUpId, call.id)) return { ok: true, outcome: call.outcome }
    if (!canGiveUp(held.enrolment.status, held.run.status))
      return { ok: false, reason: 'nothing-to-withdraw' }
    const noted = await note(tx, followUpId, call, actorId, context)
    if (!noted.ok) return noted
    const by = { kind: 'staff' as const, id: actorId }
    await transition(tx, held, { action: 'withdraw', by, now: context.clock() }, context)
    return noted
  })
}

async function note(
  tx: Tx,
  followUpId: string,
  call: CallMade,
  actorId: string,
  { clock }: Context,
): Promise<CallNoted> {
  const task = await lockFollowUp(tx, followUpId)
  if (task === undefined) return { ok: false, reason: 'not-found' }
  if (await isNoted(tx, followUpId, call.id)) return { ok: true, outcome: call.outcome }
  const decided = decideCall(task, actorId)
  if (!decided.ok) return decided
  const now = clock()
  const { enrolment_id } = task
  if (!(await insertCallOf(tx, { ...call, follow_up_id: task.id, enrolment_id, at: now, by_id: actorId })))
    return { ok: false, reason: 'not-found' }
  const outcome = closesAs[call.outcome]
  if (outcome === undefined) await updateLetGo(tx, enrolment_id, actorId)
  else await updateClosed(tx, task, { outcome, by: actorId, now })
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action: 'follow-up.call-noted',
    subject: { kind: 'enrolment', id: enrolment_id },
    detail: { outcome: call.outcome },
  })
  return { ok: true, outcome: call.outcome }
}
