import type { OfferSettings } from '../config/config.ts'
import type { WaitingListMode } from '../database/schema.ts'
import { addMinutes, earlier } from '../lib/time.ts'
import { addWorkingDays, type OfficeCalendar } from './working-hours.ts'

/** Less time than this is no time to read an email and think: staff telephone instead. */
const shortestByEmail = 4 * 60

export interface OfferTerms {
  channel: 'email' | 'call-list'
  expiresAt: Date
}

/**
 * How a place is offered, and until when. By email for some working days, but never into the last hours before the
 * start; then, and for people who do not read mails, it is a line on the call list that stands until the start.
 */
export function offerTerms(
  facts: { now: Date; closes: Date; byEmail: boolean },
  settings: OfferSettings,
  office: OfficeCalendar,
): OfferTerms {
  const lastEmail = addMinutes(facts.closes, -settings.callListHours * 60)
  if (!facts.byEmail || addMinutes(facts.now, shortestByEmail) > lastEmail) {
    return { channel: 'call-list', expiresAt: facts.closes }
  }
  const inTime = addWorkingDays(facts.now, settings.workingDays, office)
  return { channel: 'email', expiresAt: earlier(inTime, lastEmail) }
}

/** What happens to the next in line when a place is free: it is given, offered, or left for staff to give. */
export function decideNext(
  mode: WaitingListMode,
  next: { byEmail: boolean; overlaps: boolean },
): 'give-place' | 'offer-place' | 'leave-to-staff' {
  if (mode === 'staff') return 'leave-to-staff'
  // Nobody is booked without knowing it, or on two courses at once: whoever we cannot write to is telephoned and says
  // yes, and whoever has another course at that time is asked.
  return mode === 'auto' && next.byEmail && !next.overlaps ? 'give-place' : 'offer-place'
}

export interface AcceptFacts {
  offer: 'open' | 'accepted' | 'passed' | 'declined' | 'lapsed' | 'closed'
  status: string
  inTime: boolean
  /** More are taken than there are: by another process's clock the time was up, and it gave this place away. */
  oversold: boolean
  /** A place is free that no offer is keeping. */
  placeFree: boolean
  /** Somebody else who waits would take it. */
  othersWait: boolean
  /** One of them comes before this person in line. */
  someoneAhead: boolean
  /** The person joined again since: a second live enrolment must not be. */
  joinedAgain: boolean
  closed: boolean
}

export type AcceptRefusal = 'answered-already' | 'place-gone' | 'too-late'

/** A yes in time is a place. A late yes is honoured while the place is still there. */
export function decideAccept(facts: AcceptFacts): { ok: true } | { ok: false; reason: AcceptRefusal } {
  if (facts.closed) return { ok: false, reason: 'too-late' }
  if (facts.offer === 'open' && facts.status === 'offered') {
    return isStillTheirs(facts) ? { ok: true } : { ok: false, reason: 'place-gone' }
  }
  if (facts.offer !== 'lapsed' || facts.status !== 'lapsed' || facts.joinedAgain) {
    return { ok: false, reason: 'answered-already' }
  }
  return facts.placeFree && !facts.othersWait ? { ok: true } : { ok: false, reason: 'place-gone' }
}

/** In time the place is kept for them; after that it is theirs while it is there and nobody ahead of them waits. */
function isStillTheirs({ inTime, oversold, placeFree, someoneAhead }: AcceptFacts): boolean {
  return (inTime && !oversold) || (placeFree && !someoneAhead)
}

interface Rank {
  priority_reason: string | null
  joined_at: Date
  queue_number: number
}

/** The order of the line: those with priority first, then by the time of joining. */
export function comesBefore(one: Rank, other: Rank): boolean {
  const [first, second] = [one.priority_reason !== null, other.priority_reason !== null]
  if (first !== second) return first
  const difference = one.joined_at.getTime() - other.joined_at.getTime()
  return difference === 0 ? one.queue_number < other.queue_number : difference < 0
}
