import { type AuditEntry, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { type AccessNeed, lockNeed, updateNeed, updateNeedEnded, updateReview } from './need-queries.ts'
import { nextReview } from './rules.ts'

export interface NeedOf {
  needId: string
  /** Whose it must be; staff, who write for anybody, leave it out. */
  personId?: string
  actorId: string
}

type Changed = { ok: true; need: AccessNeed } | { ok: false; reason: 'not-found' | 'needs-words' }

/** New words for a need, and who may see it. */
export async function changeNeed(
  tx: Tx,
  of: NeedOf,
  change: { detail: string; shared: boolean },
): Promise<Changed> {
  const need = await lockOwn(tx, of)
  if (need === undefined) return { ok: false, reason: 'not-found' }
  if (need.need === 'something-else' && change.detail === '') return { ok: false, reason: 'needs-words' }
  await updateNeed(tx, need.id, { detail: change.detail, share_with_trainers: change.shared })
  return { ok: true, need }
}

/** "This is still right": nobody asks again for a year. */
export async function confirmNeed(tx: Tx, of: NeedOf, at: Moment): Promise<Changed> {
  const need = await lockOwn(tx, of)
  if (need === undefined) return { ok: false, reason: 'not-found' }
  await updateReview(tx, need.id, nextReview(at), at.now)
  await recordForOther(tx, need, of.actorId, 'person.access-need-reviewed', at.now)
  return { ok: true, need }
}

/** "I do not need this any more." The row stays as proof of what was asked and met. */
export async function endNeed(tx: Tx, of: NeedOf, now: Date): Promise<Changed> {
  const need = await lockOwn(tx, of)
  if (need === undefined) return { ok: false, reason: 'not-found' }
  await updateNeedEnded(tx, need.id, now)
  await recordForOther(tx, need, of.actorId, 'person.access-need-ended', now)
  return { ok: true, need }
}

async function lockOwn(tx: Tx, { needId, personId }: NeedOf): Promise<AccessNeed | undefined> {
  const need = await lockNeed(tx, needId)
  return personId === undefined || need?.person_id === personId ? need : undefined
}

async function recordForOther(
  tx: Tx,
  need: AccessNeed,
  actorId: string,
  action: AuditEntry['action'],
  at: Date,
): Promise<void> {
  if (actorId === need.person_id) return
  const subject = { kind: 'person' as const, id: need.person_id }
  await recordInAuditTrail(tx, { at, actorId, action, subject, detail: { accessNeed: need.id } })
}
