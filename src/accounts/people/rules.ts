import type { PreferredContact, Role } from '../../database/schema.ts'

/** How somebody can be reached. An email counts only once its owner has confirmed it. */
export interface Reach {
  email: string | null
  phone: string | null
  postal_address: string
  preferred_contact: PreferredContact
}

export type ReachRefusal = 'no-email-yet' | 'no-phone' | 'no-address'

/**
 * Whether the college can keep its word to reach them the way they would like. Somebody without an email and without a
 * telephone is left with letters, and so with an address.
 */
export function decideReach(reach: Reach): { ok: true } | { ok: false; reason: ReachRefusal } {
  switch (reach.preferred_contact) {
    case 'email':
      return reach.email === null ? { ok: false, reason: 'no-email-yet' } : { ok: true }
    case 'phone':
    case 'text':
      return reach.phone === null ? { ok: false, reason: 'no-phone' } : { ok: true }
    case 'post':
      return reach.postal_address === '' ? { ok: false, reason: 'no-address' } : { ok: true }
  }
}

export interface RoleFacts {
  has: readonly Role[]
  wanted: readonly Role[]
  /** The person changes their own roles. */
  own: boolean
  /** They have seen that they lose the office, and want that. */
  confirmed: boolean
  /** How many others are administrators and can sign in. */
  otherAdministrators: number
  /** Still to come. */
  datesToTeach: number
  /** They registered themselves, and nobody has shown yet that the email address is theirs. */
  unproven: boolean
}

export type RoleDecision =
  | { ok: true; given: Role[]; taken: Role[] }
  | { ok: false; reason: 'last-administrator' | 'still-teaching' | 'confirm-own' | 'email-not-confirmed' }

/**
 * What is given and what is taken, or why not: a college always has somebody who can open its office, and a date that is
 * planned somebody who may teach it. Whoever registered with the address of a colleague, before that colleague did, must
 * not be given what staff see.
 */
export function decideRoles(facts: RoleFacts): RoleDecision {
  const given = facts.wanted.filter((role) => !facts.has.includes(role))
  const taken = facts.has.filter((role) => !facts.wanted.includes(role))
  if (facts.unproven && given.some((role) => role !== 'student'))
    return { ok: false, reason: 'email-not-confirmed' }
  if (taken.includes('administrator') && facts.otherAdministrators === 0)
    return { ok: false, reason: 'last-administrator' }
  if (taken.includes('trainer') && facts.datesToTeach > 0) return { ok: false, reason: 'still-teaching' }
  if (taken.includes('administrator') && facts.own && !facts.confirmed)
    return { ok: false, reason: 'confirm-own' }
  return { ok: true, given, taken }
}
