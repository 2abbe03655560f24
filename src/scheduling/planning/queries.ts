import { sql } from 'kysely'
import type { Db, Expertise, Tx } from '../../database/schema.ts'
import { byName } from '../../lib/name-order.ts'
import type { PlannedTime } from './dates.ts'

/** Courses that can be planned: every one that is not retired. */
export async function listCoursesToPlan(db: Db) {
  return db
    .selectFrom('course')
    .where('status', '<>', 'retired')
    .orderBy(sql`lower(title)`)
    .select(['id', 'title', 'status'])
    .execute()
}

/** Venues in use with their rooms in use: those in a building first, by name. */
export async function listPlaces(db: Db) {
  const places = await db
    .selectFrom('venue')
    .leftJoin('room', (join) =>
      join.onRef('room.venue_id', '=', 'venue.id').on('room.retired_at', 'is', null),
    )
    .where('venue.retired_at', 'is', null)
    .select(['venue.id as venue_id', 'venue.name as venue', 'venue.online'])
    .select(['room.id as room_id', 'room.name as room', 'room.capacity'])
    .execute()
  return places.sort(
    (one, other) =>
      Number(one.online) - Number(other.online) ||
      byName(one.venue, other.venue) ||
      byName(one.room ?? '', other.room ?? ''),
  )
}

export type PlaceRow = Awaited<ReturnType<typeof listPlaces>>[number]

/** Everybody who is a trainer, with what they bring, and how many runs they were ever down for by each kind of expertise. */
export async function listTrainersToPlan(db: Db) {
  const downFor = (expertise: Expertise) => sql<number>`(select count(*) from run_trainer
    where run_trainer.person_id = person.id and run_trainer.expertise = ${expertise})`
  return db
    .selectFrom('person')
    .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
    .leftJoin('trainer', 'trainer.person_id', 'person.id')
    .where('role_grant.role', '=', 'trainer')
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .orderBy('person.name')
    .orderBy('person.id')
    .select(['person.id', 'person.name', 'person.email', 'person.phone'])
    .select(['trainer.lived', 'trainer.professional'])
    .select([downFor('lived').as('downForLived'), downFor('professional').as('downForProfessional')])
    .execute()
}

export type TrainerRow = Awaited<ReturnType<typeof listTrainersToPlan>>[number]

export interface ClashRow {
  /** Which of the wanted times. */
  index: number
  kind: 'room' | 'trainer'
  /** Of the trainer; null of a room. */
  name: string | null
  title: string
  starts_at: Date
}

/** Planned sessions (but this one, or those of this run) that would be in the room, or need one of the trainers, at one of these times; by time. */
export async function listClashes(
  db: Db,
  times: PlannedTime[],
  {
    roomId,
    trainerIds,
    but = null,
    butRun = null,
  }: { roomId: string | null; trainerIds: string[]; but?: string | null; butRun?: string | null },
): Promise<ClashRow[]> {
  const [starts, ends] = [times.map(({ startsAt }) => startsAt), times.map(({ endsAt }) => endsAt)]
  const { rows } = await sql<ClashRow>`
    select (wanted.number - 1)::int as index, reason.kind, reason.name, course.title, other.starts_at
    from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) with ordinality as wanted (starts_at, ends_at, number)
    join session other on other.status = 'planned' and other.id is distinct from ${but}::uuid
      and other.run_id is distinct from ${butRun}::uuid
      and other.starts_at < wanted.ends_at and other.ends_at > wanted.starts_at
    join run on run.id = other.run_id
    join course on course.id = run.course_id
    join lateral (
      select 'room' as kind, null as name where other.room_id = ${roomId}::uuid
      union all
      select 'trainer', person.name from session_trainer join person on person.id = session_trainer.person_id
      where session_trainer.session_id = other.id and session_trainer.person_id = any (${trainerIds}::uuid[])
    ) as reason on true
    order by wanted.number, other.starts_at, reason.kind, reason.name`.execute(db)
  return rows
}

/** Dates of other runs with the link of this run, or of one of its dates, less than an hour before or after it. */
export async function listSharingLinks(
  db: Db,
  { runId, sessionId }: { runId: string; sessionId?: string },
): Promise<{ title: string; starts_at: Date }[]> {
  const { rows } = await sql<{ title: string; starts_at: Date }>`
    select distinct course.title, other.starts_at from session own
    join session other on other.join_link = own.join_link and other.run_id <> own.run_id and other.status = 'planned'
      and other.starts_at < own.ends_at + interval '1 hour' and other.ends_at > own.starts_at - interval '1 hour'
    join run on run.id = other.run_id and run.status in ('draft', 'published')
    join course on course.id = run.course_id
    where own.run_id = ${runId} and own.status = 'planned'
      and (${sessionId ?? null}::uuid is null or own.id = ${sessionId ?? null}::uuid)
    order by other.starts_at, course.title limit 3`.execute(db)
  return rows
}

/** The rooms in use that nobody has at any of these times. */
export async function listFreeRooms(db: Db, times: PlannedTime[]): Promise<Set<string>> {
  const [starts, ends] = [times.map(({ startsAt }) => startsAt), times.map(({ endsAt }) => endsAt)]
  const { rows } = await sql<{ id: string }>`select room.id from room
    where room.retired_at is null and not exists (
      select from session join unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) as wanted (starts_at, ends_at)
        on session.starts_at < wanted.ends_at and session.ends_at > wanted.starts_at
      where session.room_id = room.id and session.status = 'planned')`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Holds what is planned, so that it stays what it is until the run is there; undefined when one of them is not in use. */
export async function lockPlannable(
  tx: Tx,
  { courseId, venueId, roomId }: { courseId: string; venueId: string; roomId: string | null },
): Promise<{ title: string; online: boolean } | undefined> {
  const course = await tx
    .selectFrom('course')
    .where('id', '=', courseId)
    .where('status', '<>', 'retired')
    .select('title')
    .forShare()
    .executeTakeFirst()
  const venue = await tx
    .selectFrom('venue')
    .where('id', '=', venueId)
    .where('retired_at', 'is', null)
    .select('online')
    .forShare()
    .executeTakeFirst()
  const room = await tx
    .selectFrom('room')
    .where('id', '=', roomId)
    .where('venue_id', '=', venueId)
    .where('retired_at', 'is', null)
    .select('id')
    .forShare()
    .executeTakeFirst()
  if (course === undefined || venue === undefined || (roomId !== null && room === undefined)) return undefined
  return { title: course.title, online: venue.online }
}

/** Holds what a run is to be known by until the transaction ends: of two forms that are one, the second finds the run. */
export async function isPlannedBefore(tx: Tx, runId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plan ${runId}`}, 0))`.execute(tx)
  const run = await tx.selectFrom('run').where('id', '=', runId).select('id').executeTakeFirst()
  return run !== undefined
}

export async function insertRun(
  tx: Tx,
  run: {
    id: string
    course_id: string
    term_id: string | null
    mode: 'in-person' | 'online'
    capacity: number
    audience: string
    code: string | null
  },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('run')
    .values({ ...run, created_at: now, updated_at: now })
    .execute()
}

/** Throws when the person is there no more. */
export async function insertTrainers(
  tx: Tx,
  rows: { run_id: string; person_id: string; expertise: Expertise }[],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto('run_trainer').values(rows).execute()
}
