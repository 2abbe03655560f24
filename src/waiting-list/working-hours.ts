import type { Temporal } from 'temporal-polyfill'
import type { WorkingHours } from '../config/config.ts'
import { instantOf, onTheClock } from '../lib/time.ts'

export interface OfficeCalendar {
  timeZone: string
  hours: WorkingHours
  /** Days on which the college is shut, as `2026-12-25`. */
  closedDays: ReadonlySet<string>
}

/**
 * The moment so many working days after `start`: time runs only while the office is open, so that nobody loses a place
 * over a weekend or a holiday, and three days are three days whenever they begin.
 */
export function addWorkingDays(start: Date, days: number, office: OfficeCalendar): Date {
  let left = days * (office.hours.until - office.hours.from) * 3_600_000
  let at = openFrom(onTheClock(start, office.timeZone), office)
  for (;;) {
    const closes = at.with({ hour: office.hours.until, minute: 0, second: 0, millisecond: 0 })
    const today = at.until(closes).total('milliseconds')
    if (left <= today) return instantOf(at.add({ milliseconds: left }))
    left -= today
    at = openFrom(closes, office)
  }
}

/** This moment, if the office is open, else when it next opens. */
function openFrom(at: Temporal.ZonedDateTime, { hours, closedDays }: OfficeCalendar): Temporal.ZonedDateTime {
  const opens = (day: Temporal.ZonedDateTime) => day.startOfDay().with({ hour: hours.from })
  let moment = at.hour < hours.from ? opens(at) : at
  if (moment.hour >= hours.until) moment = opens(moment.add({ days: 1 }))
  while (moment.dayOfWeek > 5 || closedDays.has(moment.toPlainDate().toString()))
    moment = opens(moment.add({ days: 1 }))
  return moment
}
