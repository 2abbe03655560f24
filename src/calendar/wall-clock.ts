// What the clock on the wall shows, as iCalendar writes it: calendars repeat wall-clock times, never instants.
import type { Temporal } from 'temporal-polyfill'
import { onTheClock } from '../lib/time.ts'

/** `2026-10-13T18:30:00` */
export function wallClock(instant: Date, timeZone: string): string {
  return plainTime(instant, timeZone).toString({ smallestUnit: 'second' })
}

/**
 * True when the wall-clock time names this instant and no other: false in the second of the two hours that the autumn
 * change repeats, which RFC 5545 (3.3.5) has no way to write.
 */
export function isPlainOnTheClock(instant: Date, timeZone: string): boolean {
  const again = plainTime(instant, timeZone).toZonedDateTime(timeZone)
  return again.epochMilliseconds === instant.getTime()
}

function plainTime(instant: Date, timeZone: string): Temporal.PlainDateTime {
  return onTheClock(instant, timeZone).toPlainDateTime()
}
