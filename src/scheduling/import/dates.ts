// Dates of the calendar as the files have them: ISO text, `2025-03-03`, with no time and no zone.
import { Temporal } from 'temporal-polyfill'
import { months } from '../../lib/as-typed.ts'

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export function plusDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

export function weekdayOf(date: string): string {
  return weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? ''
}

/** `3 March 2025` */
export function longDate(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date)
  return `${day} ${months[month - 1] ?? ''} ${year}`
}

export type Moment = { ok: true; instant: Date } | { ok: false; reason: 'skipped-by-the-clock' }

/**
 * The instant at which the college's clock shows this date and time (`2025-03-03`, `13:00`). In the hour that comes
 * twice in autumn the first is meant; a time the clock jumps over in spring does not exist and is refused.
 */
export function momentAt(date: string, time: string, timeZone: string): Moment {
  const key = `${date} ${time} ${timeZone}`
  const known = moments.get(key)
  if (known !== undefined) return known
  if (moments.size > 10_000) moments.clear()
  const moment = workedOut(date, time, timeZone)
  moments.set(key, moment)
  return moment
}

// A term has thousands of dates at a few hundred moments, and a time zone is slow to ask.
const moments = new Map<string, Moment>()

function workedOut(date: string, time: string, timeZone: string): Moment {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`)
  const shown = wanted.toZonedDateTime(timeZone)
  if (!shown.toPlainDateTime().equals(wanted)) return { ok: false, reason: 'skipped-by-the-clock' }
  return { ok: true, instant: new Date(shown.epochMilliseconds) }
}
