import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { letGoOfAnswers } from '../equality/let-go.ts'
import { lockAdministrators, lockForOffice, lockRoles } from '../people/queries.ts'
import { gatherFacts } from './facts.ts'
import { deleteKeys, deleteStaffRoles, insertClosing } from './queries.ts'
import type { ClosingRefusal } from './rules.ts'

export type Closed = { ok: true } | { ok: false; reason: ClosingRefusal | 'not-found' }

interface Pressed {
  personId: string
  /** The person, or somebody of the office whom they asked. */
  byId: string
  secret: string
}

/**
 * Closes an account from now on: nobody signs in to it, nothing it had given out opens anything, and it takes part in
 * nothing new. The places are given back and the rest is erased in the background. Holds the person, as enrolling does:
 * whoever comes first is seen by the other.
 */
export async function closeAccount(tx: Tx, { personId, byId, secret }: Pressed, now: Date): Promise<Closed> {
  await lockForOffice(tx, personId)
  await lockAdministrators(tx)
  await lockRoles(tx, personId, now)
  const facts = await gatherFacts(tx, personId, now)
  if (facts === undefined) return { ok: false, reason: 'not-found' }
  if (facts.refused !== undefined) return { ok: false, reason: facts.refused }
  await insertClosing(tx, { person_id: personId, asked_at: now, asked_by: byId, why: 'asked' })
  await deleteKeys(tx, personId)
  await deleteStaffRoles(tx, personId)
  // Here, where the key is at hand: the work in the background may run on a computer that does not have it.
  await letGoOfAnswers(tx, secret, personId)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: byId, action: 'person.closing-asked', subject })
  await enqueueJob(tx, 'accounts.close', { personId }, { key: `close:${personId}` })
  return { ok: true }
}
