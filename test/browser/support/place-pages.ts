// Where to look at the venues, rooms, terms and closed days of the college, as the office keeps them.
import { addClosure } from '../../../src/scheduling/closures/change-closure.ts'
import { addTerm } from '../../../src/scheduling/terms/change-term.ts'
import { addRoom, changeRoom, retireRoom } from '../../../src/scheduling/venues/change-room.ts'
import { addVenue, changeVenue, retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const placePages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminTerms.pattern]: [page('administrator', () => '/admin/terms')],
  [paths.adminTermNew.pattern]: [page('administrator', () => '/admin/terms/new')],
  [paths.adminTerm.pattern]: [page('administrator', ({ termId }) => paths.adminTerm({ id: termId }))],
  [paths.adminClosures.pattern]: [page('administrator', () => '/admin/closures')],
  [paths.adminClosureNew.pattern]: [page('administrator', () => '/admin/closures/new')],
  [paths.adminClosure.pattern]: [
    page('administrator', ({ closureId }) => paths.adminClosure({ id: closureId })),
  ],
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
    const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const term = { name: 'Spring and summer', starts_on: day(-30), ends_on: day(90), most_courses: 3 }
    const termId = await addTerm(tx, term, doing)
    const closure = { name: 'Staff day', starts_on: day(1), ends_on: day(2) }
    const closureId = await addClosure(tx, closure, doing)
    return { venueId, roomId, oldVenueId, termId, closureId }
  })
}
