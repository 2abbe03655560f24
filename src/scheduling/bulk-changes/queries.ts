import { sql } from 'kysely'
import type { Db, RunStatus, Tx } from '../../database/schema.ts'
import { type SessionDetails, standIns } from '../queries.ts'
import type { Meeting } from './rules.ts'

/** Which dates it is about. Days are ISO days on the college's clock, both included. */
export type Scope =
  | { scope: 'session'; session: string }
  | { scope: 'run'; run: string }
  | { scope: 'day'; day: string }
  | { scope: 'venue'; venue: string; from_day: string; until_day: string }
  | { scope: 'term'; term: string }
  /** The dates of an earlier change, those it called off too. */
  | { scope: 'bulk-change'; bulk_change: string }

export type DateInScope = SessionDetails & {
  title: string
  run_status: RunStatus
  run_capacity: number
  room_capacity: number | null
  trainers: { id: string; name: string }[]
}

const trainersOfSession = sql<{ id: string; name: string }[]>`coalesce(
  (select json_agg(json_build_object('id', person.id, 'name', person.name) order by person.name)
    from session_trainer join person on person.id = session_trainer.person_id
    where session_trainer.session_id = session.id), '[]')`

/** Planned dates still to come of drafts and published runs, by time. */
export async function listInScope(
  db: Db,
  scope: Scope,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<DateInScope[]> {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('session.status', 'in', scope.scope === 'bulk-change' ? ['planned', 'cancelled'] : ['planned'])
    .where('session.starts_at', '>', now)
    .where('run.status', 'in', ['draft', 'published'])
    .where(inScope(scope, timeZone))
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .selectAll('session')
    .select([
      'course.title',
      'run.status as run_status',
      'run.capacity as run_capacity',
      'venue.name as venue_name',
      'venue.online as venue_online',
      'venue.address as venue_address',
      'venue.access as venue_access',
      'venue.how_to_get_there',
      'room.name as room_name',
      'room.capacity as room_capacity',
      trainersOfSession.as('trainers'),
      standIns.as('stand_ins'),
    ])
    .execute()
}

function inScope(scope: Scope, timeZone: string) {
  const day = sql`(session.starts_at at time zone ${timeZone})::date`
  switch (scope.scope) {
    case 'session':
      return sql<boolean>`session.id = ${scope.session}::uuid`
    case 'run':
      return sql<boolean>`session.run_id = ${scope.run}::uuid`
    case 'day':
      return sql<boolean>`${day} = ${scope.day}::date`
    case 'venue':
      return sql<boolean>`session.venue_id = ${scope.venue}::uuid
        and ${day} between ${scope.from_day}::date and ${scope.until_day}::date`
    case 'term':
      return sql<boolean>`run.term_id = ${scope.term}::uuid`
    case 'bulk-change':
      return sql<boolean>`exists (select from bulk_change_session as one
        where one.session_id = session.id and one.bulk_change_id = ${scope.bulk_change}::uuid)`
  }
}

/** The dates of a change, each before and after, with the line of the trail that says so. */
export async function listDatesAsTheyWere(db: Db, bulkChangeId: string) {
  return db
    .selectFrom('bulk_change_session as changed')
    .innerJoin('audit_event', (join) =>
      join
        .onRef('audit_event.subject_id', '=', 'changed.session_id')
        .on('audit_event.subject_kind', '=', 'session')
        .on(sql<boolean>`audit_event.detail ->> 'bulkChangeId' = ${bulkChangeId}`),
    )
    .innerJoin('session', 'session.id', 'changed.session_id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('changed.bulk_change_id', '=', bulkChangeId)
    .select(['changed.session_id', 'changed.was_starts_at', 'changed.was_ends_at', 'changed.cancelled'])
    .select(['changed.became_starts_at', 'changed.became_ends_at', 'audit_event.detail'])
    .select(['session.venue_id', 'session.room_id'])
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select(sql<boolean>`(venue.retired_at is not null or room.retired_at is not null)`.as('place_unused'))
    .select(sql<boolean>`(run.status = 'published' and course.status <> 'published')`.as('course_gone'))
    .execute()
}

/** Every planned date between these moments, but these. */
export async function listMeetings(
  db: Db,
  { from, until }: { from: Date; until: Date },
  but: string[],
): Promise<Meeting[]> {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session.status', '=', 'planned')
    .where('session.starts_at', '<', until)
    .where('session.ends_at', '>', from)
    .where('session.id', '<>', sql<string>`all(${but}::uuid[])`)
    .select([
      'session.id',
      'session.run_id as runId',
      'course.title',
      'session.starts_at as startsAt',
      'session.ends_at as endsAt',
      'session.room_id as roomId',
      trainersOfSession.as('trainers'),
    ])
    .execute()
}

/** Holds these runs, always in the order of their ids: two changes with runs in common wait, and never for each other. */
export async function lockRuns(tx: Tx, ids: string[]): Promise<void> {
  await tx
    .selectFrom('run')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** A venue, perhaps a room in it, as dates are told of it. */
export interface Target {
  venue_id: string
  venue_name: string
  venue_online: boolean
  venue_address: string
  room_id: string | null
  room_name: string | null
  room_capacity: number | null
}

/** Where dates are to be, if it is in use. */
export async function findTarget(
  db: Db,
  { venueId, roomId }: { venueId: string; roomId: string | null },
): Promise<Target | undefined> {
  const target = await db
    .selectFrom('venue')
    .leftJoin('room', (join) =>
      join
        .onRef('room.venue_id', '=', 'venue.id')
        .on('room.id', '=', roomId)
        .on('room.retired_at', 'is', null),
    )
    .where('venue.id', '=', venueId)
    .where('venue.retired_at', 'is', null)
    .select(['venue.id as venue_id', 'venue.name as venue_name', 'venue.online as venue_online'])
    .select(['venue.address as venue_address', 'room.id as room_id', 'room.name as room_name'])
    .select('room.capacity as room_capacity')
    .executeTakeFirst()
  return target?.room_id === roomId ? target : undefined
}

/** Of these runs, those that keep a planned date to come besides these. */
export async function listRunsWithMore(db: Db, runIds: string[], besides: string[], now: Date) {
  const rows = await db
    .selectFrom('session')
    .select('run_id')
    .distinct()
    .where('run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('id', '<>', sql<string>`all(${besides}::uuid[])`)
    .where('status', '=', 'planned')
    .where('ends_at', '>', now)
    .execute()
  return new Set(rows.map(({ run_id }) => run_id))
}

/**
 * Gives many dates their new time and place. First all of them are taken out of what the constraints compare: those are
 * checked row by row, so dates that change places, or follow one another, would meet on their way.
 */
export async function updateDates(tx: Tx, dates: DateInScope[], now: Date): Promise<void> {
  const ids = dates.map(({ id }) => id)
  await sql`update session set status = 'cancelled' where id = any (${ids}::uuid[])`.execute(tx)
  const wanted = dates.map(({ id, starts_at, ends_at, venue_id, room_id, join_link }) => ({
    id,
    starts_at,
    ends_at,
    venue_id,
    room_id,
    join_link,
  }))
  await sql`update session set status = 'planned', starts_at = wanted.starts_at, ends_at = wanted.ends_at,
      venue_id = wanted.venue_id, room_id = wanted.room_id, join_link = wanted.join_link,
      revision = revision + 1, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (id uuid, starts_at timestamptz,
      ends_at timestamptz, venue_id uuid, room_id uuid, join_link text)
    where session.id = wanted.id`.execute(tx)
}

export async function updateDatesCancelled(tx: Tx, ids: string[], now: Date): Promise<void> {
  await sql`update session set status = 'cancelled', revision = revision + 1, updated_at = ${now}
    where id = any (${ids}::uuid[])`.execute(tx)
}
