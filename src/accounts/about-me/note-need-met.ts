import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { hasPlaceOn, insertMet, lockNeed } from './need-queries.ts'

export type Occasion = { kind: 'run'; runId: string } | { kind: 'mail' | 'other' }

/**
 * The proof that a need was met: where, who says so, and in a few words how. A trainer (`asTrainer`) can say it only of
 * what was shared with trainers; that the run is theirs is for the caller to see.
 */
export async function noteNeedMet(
  tx: Tx,
  { needId, actorId, asTrainer }: { needId: string; actorId: string; asTrainer: boolean },
  { occasion, note }: { occasion: Occasion; note: string },
  now: Date,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  const need = await lockNeed(tx, needId)
  if (need === undefined || (asTrainer && !need.share_with_trainers))
    return { ok: false, reason: 'not-found' }
  const runId = occasion.kind === 'run' ? occasion.runId : null
  if (runId !== null && !(await hasPlaceOn(tx, need.person_id, runId)))
    return { ok: false, reason: 'not-found' }
  const isNews = await insertMet(tx, {
    access_need_id: need.id,
    occasion: occasion.kind,
    run_id: runId,
    met_at: now,
    recorded_by: actorId,
    note,
  })
  if (isNews) {
    const subject = { kind: 'person' as const, id: need.person_id }
    const detail = { accessNeed: need.id, occasion: occasion.kind, run: runId }
    await recordInAuditTrail(tx, { at: now, actorId, action: 'person.access-need-met', subject, detail })
  }
  return { ok: true }
}
