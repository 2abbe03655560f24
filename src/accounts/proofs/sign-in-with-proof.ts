import type { Tx } from '../../database/schema.ts'
import { findOwnerById, isUnproven, updateConfirmed } from './queries.ts'
import { isSameAddress, type Proof, type ProofRefusal } from './rules.ts'
import { type Dropped, isUnexpected, takeOver } from './take-over.ts'
import { type OpenedSomewhere, type OwnBrowser, useCode, useProof } from './use-proof.ts'

interface Welcomed {
  ok: true
  personId: string
  dropped: Dropped | undefined
}
type Known = Welcomed | { ok: false; reason: ProofRefusal }

/** Who signs in with this link. It lets in once. */
export async function signInWithLink(
  tx: Tx,
  { isOwnBrowser, ...opened }: OpenedSomewhere,
  now: Date,
): Promise<Known> {
  const shown = await useProof(tx, { ...opened, purposes: ['sign-in', 'registered-again'] }, now)
  return shown.ok ? welcomeOwner(tx, shown.proof, isOwnBrowser, now) : shown
}

/** Who signs in with the code of the message this browser asked for. */
export async function signInWithCode(
  tx: Tx,
  { isOwnBrowser, ...typed }: { proofId: string; code: string; isOwnBrowser: OwnBrowser },
  now: Date,
): Promise<Welcomed | { ok: false; reason: 'wrong-code' }> {
  const shown = await useCode(tx, { ...typed, purposes: ['sign-in'] }, now)
  if (!shown.ok) return shown
  const known = await welcomeOwner(tx, shown.proof, isOwnBrowser, now)
  return known.ok ? known : { ok: false, reason: 'wrong-code' }
}

async function welcomeOwner(
  tx: Tx,
  { purpose, person_id: personId, email }: Proof,
  isOwnBrowser: OwnBrowser,
  now: Date,
): Promise<Known> {
  const person = await findOwnerById(tx, personId)
  if (person === undefined || !isSameAddress(person.email, email)) return { ok: false, reason: 'replaced' }
  const unexpected =
    purpose === 'registered-again'
      ? await isUnproven(tx, personId)
      : await isUnexpected(tx, personId, isOwnBrowser)
  const dropped = unexpected ? await takeOver(tx, personId, now) : undefined
  await updateConfirmed(tx, personId, now)
  return { ok: true, personId, dropped }
}
