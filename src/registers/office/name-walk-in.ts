import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { lockPerson } from '../../enrolment/queries.ts'
import { enqueueSettling } from '../completion/enqueue-settling.ts'
import { isExpected, nameWalkIn, type UnknownWalkIn } from './queries.ts'

export type Named = { ok: true } | { ok: false; reason: 'has-a-place' | 'found-already' | 'joined' }

/** Notes who it was that came without a place, as the office found. Throws `one_walk_in_a_person_a_session`. */
export async function nameWhoWalkedIn(
  tx: Tx,
  walkIn: Pick<UnknownWalkIn, 'id' | 'session_id' | 'run_id'>,
  personId: string,
  { actorId, now }: { actorId: string; now: Date },
): Promise<Named> {
  // Held: whoever joins their record with another, or gives them a place, comes before or after.
  if ((await lockPerson(tx, personId)) === undefined) return { ok: false, reason: 'joined' }
  if (await isExpected(tx, walkIn.session_id, personId)) return { ok: false, reason: 'has-a-place' }
  if (!(await nameWalkIn(tx, walkIn.id, personId))) return { ok: false, reason: 'found-already' }
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'register.walk-in-found', subject })
  // They may have a place by now: then this class is one that they came to.
  await enqueueSettling(tx, walkIn.run_id)
  return { ok: true }
}
