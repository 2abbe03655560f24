import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { Place } from '../planning/plan-run.ts'

/** How many have a place on a run, and how many of them must be told by telephone or letter. */
export async function countToTell(db: Db, runId: string): Promise<{ people: number; byPhone: number }> {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', '=', 'confirmed')
    .select((row) => [
      row.fn.countAll<number>().as('people'),
      sql<number>`count(*) filter (where person.email is null or person.preferred_contact <> 'email')`.as(
        'byPhone',
      ),
    ])
    .executeTakeFirstOrThrow()
}

/** Courses on which people of this run have a place at that time too, each with how many. */
export async function listStudentClashes(
  db: Db,
  { runId, startsAt, endsAt }: { runId: string; startsAt: Date; endsAt: Date },
): Promise<{ title: string; people: number }[]> {
  return db
    .selectFrom('enrolment as own')
    .innerJoin('enrolment as other', (join) =>
      join.onRef('other.person_id', '=', 'own.person_id').onRef('other.run_id', '<>', 'own.run_id'),
    )
    .innerJoin('session', 'session.run_id', 'other.run_id')
    .innerJoin('run', 'run.id', 'other.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('own.run_id', '=', runId)
    .where('own.status', '=', 'confirmed')
    .where('other.status', '=', 'confirmed')
    .where('session.status', '=', 'planned')
    .where('session.starts_at', '<', endsAt)
    .where('session.ends_at', '>', startsAt)
    .groupBy('course.title')
    .orderBy('course.title')
    .select((row) => ['course.title', row.fn.count<number>('own.person_id').distinct().as('people')])
    .execute()
}

/** The smallest room that holds fewer people than the run has places; of a drop-in nobody counts places. */
export async function findSmallRoom(
  db: Db,
  dates: { runId: string; sessionId: string } | { runId: string; after: Date },
): Promise<{ room: string; holds: number; places: number } | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('room', 'room.id', 'session.room_id')
    .where('run.id', '=', dates.runId)
    .where('run.drop_in', '=', false)
    .where('session.status', '=', 'planned')
    .whereRef('room.capacity', '<', 'run.capacity')
    .where((row) =>
      'after' in dates ? row('session.starts_at', '>', dates.after) : row('session.id', '=', dates.sessionId),
    )
    .orderBy('room.capacity')
    .select(['room.name as room', 'run.capacity as places'])
    .select((row) => row.ref('room.capacity').$notNull().as('holds'))
    .executeTakeFirst()
}

export interface SmallRoomRow {
  run_id: string
  title: string
  room: string
  holds: number
  places: number
}

/** Of these runs, each that has more places than a room of a date to come holds, with the smallest such room; by title. */
export async function listSmallRooms(db: Db, runIds: string[], now: Date): Promise<SmallRoomRow[]> {
  const { rows } = await sql<SmallRoomRow>`
    select * from (
      select distinct on (run.id) run.id as run_id, course.title, room.name as room, room.capacity as holds,
        run.capacity as places
      from session
      join run on run.id = session.run_id and not run.drop_in
      join course on course.id = run.course_id
      join room on room.id = session.room_id and room.capacity < run.capacity
      where run.id = any (${runIds}::uuid[]) and session.status = 'planned' and session.ends_at > ${now}
      order by run.id, room.capacity) as small
    order by title, run_id`.execute(db)
  return rows
}

/** How many dates that are online until then have no link to join yet, and the first of them. */
export async function findLinkless(db: Db, { now, until }: { now: Date; until: Date }) {
  return db
    .selectFrom('session')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session.starts_at', '>', now)
    .where('session.starts_at', '<', until)
    .where('session.status', '=', 'planned')
    .where('session.join_link', 'is', null)
    .where('venue.online', '=', true)
    .where('run.status', '=', 'published')
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(['session.id', 'session.starts_at', 'course.title'])
    .select(sql<number>`count(*) over ()::int`.as('dates'))
    .limit(1)
    .executeTakeFirst()
}

export type Linkless = Awaited<ReturnType<typeof findLinkless>>

/** Holds that a date can meet there until the transaction ends: whoever takes the venue or the room out of use waits. */
export async function lockPlaceInUse(tx: Tx, { venueId, roomId }: Place): Promise<boolean> {
  const venue = await tx
    .selectFrom('venue')
    .where('id', '=', venueId)
    .select('retired_at')
    .forShare()
    .executeTakeFirst()
  if (venue?.retired_at !== null) return false
  if (roomId === null) return true
  const room = await tx
    .selectFrom('room')
    .where('id', '=', roomId)
    .select('retired_at')
    .forShare()
    .executeTakeFirst()
  return room?.retired_at === null
}

/** Holds many places as they are, venues before rooms and each in the order of their ids. Their runs are held already. */
export async function lockPlaces(tx: Tx, places: Place[]): Promise<void> {
  const venueIds = places.map(({ venueId }) => venueId)
  const roomIds = places.flatMap(({ roomId }) => roomId ?? [])
  await tx
    .selectFrom('venue')
    .where('id', '=', sql<string>`any(${venueIds}::uuid[])`)
    .select('id')
    .orderBy('id')
    .forShare()
    .execute()
  await tx
    .selectFrom('room')
    .where('id', '=', sql<string>`any(${roomIds}::uuid[])`)
    .select('id')
    .orderBy('id')
    .forShare()
    .execute()
}
