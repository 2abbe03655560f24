import type { Temporal } from 'temporal-polyfill'
import type { PartOfDay } from '../../../database/schema.ts'
import { onTheClock } from '../../../lib/time.ts'
import type { WantedDate } from './rules.ts'

export interface Times {
  startsAt: Date
  endsAt: Date
}

/** A morning is over at noon, an afternoon at five. */
const parts: { part: PartOfDay; from: number; until: number }[] = [
  { part: 'morning', from: 0, until: 12 * 60 },
  { part: 'afternoon', from: 12 * 60, until: 17 * 60 },
  { part: 'evening', from: 17 * 60, until: 24 * 60 },
]

/** Until 12:30 is still a morning: less than this of a part of the day does not count. */
const leastMinutes = 45

/** The same on the college's clock: its day, its weekday, and which parts of the day it takes. */
export function wantedDate({ startsAt, endsAt }: Times, timeZone: string): WantedDate {
  const [starts, ends] = [onTheClock(startsAt, timeZone), onTheClock(endsAt, timeZone)]
  const day = starts.toPlainDate()
  const from = minuteOf(starts)
  const until = ends.toPlainDate().equals(day) ? minuteOf(ends) : 24 * 60
  const taken = parts.filter(
    (part) => Math.min(until, part.until) - Math.max(from, part.from) >= leastMinutes,
  )
  const first = parts.filter((part) => part.from <= from && from < part.until)
  return {
    day: day.toString(),
    weekday: day.dayOfWeek,
    parts: (taken.length > 0 ? taken : first).map(({ part }) => part),
  }
}

function minuteOf(time: Temporal.ZonedDateTime): number {
  return time.hour * 60 + time.minute
}
