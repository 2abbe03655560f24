import { timingSafeEqual } from 'node:crypto'
import type { Db, ProofPurpose, Tx } from '../../database/schema.ts'
import { findProof, lockProof, updateProofUsed, updateWrongCode } from './queries.ts'
import { decideProof, mostWrongCodes, type Proof, type ProofRefusal } from './rules.ts'
import { hashCode, hashToken } from './secrets.ts'

/** Whether the person has signed in, or registered, in the browser that shows the proof. */
export type OwnBrowser = (personId: string) => boolean

/** A link as somebody opened it, or pressed its button. */
export interface Opened {
  token: string
  purposes: readonly ProofPurpose[]
  /** Who is signed in there, if anybody is. */
  userId: string | undefined
}

/** A link whose button somebody pressed, in a browser where they may have been before. */
export type OpenedSomewhere = Omit<Opened, 'purposes'> & { isOwnBrowser: OwnBrowser }

export type Shown = { ok: true; proof: Proof } | { ok: false; reason: ProofRefusal }

/** What the link is worth now, without using it: programs that check mails open links too. */
export async function lookAtProof(db: Db, opened: Opened, now: Date): Promise<Shown> {
  return decideProof(await findProof(db, { tokenHash: hashToken(opened.token) }), { ...opened, now })
}

/** Uses the link. Of two who press at once, one wins. */
export async function useProof(tx: Tx, opened: Opened, now: Date): Promise<Shown> {
  const shown = decideProof(await lockProof(tx, { tokenHash: hashToken(opened.token) }), { ...opened, now })
  if (shown.ok) await updateProofUsed(tx, shown.proof.id, now)
  return shown
}

/** Uses the code of one proof; of one that was never made, every code is wrong, after as much work. */
export async function useCode(
  tx: Tx,
  { proofId, code, purposes }: { proofId: string; code: string; purposes: readonly ProofPurpose[] },
  now: Date,
): Promise<{ ok: true; proof: Proof } | { ok: false; reason: 'wrong-code' }> {
  const proof = await lockProof(tx, { id: proofId })
  const shown = decideProof(proof, { purposes, userId: undefined, now })
  const matches = timingSafeEqual(proof?.code_hash ?? hashCode(proofId, 'none'), hashCode(proofId, code))
  if (shown.ok && matches) {
    await updateProofUsed(tx, proofId, now)
    return shown
  }
  await updateWrongCode(tx, proofId, mostWrongCodes)
  return { ok: false, reason: 'wrong-code' }
}
