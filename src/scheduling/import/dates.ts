// Dates of the calendar as the files have them: ISO text, `2025-03-03`, with no time and no zone.
import { Temporal } from 'temporal-polyfill'
import { months } from '../../lib/as-typed.ts'

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export function plusDays(date: string, days: number): string {
  return days === 0 ? date : dayOf(date).add({ days }).toString()
}

export function daysBetween(from: string, to: string): number {
  return dayOf(from).until(dayOf(to), { largestUnit: 'day' }).days
}

export function weekdayOf(date: string): string {
  return weekdays[dayOf(date).dayOfWeek - 1] ?? ''
}

/** `3 March 2025` */
export function longDate(date: string): string {
  const { day, month, year } = dayOf(date)
  return `${day} ${months[month - 1] ?? ''} ${year}`
}

export type Moment = { ok: true; instant: Date } | { ok: false; reason: 'skipped-by-the-clock' }

/**
 * The instant at which the college's clock shows this date and time (`2025-03-03`, `13:00`). In the hour that comes
 * twice in autumn the first is meant; a time the clock jumps over in spring does not exist and is refused.
 */
export function momentAt(date: string, time: string, timeZone: string): Moment {
  return remembered(moments, `${date} ${time} ${timeZone}`, () => workedOut(date, time, timeZone))
}

function dayOf(date: string): Temporal.PlainDate {
  return remembered(days, date, () => Temporal.PlainDate.from(date))
}

// A term has thousands of dates at a few hundred moments of some sixty days. A time zone is slow to ask, a day to read.
const moments = new Map<string, Moment>()
const days = new Map<string, Temporal.PlainDate>()

function remembered<Answer>(known: Map<string, Answer>, key: string, workOut: () => Answer): Answer {
  const answer = known.get(key)
  if (answer !== undefined) return answer
  if (known.size > 10_000) known.clear()
  const found = workOut()
  known.set(key, found)
  return found
}

function workedOut(date: string, time: string, timeZone: string): Moment {
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`)
  const shown = wanted.toZonedDateTime(timeZone)
  if (!shown.toPlainDateTime().equals(wanted)) return { ok: false, reason: 'skipped-by-the-clock' }
  return { ok: true, instant: new Date(shown.epochMilliseconds) }
}
