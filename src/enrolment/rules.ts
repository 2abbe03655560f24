import { type BookingFacts, decideOpen, type NotOpen } from '../catalogue/open.ts'
import { placeIsFree, type Places } from '../catalogue/places.ts'
import type { EnrolmentStatus, LiveStatus } from '../database/schema.ts'

export interface RunFacts extends BookingFacts {
  needsApproval: boolean
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
  { reason: 'already-enrolled'; live: LiveStatus } | NotOpen | { reason: 'overlap'; overlaps: Overlap[] }

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
