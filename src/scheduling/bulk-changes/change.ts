import { addMinutes, onTheClock } from '../../lib/time.ts'
import { momentAt, plusDays } from '../import/dates.ts'
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

/** Where one date is to be. By weeks and days its time on the college's clock stays, whatever the clock does between. */
export function becomes(date: DateInScope, change: Change, at: { now: Date; timeZone: string }): Becomes {
  if (change.kind === 'back') return back(date, change.before.get(date.id), at.now)
  const roomId = 'target' in change ? change.target.room_id : date.room_id
  const times = change.kind === 'move' ? moved(date, change, at.timeZone) : whenIt(date)
  if (times === undefined) return { ok: false, reason: 'skipped-by-the-clock' }
  return times.startsAt <= at.now ? { ok: false, reason: 'in-the-past' } : { ok: true, ...times, roomId }
}

/** Only what is still as the change left it: what somebody did since is theirs. */
function back(date: DateInScope, before: Before | undefined, now: Date): Becomes {
  if (before === undefined || !isAsLeft(date, before)) return { ok: false, reason: 'changed-since' }
  const { target, startsAt, endsAt } = before
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

const whenIt = ({ starts_at: startsAt, ends_at: endsAt }: DateInScope) => ({ startsAt, endsAt })

function moved(
  { starts_at, ends_at }: DateInScope,
  { by, unit }: Extract<Change, { kind: 'move' }>,
  timeZone: string,
) {
  if (unit === 'minutes') return { startsAt: addMinutes(starts_at, by), endsAt: addMinutes(ends_at, by) }
  const days = unit === 'weeks' ? by * 7 : by
  const [starts, ends] = [starts_at, ends_at].map((instant) => {
    const shown = onTheClock(instant, timeZone)
    const day = plusDays(shown.toPlainDate().toString(), days)
    return momentAt(day, shown.toPlainTime().toString({ smallestUnit: 'minute' }), timeZone)
  })
  if (!starts?.ok || !ends?.ok || ends.instant <= starts.instant) return undefined
  return { startsAt: starts.instant, endsAt: ends.instant }
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
