import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import type { Actor, Context } from './context.ts'
import { updatePriority } from './queries.ts'
import { withEnrolment } from './with-enrolment.ts'

/** Staff put someone who waits before the others, with the reason, or take that back (`null`). Nobody else is moved. */
export async function setPriority(
  tx: Tx,
  enrolmentId: string,
  reason: string | null,
  by: Actor,
  context: Context,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'not-waiting' }> {
  return withEnrolment(tx, enrolmentId, async ({ enrolment }) => {
    if (enrolment.status !== 'waiting') return { ok: false as const, reason: 'not-waiting' as const }
    // Nothing to take back is nothing to write down: the audit reads from these lines who came first, and when.
    if (reason === null && enrolment.priority_reason === null) return { ok: true as const }
    await updatePriority(tx, enrolmentId, reason)
    await recordInAuditTrail(tx, {
      at: context.clock(),
      actorId: by.id,
      action: reason === null ? 'enrolment.priority-taken-back' : 'enrolment.priority-given',
      subject: { kind: 'enrolment', id: enrolmentId },
    })
    return { ok: true as const }
  })
}
