import type { ProofPurpose, Tx } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'
import { endProofs, insertProof } from './queries.ts'
import { goodForMinutes } from './rules.ts'
import { hashCode, hashToken, newCode, newToken } from './secrets.ts'

export interface Made {
  token: string
  code: string
}

/**
 * Makes a link and a code for the person, who must be held, and ends the older ones of the same purpose. Both leave in
 * the mail that is promised in the same transaction. Only the code of a proof with a known id can be typed anywhere.
 */
export async function makeProof(
  tx: Tx,
  proof: { id?: string; personId: string; purpose: ProofPurpose; email: string },
  now: Date,
): Promise<Made> {
  const made = { token: newToken(), code: newCode() }
  await endProofs(tx, proof.personId, [proof.purpose], now)
  await insertProof(tx, {
    ...(proof.id === undefined ? {} : { id: proof.id }),
    person_id: proof.personId,
    purpose: proof.purpose,
    email: proof.email,
    token_hash: hashToken(made.token),
    code_hash: proof.id === undefined ? null : hashCode(proof.id, made.code),
    created_at: now,
    expires_at: addMinutes(now, goodForMinutes[proof.purpose]),
  })
  return made
}
