// Whether two records can become one, and what becomes of what both have. No clock, no database.
import type { LiveStatus, Role } from '../../database/schema.ts'
import type { Enrolment } from '../queries.ts'
import type { Person, PersonChange } from './person.ts'

/** Which of two the office keeps. */
export type Which = 'kept' | 'merged'

export interface Choices {
  email: Which
  contact: Which
  supporter: Which
}

export interface Side {
  person: Person
  roles: readonly Role[]
  hasSignOn: boolean
  isClosing: boolean
  /** When it was told whom to call in an emergency, and who helps them to take part. */
  contactAt: Date | null
  supporterAt: Date | null
}

export interface TrainerFacts {
  /** A published run on which the two records are its only peer and professional trainer. */
  onlyPair: string | null
  /** Two dates at one time, one with each record as trainer. */
  twoPlaces: string | null
  /** A run that is not over, of whose team one record is, and of which the other has left, or stands in on a date. */
  comesAndGoes: string | null
}

export type MergeRefusal =
  | { reason: 'same-record' | 'merged-already' | 'closing' | 'two-staff' | 'keep-the-staff-record' }
  | { reason: 'email-not-confirmed' | 'keep-the-proven-record' | 'nobody-proven' | 'neither-proven' }
  | { reason: 'too-much-help' }
  | { reason: 'only-pair' | 'two-places' | 'comes-and-goes'; course: string }

const staffRoles: readonly Role[] = ['trainer', 'personal-tutor', 'administrator', 'auditor']

/** Somebody of the staff who can sign in: what they see must not come under another's key. */
function signsInAsStaff({ person, roles, hasSignOn }: Side): boolean {
  return roles.some((role) => staffRoles.includes(role)) && (person.email !== null || hasSignOn)
}

/** Whether these two can be merged at all, whatever is chosen. */
export function decidePair(kept: Side, merged: Side): { ok: true } | ({ ok: false } & MergeRefusal) {
  if (kept.person.id === merged.person.id) return { ok: false, reason: 'same-record' }
  if (kept.person.merged_into !== null || merged.person.merged_into !== null)
    return { ok: false, reason: 'merged-already' }
  if (kept.isClosing || merged.isClosing) return { ok: false, reason: 'closing' }
  if (signsInAsStaff(merged))
    return { ok: false, reason: signsInAsStaff(kept) ? 'two-staff' : 'keep-the-staff-record' }
  // Whoever registered goes on with the password they chose, and what is on the other record must not open by it.
  if (!isUnproven(kept)) return { ok: true }
  if (isUnproven(merged)) return { ok: false, reason: 'neither-proven' }
  return { ok: false, reason: kept.person.email === null ? 'keep-the-proven-record' : 'nobody-proven' }
}

/** They registered themselves, and nobody has shown that the address is theirs: it may be somebody else who did. */
export function isUnproven({ person }: Side): boolean {
  return person.registration_key !== null && person.email_confirmed_at === null
}

/** Whether they can be merged in this way. */
export function decideMerge(
  { kept, merged, trainers }: { kept: Side; merged: Side; trainers: TrainerFacts },
  choices: Choices,
): { ok: true } | ({ ok: false } & MergeRefusal) {
  const merge = decidePair(kept, merged)
  if (!merge.ok) return merge
  if (choices.email === 'merged' && !hasConfirmedEmail(merged.person))
    return { ok: false, reason: 'email-not-confirmed' }
  if (trainers.onlyPair !== null) return { ok: false, reason: 'only-pair', course: trainers.onlyPair }
  if (trainers.twoPlaces !== null) return { ok: false, reason: 'two-places', course: trainers.twoPlaces }
  if (trainers.comesAndGoes !== null)
    return { ok: false, reason: 'comes-and-goes', course: trainers.comesAndGoes }
  if (mergedHelp(kept.person, merged.person).length > mostHelp) return { ok: false, reason: 'too-much-help' }
  return { ok: true }
}

export function hasConfirmedEmail({ email, email_confirmed_at }: Person): boolean {
  return email !== null && email_confirmed_at !== null
}

/**
 * What is kept unless the office says otherwise: an address that is surely theirs, and what was told last, unless it was
 * by whoever registered with an address that nobody has confirmed.
 */
export function usualChoices(kept: Side, merged: Side): Choices {
  const newer = (one: Date | null, other: Date | null): Which =>
    other !== null && (one === null || (other > one && !isUnproven(merged))) ? 'merged' : 'kept'
  return {
    email: !hasConfirmedEmail(kept.person) && hasConfirmedEmail(merged.person) ? 'merged' : 'kept',
    contact: newer(kept.contactAt, merged.contactAt),
    supporter: newer(kept.supporterAt, merged.supporterAt),
  }
}

const mostHelp = 2000

/** What helps, in the words of both records; the same words once. */
export function mergedHelp(kept: Person, merged: Person): string {
  return [...new Set([kept.what_helps, merged.what_helps])].filter(Boolean).join('\n')
}

/** What changes on each of the two records themselves. What the kept one has stays; what it lacks is filled in. */
export function mergedDetails(
  kept: Person,
  merged: Person,
  choices: Choices,
): { kept: PersonChange; merged: PersonChange } {
  const { email, email_confirmed_at } = merged
  const address = choices.email === 'merged' ? { email, email_confirmed_at, claimed_email: null } : {}
  return {
    kept: {
      ...address,
      phone: kept.phone ?? merged.phone,
      postal_address: kept.postal_address || merged.postal_address,
      student_kind: kept.student_kind ?? merged.student_kind,
      what_helps: mergedHelp(kept, merged),
      neutral_calendar_titles: kept.neutral_calendar_titles || merged.neutral_calendar_titles,
      best_time: kept.best_time || merged.best_time,
      // Whoever said no on either of the two is not reminded.
      reminders: kept.reminders && merged.reminders,
    },
    merged: {
      email: null,
      email_confirmed_at: null,
      // Nobody signs in with it, but people may still ask for them by it.
      claimed_email: merged.email ?? merged.claimed_email,
      merged_into: kept.id,
    },
  }
}

type Place = Pick<Enrolment, 'id' | 'run_id' | 'status' | 'priority_reason' | 'joined_at' | 'queue_number'>

export interface Doubled<One> {
  runId: string
  stays: One
  ends: One
}

/** The runs on which both have something: of each, the better place stays. */
export function doubledPlaces<One extends Place>(kept: One[], merged: One[]): Doubled<One>[] {
  return kept.flatMap((own) => {
    const other = merged.find(({ run_id }) => run_id === own.run_id)
    if (other === undefined) return []
    const [stays, ends] = isBetter(other, own) ? [other, own] : [own, other]
    return [{ runId: own.run_id, stays, ends }]
  })
}

const ranks: Partial<Record<Enrolment['status'], number>> = {
  confirmed: 0,
  offered: 1,
  waiting: 2,
  requested: 3,
}

/** A place before an offer before a place in line before a request; of two in line, whoever is asked first. */
function isBetter(one: Place, other: Place): boolean {
  const order = (place: Place) => [
    ranks[place.status] ?? 4,
    place.priority_reason === null ? 1 : 0,
    place.joined_at.getTime(),
    place.queue_number,
  ]
  const [first, second] = [order(one), order(other)]
  const differs = first.findIndex((value, index) => value !== second[index])
  return differs >= 0 && (first[differs] ?? 0) < (second[differs] ?? 0)
}

export type Restoring = 'restore-request' | 'restore-waiting' | 'restore-place'

/**
 * How a place that ended with the merge comes back: as it was, unless it has gone to somebody else meanwhile; then in
 * line, by the time of joining. On a run that is over nobody else needs it, and what they came to is theirs. Undefined
 * when there is nothing left to come back to.
 */
export function decideRestore(
  was: LiveStatus,
  now: { runStatus: string; isDropIn: boolean; hasAnother: boolean; placeFree: boolean },
): Restoring | undefined {
  if (now.hasAnother || now.isDropIn) return undefined
  if (now.runStatus === 'ended' && was === 'confirmed') return 'restore-place'
  if (now.runStatus !== 'published') return undefined
  if (was === 'requested') return 'restore-request'
  return was === 'confirmed' && now.placeFree ? 'restore-place' : 'restore-waiting'
}
