// Where to look at the venues and rooms of the college, as the office keeps them.
import { addRoom, changeRoom, retireRoom } from '../../../src/scheduling/venues/change-room.ts'
import { addVenue, changeVenue, retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const placePages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminVenues.pattern]: [page('administrator', () => '/admin/venues')],
  [paths.adminVenueNew.pattern]: [page('administrator', () => '/admin/venues/new')],
  [paths.adminVenue.pattern]: [
    page('administrator', ({ venueId }) => paths.adminVenue({ id: venueId })),
    page('administrator', ({ oldVenueId }) => paths.adminVenue({ id: oldVenueId })),
  ],
  [paths.adminRoomNew.pattern]: [page('administrator', ({ venueId }) => paths.adminRoomNew({ id: venueId }))],
  [paths.adminRoom.pattern]: [page('administrator', ({ roomId }) => paths.adminRoom({ id: roomId }))],
}

/** The library, changed by somebody of the office, with a room in use and one that is not; and a venue used no more. */
export async function addPlaces(db: Db, now: Date) {
  const office = await db
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'administrator@example.org')
    .executeTakeFirstOrThrow()
  const { id: venueId } = await db
    .selectFrom('venue')
    .select('id')
    .where('name', '=', 'Mill Lane Library')
    .executeTakeFirstOrThrow()
  const doing = { actorId: office.id, now }
  return inTransaction(db, async (tx) => {
    const venue = { name: 'Mill Lane Library', online: false, address: '4 Mill Lane\nBelfast' }
    const words = { how_to_get_there: 'Bus 4 stops outside.', access: 'A lift, and two quiet rooms.' }
    await changeVenue(tx, venueId, { typed: { ...venue, ...words }, base: undefined }, doing)
    const room = { name: 'Green Room', capacity: 14, access: '' }
    const roomId = (await addRoom(tx, venueId, room, doing)) ?? ''
    await changeRoom(tx, roomId, { typed: { ...room, access: 'One step' }, base: undefined }, doing)
    const cellar = await addRoom(tx, venueId, { name: 'Cellar', capacity: null, access: '' }, doing)
    await retireRoom(tx, cellar ?? '', doing)
    const old = { name: 'The Old Mill', online: false, address: '', how_to_get_there: '', access: '' }
    const oldVenueId = await addVenue(tx, old, doing)
    await retireVenue(tx, oldVenueId, doing)
    return { venueId, roomId, oldVenueId }
  })
}
