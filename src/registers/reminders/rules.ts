// When somebody is reminded of a class. No clock, no database.
import { instantOf, type Moment, onTheClock } from '../../lib/time.ts'

/** Nobody is woken up: messages leave between these hours of the college's clock. */
const morning = 9
const evening = 18

/** The most by which a reminder is early, so that it does not come at night. */
export const mostHoursEarly = 16

/** From when on people are reminded: so many hours before, or the afternoon before that when it would be at night. */
export function remindFrom(startsAt: Date, hours: number, timeZone: string): Date {
  const wanted = onTheClock(startsAt, timeZone).subtract({ hours })
  if (wanted.hour >= morning && wanted.hour < evening) return instantOf(wanted)
  const day = wanted.hour < morning ? wanted.subtract({ days: 1 }) : wanted
  return instantOf(day.withPlainTime({ hour: evening - 1 }))
}

export function isWaking({ now, timeZone }: Moment): boolean {
  const { hour } = onTheClock(now, timeZone)
  return hour >= morning && hour < evening
}

/** Whether people are reminded of it now. */
export function isDue(startsAt: Date, hours: number, at: Moment): boolean {
  if (hours === 0 || !isWaking(at) || at.now >= startsAt) return false
  return at.now >= remindFrom(startsAt, hours, at.timeZone)
}
