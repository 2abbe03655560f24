import type { EnrolmentStatus, ReadingReason } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'

/** For how many days after a place ended its trainers may still ask for an emergency contact. */
export const recentDays = 28

interface Placement {
  status: EnrolmentStatus
  confirmed_at: Date | null
  ended_at: Date | null
}

/** Whether somebody has, or had until lately, a place: then those who teach them may ask whom to call. */
export function decideEmergencyContact(
  place: Placement,
  now: Date,
): { ok: true } | { ok: false; reason: 'never-had-a-place' | 'too-long-ago' } {
  if (place.confirmed_at === null) return { ok: false, reason: 'never-had-a-place' }
  if (place.ended_at === null) return { ok: true }
  const until = addMinutes(place.ended_at, recentDays * 24 * 60)
  return now < until ? { ok: true } : { ok: false, reason: 'too-long-ago' }
}

/** The reasons each role is asked to choose from. Which one was chosen, the person can read. */
export const reasonsFor = {
  trainer: ['unwell', 'worried', 'absent', 'asked', 'other'],
  administrator: ['support', 'unwell', 'worried', 'absent', 'asked', 'complaint', 'other'],
} as const satisfies Record<string, readonly ReadingReason[]>
