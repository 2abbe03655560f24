// How the dates of a change of many dates were before it, for putting them back.
import type { Db } from '../../database/schema.ts'
import type { Change } from '../../editing/merge-edits.ts'
import type { Place } from '../planning/plan-run.ts'
import { findTarget, listDatesAsTheyWere, type Target } from './queries.ts'

/** One date before the change, and what the change made of it. */
export interface Before {
  startsAt: Date
  endsAt: Date
  /** Where it is to be, and whoever puts it back holds. */
  place: Place
  /** Where it was, if the change took it elsewhere; `in-use-no-more`: nothing can be planned there now. */
  target?: Target | 'in-use-no-more'
  /** The link it had, if the change gave it another. */
  joinLink?: string | null
  /** Its course left the prospectus since. */
  courseGone: boolean
  left: { startsAt: Date; endsAt: Date; cancelled: boolean; place?: string; joinLink?: string | null }
}

/** By date. Each is as the audit trail says it was. */
export async function findWayBack(db: Db, bulkChangeId: string): Promise<Map<string, Before>> {
  const rows = await listDatesAsTheyWere(db, bulkChangeId)
  const targets = new Map<string, Target | 'in-use-no-more'>()
  for (const { detail } of rows) {
    const place = changeOf(detail, 'place')?.before
    if (typeof place !== 'string' || targets.has(place)) continue
    targets.set(place, (await findTarget(db, placeNamed(place))) ?? 'in-use-no-more')
  }
  return new Map(rows.map((row) => [row.session_id, beforeOf(row, targets)]))
}

type Row = Awaited<ReturnType<typeof listDatesAsTheyWere>>[number]

function beforeOf(row: Row, targets: Map<string, Target | 'in-use-no-more'>): Before {
  const place = changeOf(row.detail, 'place')
  const link = changeOf(row.detail, 'join_link')
  // What was called off stayed where it is, and nobody could tell when that was taken out of use.
  const stays = row.place_unused ? 'in-use-no-more' : undefined
  const target = place === undefined ? stays : targets.get(String(place.before))
  return {
    startsAt: row.was_starts_at,
    endsAt: row.was_ends_at,
    place:
      place === undefined ? { venueId: row.venue_id, roomId: row.room_id } : placeNamed(String(place.before)),
    courseGone: row.course_gone,
    ...(target === undefined ? {} : { target }),
    ...(link === undefined ? {} : { joinLink: linkIn(link.before) }),
    left: {
      startsAt: row.became_starts_at,
      endsAt: row.became_ends_at,
      cancelled: row.cancelled,
      ...(place === undefined ? {} : { place: String(place.after) }),
      ...(link === undefined ? {} : { joinLink: linkIn(link.after) }),
    },
  }
}

/** `venue`, or `venue/room`. */
function placeNamed(place: string): Place {
  const [venueId = '', roomId = null] = place.split('/')
  return { venueId, roomId }
}

const linkIn = (value: Change['before']) => (value === '' ? null : String(value))

function changeOf(detail: unknown, field: string): Change | undefined {
  const { changes = [] } = (detail ?? {}) as { changes?: Change[] }
  return changes.find((change) => change.field === field)
}
