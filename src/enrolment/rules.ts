import { type BookingFacts, closingTime, decideOpen, type NotOpen } from '../catalogue/open.ts'
import { placeIsFree, type Places } from '../catalogue/places.ts'
import type { EnrolmentStatus, LiveStatus, PreferredContact } from '../database/schema.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { type BrokenRule, brokenRules, groupsOf, type PersonFacts } from './booking-rules/rules.ts'

export interface RunFacts extends BookingFacts {
  needsApproval: boolean
}

export interface Overlap {
  title: string
  /** What the person has of the other course: a place, or only a wish for one. */
  status: LiveStatus
  startsAt: Date
  endsAt: Date
}

export interface EnrolFacts {
  run: RunFacts
  places: Places
  live: LiveStatus | undefined
  overlaps: Overlap[]
  overlapAccepted: boolean
  person: PersonFacts
  /** Staff enrol them although a rule speaks against it. */
  rulesWaived: boolean
  /** The run asks people to say that its audience is them, and this one has not. */
  audienceUnconfirmed: boolean
}

type Shut = Exclude<NotOpen, { reason: 'first-for-others' }>

export type EnrolRefusal =
  | { reason: 'already-enrolled'; live: LiveStatus }
  | Shut
  | { reason: 'rules'; broken: BrokenRule[] }
  | { reason: 'audience-unconfirmed' }
  | { reason: 'overlap'; overlaps: Overlap[] }

export type EnrolDecision =
  | { ok: true; to: Extract<EnrolmentStatus, 'requested' | 'waiting' | 'confirmed'> }
  | ({ ok: false } & EnrolRefusal)

/** Whether this person may enrol now, and what they become: booked, waiting, or asking for a place. */
export function decideEnrol(facts: EnrolFacts, now: Date): EnrolDecision {
  if (facts.live !== undefined) return { ok: false, reason: 'already-enrolled', live: facts.live }
  const open = decideOpen(facts.run, now, groupsOf(facts.person))
  if (!open.ok && open.reason !== 'first-for-others') return open
  const broken = facts.rulesWaived ? [] : brokenRules(facts.run, facts.person, now)
  if (broken.length > 0) return { ok: false, reason: 'rules', broken }
  if (facts.audienceUnconfirmed) return { ok: false, reason: 'audience-unconfirmed' }
  if (facts.overlaps.length > 0 && !facts.overlapAccepted) {
    return { ok: false, reason: 'overlap', overlaps: facts.overlaps }
  }
  if (facts.run.needsApproval) return { ok: true, to: 'requested' }
  return { ok: true, to: placeIsFree(facts.places) ? 'confirmed' : 'waiting' }
}

/** News reaches them only when somebody of the office tells them: they have no email, or would rather not use it. */
export function mustBeCalled(person: { email: string | null; preferred_contact: PreferredContact }): boolean {
  return person.email === null || person.preferred_contact !== 'email'
}

/**
 * How many places may be given by staff now: never above the capacity, unless the decision to be over-full is
 * recorded with its reason.
 */
export function decideCapacity(
  wanted: { capacity: number; overFullReason: string | null },
  taken: number,
): { ok: true } | { ok: false; reason: 'below-taken'; taken: number } {
  if (wanted.capacity >= taken || wanted.overFullReason !== null) return { ok: true }
  return { ok: false, reason: 'below-taken', taken }
}

/** A run as the rules see it. */
export function runFacts(run: Run, sessions: SessionDetails[]): RunFacts {
  return {
    status: run.status,
    needsApproval: run.needs_approval,
    opensAt: run.enrolment_opens_at,
    closesAt: run.enrolment_closes_at,
    dropIn: run.drop_in,
    firstSessionNeeded: run.first_session_needed,
    priorityOpensAt: run.priority_opens_at,
    priorityFor: run.priority_for,
    sessions: sessions
      .filter(({ status }) => status === 'planned')
      .map(({ starts_at: startsAt, ends_at: endsAt }) => ({ startsAt, endsAt })),
  }
}

/** Whether places of this run can still be given, so that it makes sense to wait for one: a drop-in has none. */
export function canBeGiven(run: Run, sessions: SessionDetails[], now: Date): boolean {
  const closes = closingTime(runFacts(run, sessions))
  return run.status === 'published' && !run.drop_in && closes !== undefined && now < closes
}
