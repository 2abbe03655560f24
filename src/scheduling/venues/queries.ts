import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { byName } from '../../lib/name-order.ts'
import type { RoomDetails, VenueDetails } from './rules.ts'

const comingAt = (column: 'venue_id' | 'room_id', now: Date) => sql<number>`(select count(*) from session
  where session.${sql.ref(column)} = ${sql.ref(column === 'venue_id' ? 'venue.id' : 'room.id')}
    and session.status = 'planned' and session.ends_at > ${now})`

function venues(db: Db, now: Date) {
  return db.selectFrom('venue').selectAll('venue').select(comingAt('venue_id', now).as('coming'))
}

function rooms(db: Db, now: Date) {
  return db
    .selectFrom('room')
    .innerJoin('venue', 'venue.id', 'room.venue_id')
    .selectAll('room')
    .select(['venue.name as venue_name', comingAt('room_id', now).as('coming')])
}

export type Venue = NonNullable<Awaited<ReturnType<typeof findVenue>>>
export type Room = NonNullable<Awaited<ReturnType<typeof findRoom>>>

/** Each with how many planned sessions are still to come there. */
export async function listVenues(db: Db, now: Date): Promise<Venue[]> {
  return (await venues(db, now).execute()).sort((one, other) => byName(one.name, other.name))
}

export async function findVenue(db: Db, id: string, now: Date) {
  return venues(db, now).where('venue.id', '=', id).executeTakeFirst()
}

export async function lockVenue(tx: Tx, id: string, now: Date): Promise<Venue | undefined> {
  return venues(tx, now).where('venue.id', '=', id).forNoKeyUpdate('venue').executeTakeFirst()
}

export async function listRooms(db: Db, venueId: string, now: Date): Promise<Room[]> {
  const ofVenue = await rooms(db, now).where('room.venue_id', '=', venueId).execute()
  return ofVenue.sort((one, other) => byName(one.name, other.name))
}

export async function findRoom(db: Db, id: string, now: Date) {
  return rooms(db, now).where('room.id', '=', id).executeTakeFirst()
}

export async function lockRoom(tx: Tx, id: string, now: Date): Promise<Room | undefined> {
  return rooms(tx, now).where('room.id', '=', id).forNoKeyUpdate('room').executeTakeFirst()
}

/** Throws on a name that another venue has: `venue_name_key`. */
export async function insertVenue(tx: Tx, venue: VenueDetails & { slug: string }): Promise<string> {
  const { id } = await tx.insertInto('venue').values(venue).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateVenue(
  tx: Tx,
  id: string,
  change: VenueDetails | { retired_at: Date | null },
): Promise<void> {
  await tx.updateTable('venue').set(change).where('id', '=', id).execute()
}

/** Throws on a name that another room there has: `room_venue_id_name_key`. */
export async function insertRoom(tx: Tx, room: RoomDetails & { venue_id: string }): Promise<string> {
  const { id } = await tx.insertInto('room').values(room).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateRoom(
  tx: Tx,
  id: string,
  change: RoomDetails | { retired_at: Date | null },
): Promise<void> {
  await tx.updateTable('room').set(change).where('id', '=', id).execute()
}

export async function listVenueSlugs(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('venue').select('slug').execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Runs that still meet there, or whose words say so. */
export async function listRunsAt(db: Db, venueId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('run_id')
    .distinct()
    .where('venue_id', '=', venueId)
    .where('status', '=', 'planned')
    .where('ends_at', '>', now)
    .orderBy('run_id')
    .execute()
  return rows.map(({ run_id }) => run_id)
}

/** Marks what is still to come there as changed, so that people are told. The run is held by whoever calls this. */
export async function touchSessionsAt(tx: Tx, runId: string, venueId: string, now: Date): Promise<void> {
  await tx
    .updateTable('session')
    .set({ revision: sql`revision + 1`, updated_at: now })
    .where('run_id', '=', runId)
    .where('venue_id', '=', venueId)
    .where('status', '=', 'planned')
    .where('ends_at', '>', now)
    .execute()
}
