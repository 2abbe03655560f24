import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Context } from '../../enrolment/context.ts'
import { type Held, withEnrolment } from '../../enrolment/with-enrolment.ts'
import { transition } from '../../enrolment/transition.ts'
import { issueCertificate } from '../certificates/issue.ts'
import { deleteDecision, findDecision, listCompletion, upsertDecision } from './queries.ts'
import { asMarked, settleCompletion } from './settle.ts'

/** What somebody of the office says: it was completed, it was not, or the marks are to say it after all. */
export type Said = { completed: boolean; reason: string } | 'marks'

export type DecidedByHand =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'not-over' }
  /** No mark, or too few of them, say anything of them: it cannot be left to what is not there. */
  | { ok: false; reason: 'not-marked' }

/** Decides for one person, whatever the marks say, and for as long as nobody takes it back. */
export async function decideByHand(
  tx: Tx,
  enrolmentId: string,
  said: Said,
  by: Doing & { actorId: string },
  context: Context,
): Promise<DecidedByHand> {
  return withEnrolment<DecidedByHand>(tx, enrolmentId, async (held) => {
    if (held.run.status !== 'ended' || !isTheirsToTheEnd(held)) return { ok: false, reason: 'not-over' }
    const before = await findDecision(tx, enrolmentId)
    if (said === 'marks') {
      if (before === undefined) return { ok: true }
      if (!(await canBeLeftToMarks(tx, held, context))) return { ok: false, reason: 'not-marked' }
      await deleteDecision(tx, enrolmentId)
      await note(tx, 'enrolment.completion-left-to-marks', enrolmentId, by, { before: before.completed })
      await settleCompletion(tx, held.run.id, context)
      return { ok: true }
    }
    await upsertDecision(tx, enrolmentId, { ...said, decided_at: by.now, decided_by: by.actorId })
    await note(tx, 'enrolment.completion-decided', enrolmentId, by, { after: said.completed })
    await move(tx, held, said.completed, by, context)
    return { ok: true }
  })
}

async function canBeLeftToMarks(tx: Tx, { run, enrolment }: Held, { config }: Context): Promise<boolean> {
  const row = (await listCompletion(tx, run.id)).find(({ enrolment_id: id }) => id === enrolment.id)
  return row !== undefined && asMarked(row, config).settled
}

function isTheirsToTheEnd({ enrolment: { status } }: Held): boolean {
  return status === 'confirmed' || status === 'completed' || status === 'not-completed'
}

async function move(
  tx: Tx,
  held: Held,
  completed: boolean,
  { actorId, now }: Doing & { actorId: string },
  context: Context,
): Promise<void> {
  const actor = { kind: 'staff' as const, id: actorId }
  const action = completed ? 'complete' : 'not-complete'
  // What it is already needs no move, and has none.
  await transition(tx, held, { action, by: actor, now }, context)
  if (completed) await issueCertificate(tx, held.enrolment.id, now)
}

async function note(
  tx: Tx,
  action: 'enrolment.completion-decided' | 'enrolment.completion-left-to-marks',
  id: string,
  { now: at, actorId }: Doing,
  detail: Record<string, unknown>,
): Promise<void> {
  await recordInAuditTrail(tx, { at, actorId, action, subject: { kind: 'enrolment', id }, detail })
}
