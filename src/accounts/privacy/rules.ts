import type { EnrolmentStatus, ReadingReason } from '../../database/schema.ts'
import { addMinutes, dayOf, type Moment } from '../../lib/time.ts'

interface Placement {
  status: EnrolmentStatus
  confirmed_at: Date | null
  ended_at: Date | null
}

interface GivenDate {
  starts_at: Date
  ends_at: Date
}

/** Whether one of these dates is today, or goes on past midnight. */
export function givesToday(dates: readonly GivenDate[], at: Moment): boolean {
  return dates.some(
    ({ starts_at: starts, ends_at: ends }) => isToday(starts, at) || (starts <= at.now && at.now < ends),
  )
}

/** For so many days after the last class of a run its trainers find it, and its people. */
export const daysOfPastRuns = 60

export function pastRunsFrom(now: Date): Date {
  return addMinutes(now, -daysOfPastRuns * 24 * 60)
}

/**
 * Whether those who give a run, or gave it, may still see its people: names, what helps them, and who came. Afterwards
 * that is the office's. `lastEnds`: when its last class is over; null when none is planned.
 */
export function decideSeeingPeople(
  lastEnds: Date | null,
  now: Date,
): { ok: true } | { ok: false; reason: 'long-over' } {
  return lastEnds === null || lastEnds > pastRunsFrom(now) ? { ok: true } : { ok: false, reason: 'long-over' }
}

export type EmergencyDecided =
  { ok: true } | { ok: false; reason: 'never-had-a-place' | 'has-left' | 'not-today' }

/**
 * Whether a trainer may ask whom to call for somebody: on a day on which they give a class of that run, for whoever has
 * a place on it, or had one until today.
 */
export function decideEmergencyContact(
  place: Placement,
  dates: readonly GivenDate[],
  at: Moment,
): EmergencyDecided {
  if (place.confirmed_at === null) return { ok: false, reason: 'never-had-a-place' }
  if (place.ended_at !== null && !isToday(place.ended_at, at)) return { ok: false, reason: 'has-left' }
  return givesToday(dates, at) ? { ok: true } : { ok: false, reason: 'not-today' }
}

function isToday(instant: Date, { now, timeZone }: Moment): boolean {
  const [day, today] = [instant, now].map((one) => dayOf(one, timeZone))
  return day === today
}

/** The reasons each role is asked to choose from. Which one was chosen, the person can read. */
export const reasonsFor = {
  trainer: ['unwell', 'worried', 'absent', 'asked', 'other'],
  administrator: ['support', 'unwell', 'worried', 'absent', 'asked', 'complaint', 'other'],
} as const satisfies Record<string, readonly ReadingReason[]>
