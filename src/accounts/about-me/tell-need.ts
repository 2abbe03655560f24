import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Need, NeedKind, Tx } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { insertNeed } from './need-queries.ts'
import { isOfKind } from './needs.ts'
import { nextReview } from './rules.ts'

export interface ToldNeed {
  kind: NeedKind
  need: string
  detail: string
  shared: boolean
  /** Months until it is looked at again. */
  reviewIn: number
}

/** Writes down what somebody needs: told by themselves, or by the staff who listened (`actorId`). */
export async function tellNeed(
  tx: Tx,
  { personId, actorId }: { personId: string; actorId: string },
  told: ToldNeed,
  at: Moment,
): Promise<{ ok: true; id: string } | { ok: false; reason: 'no-such-need' }> {
  const { kind, need, detail, shared, reviewIn } = told
  if (!isKnown(kind, need)) return { ok: false, reason: 'no-such-need' }
  const id = await insertNeed(tx, {
    person_id: personId,
    kind,
    need,
    detail,
    share_with_trainers: shared,
    review_on: nextReview(at, reviewIn),
    recorded_at: at.now,
    recorded_by: actorId,
  })
  if (actorId !== personId) {
    const subject = { kind: 'person' as const, id: personId }
    const action = 'person.access-need-recorded'
    await recordInAuditTrail(tx, { at: at.now, actorId, action, subject, detail: { accessNeed: id } })
  }
  return { ok: true, id }
}

function isKnown(kind: NeedKind, need: string): need is Need {
  return isOfKind(kind, need)
}
