// A date of a term as it was before a change of many dates that was meant for that term alone. Pure.
import type { Before } from '../bulk-changes/way-back.ts'
import { placeOf } from '../sessions/details.ts'
import type { SessionToCopy } from './place-runs.ts'

/** What a change was about: each of its dates as it was before, and as the change left it. */
export type WayBack = ReadonlyMap<string, Before>

/**
 * What of the date is still as these changes left it, the latest of them first, as it was before: when it is, where it
 * is, its link, and that it takes place. What somebody changed since stays. The same object where nothing is otherwise.
 */
export function asBefore(session: SessionToCopy, latestFirst: readonly WayBack[]): SessionToCopy {
  return latestFirst.reduce((so, way) => {
    const before = way.get(session.id)
    const was = before === undefined ? {} : { ...timesBefore(so, before), ...placeBefore(so, before) }
    return Object.keys(was).length === 0 ? so : { ...so, ...was }
  }, session)
}

function timesBefore(session: SessionToCopy, { startsAt, endsAt, left }: Before): Partial<SessionToCopy> {
  const isSame = (one: Date, other: Date) => one.getTime() === other.getTime()
  const isAsLeft = isSame(session.startsAt, left.startsAt) && isSame(session.endsAt, left.endsAt)
  const wasMoved = !isSame(startsAt, left.startsAt) || !isSame(endsAt, left.endsAt)
  return {
    ...(isAsLeft && wasMoved ? { startsAt, endsAt } : {}),
    ...(session.calledOff && left.cancelled ? { calledOff: false } : {}),
  }
}

/** Where it was may be in use no more: then it stays where it is. */
function placeBefore(session: SessionToCopy, { target, joinLink, left }: Before): Partial<SessionToCopy> {
  const isThere = left.place === placeOf({ venue_id: session.venueId, room_id: session.roomId })
  const hasLink = left.joinLink !== undefined && left.joinLink === session.joinLink
  return {
    ...(isThere && typeof target === 'object'
      ? {
          ...{ venueId: target.venue_id, venue: target.venue_name, venueRetired: false },
          ...{ roomId: target.room_id, room: target.room_name, roomRetired: false },
        }
      : {}),
    ...(hasLink && joinLink !== undefined ? { joinLink } : {}),
  }
}
