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

/** A moment so many weeks later, as the clock shows it: and the instant, unless the clock jumps over it. */
interface Later {
  clock: Temporal.PlainDateTime
  day: string
  instant: Date | undefined
}

export type LaterOf = (moment: Date) => Later

/** A term has thousands of dates at a few hundred moments, and a time zone is slow to ask: each is asked once. */
export function laterOnTheClock({ weeks, timeZone }: Pick<Shift, 'weeks' | 'timeZone'>): LaterOf {
  const known = new Map<number, Later>()
  return (moment) => {
    const time = moment.getTime()
    const had = known.get(time)
    if (had !== undefined) return had
    const clock = onTheClock(moment, timeZone).toPlainDateTime().add({ weeks })
    const later = { clock, day: clock.toPlainDate().toString(), instant: instantAt(clock, timeZone) }
    known.set(time, later)
    return later
  }
}

/**
 * The dates of a run, so many weeks later, on the same weekday and at the same time of the college's clock. One that falls
 * on a closed day goes to the end of its rhythm, when it has one. Each date given has one answer, in the order given.
 */
export function shiftRun<Session extends Times>(
  sessions: Session[],
  shift: Shift,
  laterOf = laterOnTheClock(shift),
): Shifted<Session>[] {
  const { timeZone, closedOn } = shift
  const placed = sessions.map((session) => ({
    session,
    starts: laterOf(session.startsAt),
    ends: laterOf(session.endsAt),
  }))
  const moves = movesOf([...new Set(placed.map(({ starts }) => starts.day))], closedOn)
  return placed.map(({ session, starts, ends }) => {
    const { day } = starts
    const why = closedOn(day)
    const to = why === undefined ? day : moves.get(day)
    if (to === undefined) return { session, day, ok: false, reason: 'closed', name: why ?? '' }
    const days = to === day ? 0 : Temporal.PlainDate.from(day).until(to).days
    const times = timesOf([starts, ends], days, timeZone)
    if (times === undefined) return { session, day: to, ok: false, reason: 'no-such-hour', name: '' }
    if (times.startsAt <= shift.now) return { session, day: to, ok: false, reason: 'begun', name: '' }
    return { session, day: to, ok: true, times, ...(why === undefined ? {} : { movedFrom: { day, why } }) }
  })
}

/** Where each closed day goes: the next open day of the rhythm, after the last. A day without a rhythm goes nowhere. */
function movesOf(days: string[], closedOn: Shift['closedOn']): Map<string, string> {
  const moves = new Map<string, string>()
  if (days.every((day) => closedOn(day) === undefined)) return moves
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

/** So many days on; undefined where the clock jumps over one of them. */
function timesOf(startAndEnd: [Later, Later], days: number, timeZone: string): Times | undefined {
  const [startsAt, endsAt] = startAndEnd.map(({ clock, instant }) =>
    days === 0 ? instant : instantAt(clock.add({ days }), timeZone),
  )
  return startsAt !== undefined && endsAt !== undefined && startsAt < endsAt
    ? { startsAt, endsAt }
    : undefined
}

/** When the clock shows this; undefined where it jumps over it. */
function instantAt(clock: Temporal.PlainDateTime, timeZone: string): Date | undefined {
  const shown = clock.toZonedDateTime(timeZone)
  return shown.toPlainDateTime().equals(clock) ? instantOf(shown) : undefined
}

/** The same time of the clock, so many weeks later; an hour that the clock jumps over becomes the one after it. */
export function shiftMoment(moment: Date, { weeks, timeZone }: Pick<Shift, 'weeks' | 'timeZone'>): Date {
  return instantOf(onTheClock(moment, timeZone).add({ weeks }))
}
