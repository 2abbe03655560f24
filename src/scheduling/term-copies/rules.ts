import { Temporal } from 'temporal-polyfill'
import { instantOf, onTheClock } from '../../lib/time.ts'

export interface Times {
  startsAt: Date
  endsAt: Date
}

export interface Shift {
  weeks: number
  timeZone: string
  now: Date
  /** Why nothing takes place on a day. */
  closedOn: (day: string) => string | undefined
}

export type Shifted<Session extends Times> = { session: Session; day: string } & (
  | { ok: true; times: Times; movedFrom?: { day: string; why: string } }
  | { ok: false; reason: 'closed' | 'no-such-hour' | 'begun'; name: string }
)

/** What is regular meets at least once in so many days; further apart, nobody expects the next date by itself. */
const mostDaysApart = 28

/** A college that is closed this often in a row is closed. */
const mostSkipped = 60

/** By how many weeks the dates of one term lie before those of another: from the week of one first day to that of the other. */
export function weeksBetween(firstDay: string, otherFirstDay: string): number {
  const [from, to] = [firstDay, otherFirstDay].map((day) => {
    const date = Temporal.PlainDate.from(day)
    return date.subtract({ days: date.dayOfWeek - 1 })
  }) as [Temporal.PlainDate, Temporal.PlainDate]
  return from.until(to, { largestUnit: 'week' }).weeks
}

/**
 * The dates of a run, so many weeks later, on the same weekday and at the same time of the college's clock. One that falls
 * on a closed day goes to the end of its rhythm, when it has one. Each date given has one answer, in the order given.
 */
export function shiftRun<Session extends Times>(sessions: Session[], shift: Shift): Shifted<Session>[] {
  const { weeks, timeZone, closedOn } = shift
  const placed = sessions.map((session) => {
    const starts = onTheClock(session.startsAt, timeZone).toPlainDateTime().add({ weeks })
    const ends = onTheClock(session.endsAt, timeZone).toPlainDateTime().add({ weeks })
    return { session, starts, ends, day: starts.toPlainDate().toString() }
  })
  const moves = movesOf([...new Set(placed.map(({ day }) => day))], closedOn)
  return placed.map(({ session, starts, ends, day }) => {
    const why = closedOn(day)
    const to = why === undefined ? day : moves.get(day)
    if (to === undefined) return { session, day, ok: false, reason: 'closed', name: why ?? '' }
    const days = to === day ? 0 : Temporal.PlainDate.from(day).until(to).days
    const [from, until] = days === 0 ? [starts, ends] : [starts.add({ days }), ends.add({ days })]
    const times = timesOf(from, until, timeZone)
    if (times === undefined) return { session, day: to, ok: false, reason: 'no-such-hour', name: '' }
    if (times.startsAt <= shift.now) return { session, day: to, ok: false, reason: 'begun', name: '' }
    return { session, day: to, ok: true, times, ...(why === undefined ? {} : { movedFrom: { day, why } }) }
  })
}

/** Where each closed day goes: the next open day of the rhythm, after the last. A day without a rhythm goes nowhere. */
function movesOf(days: string[], closedOn: Shift['closedOn']): Map<string, string> {
  const moves = new Map<string, string>()
  const weekdays = new Map<number, Temporal.PlainDate[]>()
  for (const day of [...days].sort()) {
    const date = Temporal.PlainDate.from(day)
    weekdays.set(date.dayOfWeek, [...(weekdays.get(date.dayOfWeek) ?? []), date])
  }
  for (const dates of weekdays.values()) {
    const step = stepOf(dates)
    let last = dates.at(-1)
    if (step === undefined || last === undefined) continue
    for (const date of dates.filter((one) => closedOn(one.toString()) !== undefined)) {
      const open = nextOpen(last, step, closedOn)
      if (open === undefined) break
      moves.set(date.toString(), open.toString())
      last = open
    }
  }
  return moves
}

function nextOpen(last: Temporal.PlainDate, step: number, closedOn: Shift['closedOn']) {
  const tried = Array.from({ length: mostSkipped }, (_, index) => last.add({ days: step * (index + 1) }))
  return tried.find((day) => closedOn(day.toString()) === undefined)
}

/** Days from one date to the next, when each step is as long or skips whole ones. Of one weekday, in order. */
function stepOf(dates: Temporal.PlainDate[]): number | undefined {
  const steps = dates.slice(1).map((date, index) => (dates[index] ?? date).until(date).days)
  const least = Math.min(...steps)
  return least <= mostDaysApart && steps.every((step) => step % least === 0) ? least : undefined
}

/** Undefined where the clock jumps over one of them. */
function timesOf(
  starts: Temporal.PlainDateTime,
  ends: Temporal.PlainDateTime,
  timeZone: string,
): Times | undefined {
  const [from, until] = [starts, ends].map((time) => time.toZonedDateTime(timeZone))
  if (from?.toPlainDateTime().equals(starts) !== true || until?.toPlainDateTime().equals(ends) !== true)
    return undefined
  const times = { startsAt: instantOf(from), endsAt: instantOf(until) }
  return times.startsAt < times.endsAt ? times : undefined
}

/** The same time of the clock, so many weeks later; an hour that the clock jumps over becomes the one after it. */
export function shiftMoment(moment: Date, { weeks, timeZone }: Pick<Shift, 'weeks' | 'timeZone'>): Date {
  return instantOf(onTheClock(moment, timeZone).add({ weeks }))
}
