// Whether a merge can be undone, and what goes back. No clock, no database.
import { decideReach } from '../../accounts/people/rules.ts'
import type { Person, PersonChange } from './person.ts'

export type UndoRefusal = 'undone-already' | 'a-later-one-first' | 'closing' | 'nobody-could-be-reached'

export function decideUndo(facts: {
  undone: boolean
  hasLater: boolean
  isClosing: boolean
}): { ok: true } | { ok: false; reason: UndoRefusal } {
  if (facts.undone) return { ok: false, reason: 'undone-already' }
  if (facts.hasLater) return { ok: false, reason: 'a-later-one-first' }
  return facts.isClosing ? { ok: false, reason: 'closing' } : { ok: true }
}

/** One value of a record that the merge changed. */
export interface Changed {
  column: string
  was: unknown
  became: unknown
}

/** What goes back on a record: only what still stands as the merge left it. */
export function partedDetails(now: Person, changed: Changed[]): PersonChange {
  const untouched = changed.filter(
    ({ column, became }) => JSON.stringify(now[column as keyof Person]) === JSON.stringify(became),
  )
  const back = Object.fromEntries(untouched.map(({ column, was }) => [column, was]))
  // An address and the moment it was shown to be theirs belong together.
  const isKept = (column: string) => column !== 'email_confirmed_at' || 'email' in back
  return Object.fromEntries(Object.entries(back).filter(([column]) => isKept(column)))
}

/**
 * The same where an address has got another owner since: then it is noted as given, as at a registration with an address
 * that is somebody else's.
 */
export function withoutAddress(back: PersonChange): PersonChange {
  return { ...back, email: null, email_confirmed_at: null, claimed_email: back.email ?? null }
}

/** Whether the record could be reached in the way its owner would like, once this is back. */
export function canBeReached(now: Person, back: PersonChange): boolean {
  const after = { ...now, ...back }
  return decideReach({ ...after, email: after.email ?? after.claimed_email }).ok
}
