import { placeIsFree, type Places } from '../catalogue/places.ts'
import type { EnrolmentStatus, LiveStatus, RunStatus } from '../database/schema.ts'

export interface RunFacts {
  status: RunStatus
  needsApproval: boolean
  opensAt: Date | null
  closesAt: Date | null
  /** Planned sessions, in order of time. */
  sessions: { startsAt: Date; endsAt: Date }[]
}

export interface Overlap {
  title: string
  startsAt: Date
  endsAt: Date
}

export interface EnrolFacts {
  run: RunFacts
  places: Places
  live: LiveStatus | undefined
  overlaps: Overlap[]
  overlapAccepted: boolean
}

export type EnrolRefusal =
  | { reason: 'already-enrolled'; live: LiveStatus }
  | { reason: 'not-open-yet'; opensAt: Date }
  | { reason: 'not-published' | 'run-cancelled' | 'closed' | 'already-started' | 'over' }
  | { reason: 'overlap'; overlaps: Overlap[] }

export type EnrolDecision =
  | { ok: true; to: Extract<EnrolmentStatus, 'requested' | 'waiting' | 'confirmed'> }
  | ({ ok: false } & EnrolRefusal)

/** Whether this person may enrol now, and what they become: booked, waiting, or asking for a place. */
export function decideEnrol(facts: EnrolFacts, now: Date): EnrolDecision {
  if (facts.live !== undefined) return { ok: false, reason: 'already-enrolled', live: facts.live }
  const open = decideOpen(facts.run, now)
  if (!open.ok) return open
  if (facts.overlaps.length > 0 && !facts.overlapAccepted) {
    return { ok: false, reason: 'overlap', overlaps: facts.overlaps }
  }
  if (facts.run.needsApproval) return { ok: true, to: 'requested' }
  return { ok: true, to: placeIsFree(facts.places) ? 'confirmed' : 'waiting' }
}

/**
 * Whether the run takes people now. Unless a closing time is set, it closes when its first session begins: joining
 * late is then a thing to ask for.
 */
export function decideOpen(
  run: RunFacts,
  now: Date,
): { ok: true } | ({ ok: false } & Exclude<EnrolRefusal, { reason: 'already-enrolled' | 'overlap' }>) {
  if (run.status === 'cancelled') return { ok: false, reason: 'run-cancelled' }
  if (run.status === 'draft') return { ok: false, reason: 'not-published' }
  const last = run.sessions.at(-1)
  if (run.status === 'ended' || last === undefined || last.endsAt <= now) return { ok: false, reason: 'over' }
  if (run.opensAt !== null && now < run.opensAt)
    return { ok: false, reason: 'not-open-yet', opensAt: run.opensAt }
  if (run.closesAt !== null) return now < run.closesAt ? { ok: true } : { ok: false, reason: 'closed' }
  const first = run.sessions[0]
  return first !== undefined && first.startsAt <= now
    ? { ok: false, reason: 'already-started' }
    : { ok: true }
}

/** The moment after which nobody new is given a place. */
export function closingTime(run: RunFacts): Date | undefined {
  return run.closesAt ?? run.sessions[0]?.startsAt
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
