import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { addressWith } from '../../lib/path.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { type Editing, editingData, historyRows } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { Room, Venue } from './queries.ts'

const venueLabels = {
  name: 'Name',
  online: 'Online',
  address: 'Address',
  how_to_get_there: 'How to get there',
  access: 'Access',
}
const roomLabels = { name: 'Name', capacity: 'How many people it holds', access: 'Access' }

export function venuesPage(venues: Venue[]) {
  const [used, retired] = [
    venues.filter(({ retired_at }) => retired_at === null),
    venues.filter(({ retired_at }) => retired_at !== null),
  ]
  return {
    title: 'Venues and rooms',
    back: { href: paths.admin(), text: 'Office' },
    newHref: paths.adminVenueNew(),
    used: used.map(venueRow),
    retired: retired.map(venueRow),
  }
}

function venueRow({ id, name, address, online, coming }: Venue) {
  return {
    href: paths.adminVenue({ id }),
    title: name,
    detail: online ? 'Online' : address.replaceAll('\n', ', '),
    aside: coming === 0 ? 'Nothing planned' : `${counted(coming, 'session')} to come`,
  }
}

export function newVenuePage(form: Typed = nothingTyped) {
  return {
    title: 'Add a venue',
    back: { href: paths.adminVenues(), text: 'Venues and rooms' },
    action: paths.adminVenueNew(),
    ...withErrors(form),
  }
}

export function venuePage(
  venue: Venue,
  { rooms, history, editing }: { rooms: Room[]; history: HistoryRow[]; editing: Editing },
  at: Moment,
) {
  const { id, name, coming, retired_at } = venue
  return {
    title: name,
    back: { href: paths.adminVenues(), text: 'Venues and rooms' },
    action: paths.adminVenue({ id }),
    told: coming === 0 ? undefined : counted(coming, 'session'),
    rooms: rooms.filter((room) => room.retired_at === null).map(roomRow),
    retiredRooms: rooms.filter((room) => room.retired_at !== null).map(roomRow),
    newRoomHref: paths.adminRoomNew({ id }),
    bulkHref:
      coming === 0 ? undefined : addressWith(paths.adminBulkChangeNew(), { scope: 'venue', venue: id }),
    ...editingData(editing, venueLabels),
    ...endingData({ retired_at, coming }, paths.adminVenueRetirement({ id }), paths.adminVenueReturn({ id })),
    history: historyRows(history, venueLabels, at),
  }
}

function roomRow({ id, name, capacity, coming }: Room) {
  return {
    href: paths.adminRoom({ id }),
    title: name,
    detail: capacity === null ? '' : `Holds ${counted(capacity, 'person', 'people')}`,
    aside: coming === 0 ? 'Nothing planned' : `${counted(coming, 'session')} to come`,
  }
}

export function newRoomPage({ id, name }: Pick<Venue, 'id' | 'name'>, form: Typed = nothingTyped) {
  return {
    title: `Add a room at ${name}`,
    back: { href: paths.adminVenue({ id }), text: name },
    action: paths.adminRoomNew({ id }),
    ...withErrors(form),
  }
}

export function roomPage(
  room: Room,
  { history, editing }: { history: HistoryRow[]; editing: Editing },
  at: Moment,
) {
  const { id, name, venue_id, venue_name, coming, retired_at } = room
  return {
    title: `${name}, ${venue_name}`,
    back: { href: paths.adminVenue({ id: venue_id }), text: venue_name },
    action: paths.adminRoom({ id }),
    ...editingData(editing, roomLabels),
    ...endingData({ retired_at, coming }, paths.adminRoomRetirement({ id }), paths.adminRoomReturn({ id })),
    history: historyRows(history, roomLabels, at),
  }
}

/** What can be done with a place as a whole. */
function endingData(place: { retired_at: Date | null; coming: number }, retire: string, bringBack: string) {
  if (place.retired_at !== null) return { bringBack }
  return place.coming > 0 ? { stillPlanned: counted(place.coming, 'session') } : { retire }
}
