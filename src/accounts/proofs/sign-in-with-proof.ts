import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { deletePassword, findOwnerById, updateConfirmed } from './queries.ts'
import { isSameAddress, type Proof, type ProofRefusal } from './rules.ts'
import { type Opened, useCode, useProof } from './use-proof.ts'

type Known = { ok: true; personId: string } | { ok: false; reason: ProofRefusal }

/** Who signs in with this link. It lets in once. */
export async function signInWithLink(tx: Tx, opened: Omit<Opened, 'purposes'>, now: Date): Promise<Known> {
  const shown = await useProof(tx, { ...opened, purposes: ['sign-in', 'registered-again'] }, now)
  return shown.ok ? welcomeOwner(tx, shown.proof, now) : shown
}

/** Who signs in with the code of the message this browser asked for. */
export async function signInWithCode(
  tx: Tx,
  typed: { proofId: string; code: string },
  now: Date,
): Promise<{ ok: true; personId: string } | { ok: false; reason: 'wrong-code' }> {
  const shown = await useCode(tx, { ...typed, purposes: ['sign-in'] }, now)
  if (!shown.ok) return shown
  const known = await welcomeOwner(tx, shown.proof, now)
  return known.ok ? known : { ok: false, reason: 'wrong-code' }
}

async function welcomeOwner(
  tx: Tx,
  { purpose, person_id: personId, email }: Proof,
  now: Date,
): Promise<Known> {
  const person = await findOwnerById(tx, personId)
  if (person === undefined || !isSameAddress(person.email, email)) return { ok: false, reason: 'replaced' }
  if (purpose === 'registered-again' && person.email_confirmed_at === null) await takeOver(tx, personId, now)
  await updateConfirmed(tx, personId, now)
  return { ok: true, personId }
}

/**
 * Somebody may have registered with an address of another person, to wait there until its owner comes. Its owner has
 * come, by surprise and with the first proof there is: whatever was set up without one no longer opens the account.
 */
async function takeOver(tx: Tx, personId: string, now: Date): Promise<void> {
  await endOtherSessions(tx, personId, null)
  if (!(await deletePassword(tx, personId))) return
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.password-dropped', subject })
}
