import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { findSessionRunId } from '../../scheduling/queries.ts'
import { enqueueSettling } from '../completion/enqueue-settling.ts'
import type { Marking } from './mark-register.ts'
import { findHeadCount, findWalkIn, insertWalkIn, removeWalkIn, upsertHeadCount } from './queries.ts'
import { decideHeads, type HeadsDecided, type HeadsSaid } from './rules.ts'
import { nextWalkInId, saysTheSame, type WalkInTyped } from './walk-in.ts'

/**
 * Notes somebody who came without a place to a session that is held. The same page sent twice notes them once; with
 * another name on it, it is somebody else.
 */
export async function addWalkIn(
  tx: Tx,
  sessionId: string,
  typed: WalkInTyped,
  { actorId, now }: Marking,
): Promise<void> {
  const who = { ...typed, session_id: sessionId, added_at: now, added_by: actorId }
  let id = typed.id
  while (!(await insertWalkIn(tx, { ...who, id }))) {
    const before = await findWalkIn(tx, id)
    if (before !== undefined && saysTheSame(before, who)) return
    id = nextWalkInId(id, typed)
  }
  await note(tx, 'register.walk-in-added', sessionId, actorId, now)
}

export async function takeWalkInOut(
  tx: Tx,
  walkIn: { id: string; session_id: string },
  { actorId, now }: Pick<Marking, 'actorId' | 'now'>,
): Promise<void> {
  if (!(await removeWalkIn(tx, walkIn, now))) return
  await note(tx, 'register.walk-in-removed', walkIn.session_id, actorId, now)
  const runId = await findSessionRunId(tx, walkIn.session_id)
  if (runId !== undefined) await enqueueSettling(tx, runId)
}

/**
 * Notes how many came to a drop-in, whose session is locked: of two counts the later knows of the earlier. What was
 * counted before stands in the audit trail.
 */
export async function countHeads(
  tx: Tx,
  sessionId: string,
  said: HeadsSaid,
  { actorId, now }: Marking,
): Promise<HeadsDecided> {
  const before = (await findHeadCount(tx, sessionId)) ?? null
  const decided = decideHeads(said, before)
  if (decided !== 'to-note') return decided
  await upsertHeadCount(tx, sessionId, said.counted, now)
  await note(tx, 'register.heads-counted', sessionId, actorId, now, { before, after: said.counted })
  return decided
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
