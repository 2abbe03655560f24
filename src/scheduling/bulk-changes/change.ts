import { kept } from '../../lib/kept.ts'
import { addMinutes, dayOf, instantOf, type Moment, onTheClock } from '../../lib/time.ts'
import { placeOf } from '../sessions/details.ts'
import type { DateInScope, Target } from './queries.ts'
import type { Becomes } from './rules.ts'
import type { Before } from './way-back.ts'

export const units = ['weeks', 'days', 'minutes'] as const

/** What is to become of dates. */
export type Change =
  | { kind: 'move'; by: number; unit: (typeof units)[number] }
  | { kind: 'call-off' }
  | { kind: 'online'; target: Target; joinLink: string | null }
  | { kind: 'place'; target: Target }
  /** As they were before an earlier change. */
  | { kind: 'back'; before: ReadonlyMap<string, Before> }

/**
 * Where each date is to be. By weeks and days its time on the college's clock stays, whatever the clock does between; many
 * dates begin at one moment, which is moved once.
 */
export function becoming(change: Change, at: Moment): (date: DateInScope) => Becomes {
  const moved = change.kind === 'move' ? kept(mover(change)) : undefined
  return (date) => {
    if (change.kind === 'back') return back(date, change.before.get(date.id), at.now)
    if ('target' in change && isThere(date, change)) return { ok: false, reason: 'as-it-is' }
    const [startsAt, endsAt] = [date.starts_at, date.ends_at].map((instant) =>
      moved === undefined ? instant : moved(instant, at.timeZone),
    )
    if (!startsAt || !endsAt || endsAt <= startsAt) return { ok: false, reason: 'skipped-by-the-clock' }
    if (startsAt <= at.now) return { ok: false, reason: 'in-the-past' }
    if (goesOverMidnight(date, { startsAt, endsAt }, at.timeZone))
      return { ok: false, reason: 'over-midnight' }
    return { ok: true, startsAt, endsAt, roomId: 'target' in change ? change.target.room_id : date.room_id }
  }
}

/** No form takes an end on another day, and no file says it: the date could be saved no more. It may have been so before. */
function goesOverMidnight(
  date: DateInScope,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
): boolean {
  const isOnOneDay = (from: Date, until: Date) => dayOf(from, timeZone) === dayOf(until, timeZone)
  return isOnOneDay(date.starts_at, date.ends_at) && !isOnOneDay(startsAt, endsAt)
}

/** Only what is still as the change left it: what somebody did since is theirs. */
function back(date: DateInScope, before: Before | undefined, now: Date): Becomes {
  if (before === undefined || !isAsLeft(date, before)) return { ok: false, reason: 'changed-since' }
  const { target, startsAt, endsAt, courseGone } = before
  if (courseGone) return { ok: false, reason: 'course-gone' }
  if (target === 'in-use-no-more') return { ok: false, reason: 'place-unused' }
  if (startsAt <= now) return { ok: false, reason: 'in-the-past' }
  return { ok: true, startsAt, endsAt, roomId: target === undefined ? date.room_id : target.room_id }
}

function isAsLeft(date: DateInScope, { left }: Before): boolean {
  return (
    date.starts_at.getTime() === left.startsAt.getTime() &&
    date.ends_at.getTime() === left.endsAt.getTime() &&
    (date.status === 'cancelled') === left.cancelled &&
    (left.place === undefined || left.place === placeOf(date)) &&
    (left.joinLink === undefined || left.joinLink === date.join_link)
  )
}

const mover =
  ({ by, unit }: Extract<Change, { kind: 'move' }>) =>
  (instant: Date, timeZone: string) =>
    unit === 'minutes' ? addMinutes(instant, by) : daysOn(instant, unit === 'weeks' ? by * 7 : by, timeZone)

/**
 * At the same time of the clock, so many days on. Of an hour that comes twice in autumn the first is meant; false where the
 * clock jumps over it in spring.
 */
function daysOn(instant: Date, days: number, timeZone: string): Date | false {
  const was = onTheClock(instant, timeZone)
  const is = was.add({ days })
  return is.hour === was.hour && is.minute === was.minute ? instantOf(is) : false
}

/** The date as it is once it is changed. */
export function changed(date: DateInScope, change: Change, to: Becomes & { ok: true }): DateInScope {
  const times = { starts_at: to.startsAt, ends_at: to.endsAt }
  if (change.kind === 'call-off') return { ...date, status: 'cancelled' }
  if (change.kind === 'move') return { ...date, ...times }
  if (change.kind === 'back')
    return { ...date, ...times, ...whereBefore(change.before.get(date.id)), status: 'planned' }
  return { ...date, ...change.target, join_link: linkAfter(date, change) }
}

function isThere(date: DateInScope, change: Extract<Change, { target: Target }>): boolean {
  const { venue_id, room_id } = change.target
  return date.venue_id === venue_id && date.room_id === room_id && date.join_link === linkAfter(date, change)
}

function whereBefore(before: Before | undefined) {
  const { target, joinLink } = before ?? {}
  return {
    ...(typeof target === 'object' ? target : {}),
    ...(joinLink === undefined ? {} : { join_link: joinLink }),
  }
}

/** Without a new link the old one stays good; at a place where nobody joins online there is none. */
function linkAfter(
  { join_link: link, venue_online: wasOnline }: DateInScope,
  change: Extract<Change, { target: Target }>,
) {
  if (change.kind === 'online') return change.joinLink ?? link
  return wasOnline && !change.target.venue_online ? null : link
}
