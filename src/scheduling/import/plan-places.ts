import type { Change } from '../../editing/merge-edits.ts'
import type { College } from './college.ts'
import { roomKey } from './clashes.ts'
import { folded } from './identity.ts'
import { freeSlug } from '../../lib/slug.ts'
import { type Problem, warningAt } from './problems.ts'
import type { FileRun, FileSession } from './schedule.ts'
import { saysTheSame } from './tidy.ts'

const textNames = ['address', 'how_to_get_there', 'access'] as const

export interface PlannedVenue {
  id: string
  slug: string
  name: string
  online: boolean
  address: string
  how_to_get_there: string
  access: string
}

export interface PlacePlan {
  newVenues: PlannedVenue[]
  changedVenues: { venue: PlannedVenue; changes: Change[] }[]
  newRooms: { id: string; venue_id: string; name: string; venue: string }[]
  venueIdOf: (session: FileSession) => string
  roomIdOf: (session: FileSession) => string | null
  /** `Town Hall, Room 1` */
  nameOf: (place: { venue_id: string; room_id: string | null }) => string
  /** Since when nothing new is planned there; null when it is in use. */
  retiredAt: (place: { venue_id: string; room_id: string | null }) => Date | null
  problems: Problem[]
}

/** Which venues and rooms are new, and which venues can be described better. */
export function planPlaces(runs: readonly FileRun[], college: College, newId: () => string): PlacePlan {
  const sessions = runs.flatMap((run) => run.sessions)
  const { venues, newVenues } = planVenues(sessions, college, newId)
  const venueOf = (name: string): PlannedVenue => {
    const venue = venues.get(folded(name))
    if (venue === undefined) throw new Error(`No venue was planned for ${name}`)
    return venue
  }
  const { rooms, newRooms } = planRooms(sessions, college, (name) => venueOf(name).id, newId)
  return {
    newVenues,
    newRooms,
    ...describeVenues(runs, venues, newVenues),
    venueIdOf: ({ venue }) => venueOf(venue).id,
    roomIdOf: ({ venue, room }) => rooms.get(roomKey(venue, room) ?? '') ?? null,
    ...lookUp([...venues.values()], [...college.rooms, ...newRooms]),
  }
}

function lookUp(
  venues: { id: string; name: string; retired_at?: Date | null }[],
  rooms: { id: string; name: string; retired_at?: Date | null }[],
): Pick<PlacePlan, 'nameOf' | 'retiredAt'> {
  const venueOf = new Map(venues.map((venue) => [venue.id, venue]))
  const roomOf = new Map(rooms.map((room) => [room.id, room]))
  return {
    nameOf: ({ venue_id, room_id }) =>
      [venueOf.get(venue_id)?.name, roomOf.get(room_id ?? '')?.name].filter(Boolean).join(', '),
    retiredAt: ({ venue_id, room_id }) =>
      venueOf.get(venue_id)?.retired_at ?? roomOf.get(room_id ?? '')?.retired_at ?? null,
  }
}

function planVenues(sessions: readonly FileSession[], college: College, newId: () => string) {
  const venues = new Map<string, PlannedVenue>(
    college.venues.map((venue) => [folded(venue.name), { ...venue }]),
  )
  const slugs = new Set(college.venues.map(({ slug }) => slug))
  const newVenues: PlannedVenue[] = []
  for (const { venue: name, online } of sessions) {
    if (venues.has(folded(name))) continue
    const texts = { address: '', how_to_get_there: '', access: '' }
    const venue = { id: newId(), slug: freeSlug(name, slugs), name, online, ...texts }
    venues.set(folded(name), venue)
    newVenues.push(venue)
  }
  return { venues, newVenues }
}

function planRooms(
  sessions: readonly FileSession[],
  college: College,
  venueIdOf: (name: string) => string,
  newId: () => string,
) {
  const nameOf = new Map(college.venues.map(({ id, name }) => [id, name]))
  const rooms = new Map(
    college.rooms.map((room) => [roomKey(nameOf.get(room.venue_id) ?? '', room.name) ?? '', room.id]),
  )
  const newRooms: PlacePlan['newRooms'] = []
  for (const { venue, room } of sessions) {
    const key = roomKey(venue, room)
    if (room === null || key === null || rooms.has(key)) continue
    const planned = { id: newId(), venue_id: venueIdOf(venue), name: room, venue }
    rooms.set(key, planned.id)
    newRooms.push(planned)
  }
  return { rooms, newRooms }
}

/** A venue's own page knows better than a row of a prospectus: only empty texts are filled in. */
function describeVenues(
  runs: readonly FileRun[],
  venues: Map<string, PlannedVenue>,
  newVenues: readonly PlannedVenue[],
): Pick<PlacePlan, 'changedVenues' | 'problems'> {
  const changed = new Map<PlannedVenue, Change[]>()
  const problems: Problem[] = []
  const described = new Set<string>()
  for (const { row } of runs) {
    const venue = venues.get(folded(row.venue))
    for (const name of textNames) {
      const text = row.venueTexts[name]
      if (venue === undefined || text === null || described.has(`${venue.id} ${name}`)) continue
      described.add(`${venue.id} ${name}`)
      if (venue[name] === '') {
        venue[name] = text
        const change = { field: name, before: '', after: text }
        if (!newVenues.includes(venue)) changed.set(venue, [...(changed.get(venue) ?? []), change])
      } else if (!saysTheSame(text, venue[name])) {
        const message = `The text differs from what the college says of "${venue.name}". The venue is left as it is.`
        problems.push(warningAt(row, `venue_${name}`, message))
      }
    }
  }
  return { changedVenues: [...changed].map(([venue, changes]) => ({ venue, changes })), problems }
}
