import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Marking } from './mark-register.ts'
import { insertWalkIn, lockHeadCount, removeWalkIn, upsertHeadCount } from './queries.ts'

export interface WalkInTyped {
  id: string
  name: string
  contact: string | null
}

/** Notes somebody who came without a place. The same page sent twice notes them once. */
export async function addWalkIn(
  tx: Tx,
  sessionId: string,
  { contact, ...typed }: WalkInTyped,
  { actorId, now }: Marking,
): Promise<void> {
  const who = { session_id: sessionId, contact: contact ?? '', added_at: now, added_by: actorId }
  if (await insertWalkIn(tx, { ...typed, ...who }))
    await note(tx, 'register.walk-in-added', sessionId, actorId, now)
}

export async function takeWalkInOut(
  tx: Tx,
  walkIn: { id: string; session_id: string },
  { actorId, now }: Marking,
): Promise<void> {
  if (await removeWalkIn(tx, walkIn.id, now))
    await note(tx, 'register.walk-in-removed', walkIn.session_id, actorId, now)
}

/** Notes how many came to a drop-in; what was counted before stands in the audit trail. */
export async function countHeads(
  tx: Tx,
  sessionId: string,
  people: number,
  { actorId, now }: Marking,
): Promise<void> {
  const before = await lockHeadCount(tx, sessionId)
  if (before === people) return
  await upsertHeadCount(tx, sessionId, people, now)
  await note(tx, 'register.heads-counted', sessionId, actorId, now, { before: before ?? null, after: people })
}

async function note(
  tx: Tx,
  action: 'register.walk-in-added' | 'register.walk-in-removed' | 'register.heads-counted',
  sessionId: string,
  actorId: string,
  at: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await recordInAuditTrail(tx, { at, actorId, action, subject: { kind: 'session', id: sessionId }, detail })
}
