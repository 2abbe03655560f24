import type { ProofPurpose } from '../../database/schema.ts'

/** Of a link that says whose an address is. */
export type ProofPurposeOfAddress = Extract<ProofPurpose, 'confirm-email' | 'allow-change'>

/** Minutes for which a link, and its code, is good. What only lets somebody in is the shortest. */
export const goodForMinutes: Record<ProofPurpose, number> = {
  'sign-in': 20,
  'registered-again': 60,
  'new-password': 60,
  'confirm-email': 3 * 24 * 60,
  'allow-change': 3 * 24 * 60,
}

/** Wrong codes after which a proof is dead. */
export const mostWrongCodes = 5

export interface Proof {
  id: string
  person_id: string
  purpose: ProofPurpose
  email: string
  code_hash: Buffer | null
  wrong_codes: number
  expires_at: Date
  used_at: Date | null
  ended_at: Date | null
  /** The account it is of closes, or is closed. */
  closing: boolean
}

export type ProofRefusal =
  'unknown' | 'used' | 'replaced' | 'expired' | 'wrong-codes' | 'another-account' | 'closed'

interface Question {
  purposes: readonly ProofPurpose[]
  /** Who is signed in where the link was opened, if anybody is. */
  userId: string | undefined
  now: Date
}

/** Whether this proof, if there is one, shows now what it is asked for. */
export function decideProof(
  proof: Proof | undefined,
  { purposes, userId, now }: Question,
): { ok: true; proof: Proof } | { ok: false; reason: ProofRefusal } {
  const no = (reason: ProofRefusal) => ({ ok: false as const, reason })
  if (proof === undefined || !purposes.includes(proof.purpose)) return no('unknown')
  if (userId !== undefined && userId !== proof.person_id) return no('another-account')
  if (proof.closing) return no('closed')
  if (proof.used_at !== null) return no('used')
  if (proof.ended_at !== null) return no('replaced')
  if (proof.expires_at <= now) return no('expired')
  if (proof.wrong_codes >= mostWrongCodes) return no('wrong-codes')
  return { ok: true, proof }
}

/** Addresses are the same in any spelling, as the database has it. */
export function isSameAddress(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase()
}

/** The address somebody gave, for their own pages. A claimed one is as any that nobody has confirmed. */
export function givenAddress(person: { email: string | null; claimed_email: string | null }): string | null {
  return person.email ?? person.claimed_email
}

/** A change of address whose time is over as its links are: nobody waits for it. */
export function isPending(change: { asked_at: Date } | undefined, now: Date): boolean {
  if (change === undefined) return false
  return now.getTime() < change.asked_at.getTime() + goodForMinutes['confirm-email'] * 60_000
}

/** Whose yes a change of address still waits for. An address nobody confirmed is nobody's to say no with. */
export function decideChange(
  person: { email: string | null; email_confirmed_at: Date | null },
  change: { new_agreed_at: Date | null; old_agreed_at: Date | null },
): { ok: true } | { ok: false; reason: 'waits-for-new' | 'waits-for-old' } {
  if (change.new_agreed_at === null) return { ok: false, reason: 'waits-for-new' }
  if (mustOldAgree(person) && change.old_agreed_at === null) return { ok: false, reason: 'waits-for-old' }
  return { ok: true }
}

export function mustOldAgree(person: { email: string | null; email_confirmed_at: Date | null }): boolean {
  return person.email !== null && person.email_confirmed_at !== null
}
