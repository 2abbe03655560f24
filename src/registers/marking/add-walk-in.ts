import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Marking } from './mark-register.ts'
import {
  findHeadCount,
  findWalkIn,
  holdSession,
  insertWalkIn,
  lockSession,
  removeWalkIn,
  upsertHeadCount,
} from './queries.ts'
import { decideToNote, type NoteRefusal } from './rules.ts'
import { nextWalkInId, saysTheSame, type WalkInTyped } from './walk-in.ts'

export type Noted = { ok: true } | { ok: false; reason: NoteRefusal }

/**
 * Notes somebody who came without a place. The same page sent twice notes them once; with another name on it, it is
 * somebody else.
 */
export async function addWalkIn(
  tx: Tx,
  sessionId: string,
  typed: WalkInTyped,
  marking: Marking,
): Promise<Noted> {
  const session = await holdSession(tx, sessionId)
  const decided = decideToNote(session, marking)
  if (!decided.ok) return decided
  const { actorId, now } = marking
  const who = { ...typed, session_id: sessionId, added_at: now, added_by: actorId }
  let id = typed.id
  while (!(await insertWalkIn(tx, { ...who, id }))) {
    const before = await findWalkIn(tx, id)
    if (before !== undefined && saysTheSame(before, who)) return { ok: true }
    id = nextWalkInId(id, typed)
  }
  await note(tx, 'register.walk-in-added', sessionId, actorId, now)
  return { ok: true }
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
  marking: Marking,
): Promise<Noted> {
  const session = await lockSession(tx, sessionId)
  const decided = decideToNote(session, marking)
  if (!decided.ok) return decided
  const { actorId, now } = marking
  const before = await findHeadCount(tx, sessionId)
  if (before === people) return { ok: true }
  await upsertHeadCount(tx, sessionId, people, now)
  await note(tx, 'register.heads-counted', sessionId, actorId, now, { before: before ?? null, after: people })
  return { ok: true }
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
