import { type Updateable, sql } from 'kysely'
import type { Database, Db, Tx } from '../database/schema.ts'

const runColumns = [
  'run.id',
  'run.course_id',
  'run.code',
  'run.mode',
  'run.status',
  'run.capacity',
  'run.places_held',
  'run.audience',
  'run.waiting_list_mode',
  'run.needs_approval',
  'run.enrolment_opens_at',
  'run.enrolment_closes_at',
  'run.term_id',
  'run.drop_in',
  'run.priority_opens_at',
  'run.priority_for',
  'run.audience_confirmed',
  'run.first_session_needed',
  'run.sessions_needed',
  'run.completion_percent',
  'run.vacancies_opened',
  'run.co_delivery_override',
  'run.pair_broken_at',
  'run.over_full_reason',
  'run.cancelled_reason',
  'run.dates_told_at',
  'course.title',
  'course.slug',
  'course.status as course_status',
] as const

function runs(db: Db) {
  return db.selectFrom('run').innerJoin('course', 'course.id', 'run.course_id').select(runColumns)
}

export type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>

export async function findRun(db: Db, id: string) {
  return runs(db).where('run.id', '=', id).executeTakeFirst()
}

/** Holds the run until the transaction ends: first in the lock order, before anything about it is read. */
export async function lockRun(tx: Tx, id: string): Promise<Run | undefined> {
  // NO KEY: rows that only refer to the run are not kept waiting.
  return runs(tx).where('run.id', '=', id).forNoKeyUpdate('run').executeTakeFirst()
}

const sessionColumns = [
  'session.id',
  'session.run_id',
  'session.starts_at',
  'session.ends_at',
  'session.end_assumed',
  'session.venue_id',
  'session.room_id',
  'session.join_link',
  'session.status',
  'session.note',
  'session.revision',
  'session.updated_at',
  'venue.name as venue_name',
  'venue.online as venue_online',
  'venue.address as venue_address',
  'venue.access as venue_access',
  'venue.how_to_get_there',
  'room.name as room_name',
] as const

/** Names of those who give this date alone, and are not of the team. */
export const standIns = sql<string[]>`array(select person.name from session_trainer one
  join run_trainer theirs on theirs.run_id = one.run_id and theirs.person_id = one.person_id
  join person on person.id = one.person_id
  where one.session_id = session.id and theirs.left_at is not null order by person.name)`

export type SessionDetails = Awaited<ReturnType<typeof listSessions>>[number]

/** Sessions of these runs with where they are, cancelled ones too, in order of time. */
export async function listSessions(db: Db, runIds: string[]) {
  return db
    .selectFrom('session')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('session.run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(sessionColumns)
    .select(standIns.as('stand_ins'))
    .execute()
}

export async function findSessionRunId(db: Db, sessionId: string): Promise<string | undefined> {
  const row = await db.selectFrom('session').select('run_id').where('id', '=', sessionId).executeTakeFirst()
  return row?.run_id
}

export interface Trainer {
  run_id: string
  person_id: string
  name: string
  expertise: Database['run_trainer']['expertise']
}

/** Trainers of these runs; the peer trainer and the professional trainer in no order of rank. */
export async function listTrainers(db: Db, runIds: string[]): Promise<Trainer[]> {
  return db
    .selectFrom('run_trainer')
    .innerJoin('person', 'person.id', 'run_trainer.person_id')
    .where('run_trainer.run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('run_trainer.left_at', 'is', null)
    .orderBy('person.name')
    .select(['run_trainer.run_id', 'run_trainer.person_id', 'person.name', 'run_trainer.expertise'])
    .execute()
}

/** Adds a session, with each trainer of its run. */
export async function insertSession(
  tx: Tx,
  session: {
    run_id: string
    starts_at: Date
    ends_at: Date
    venue_id: string
    room_id: string | null
    join_link: string | null
    note?: string
    updated_at: Date
  },
): Promise<string> {
  const { id } = await tx.insertInto('session').values(session).returning('id').executeTakeFirstOrThrow()
  await sql`
    insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, session.run_id, run_trainer.person_id, session.starts_at, session.ends_at, session.status
    from session join run_trainer on run_trainer.run_id = session.run_id and run_trainer.left_at is null
    where session.id = ${id}`.execute(tx)
  return id
}

export async function updateSession(
  tx: Tx,
  id: string,
  change: Pick<
    Updateable<Database['session']>,
    'starts_at' | 'ends_at' | 'end_assumed' | 'venue_id' | 'room_id' | 'join_link' | 'note' | 'status'
  >,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ...change, revision: sql`revision + 1`, updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function updateRun(
  tx: Tx,
  id: string,
  change: Pick<
    Updateable<Database['run']>,
    | 'status'
    | 'capacity'
    | 'places_held'
    | 'over_full_reason'
    | 'co_delivery_override'
    | 'cancelled_reason'
    | 'dates_told_at'
    | 'vacancies_opened'
    | 'pair_broken_at'
  >,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('run')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function updateSessionsOfRun(
  tx: Tx,
  runId: string,
  status: 'cancelled',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('session')
    .set({ status, revision: sql`revision + 1`, updated_at: now })
    .where('run_id', '=', runId)
    .where('starts_at', '>', now)
    .where('status', '=', 'planned')
    .execute()
}

/** Whether each of these runs is online now: when every date that is on is. */
export async function updateModes(tx: Tx, runIds: string[]): Promise<void> {
  await sql`update run set mode = case when dates.online then 'online' else 'in-person' end
    from (select run_id, bool_and(venue.online) as online from session join venue on venue.id = session.venue_id
      where session.run_id = any (${runIds}::uuid[]) and session.status = 'planned' group by run_id) as dates
    where run.id = dates.run_id`.execute(tx)
}
