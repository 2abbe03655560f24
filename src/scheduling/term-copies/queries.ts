import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { Booking, RunToCopy, SessionToCopy, TrainerToCopy } from './place-runs.ts'
import type { Times } from './rules.ts'

/** Every run of a term, whatever became of it, by title and its first date. */
export async function listRunsToCopy(db: Db, termId: string): Promise<Omit<RunToCopy, 'trainers'>[]> {
  const { rows } = await sql<Omit<RunToCopy, 'trainers'>>`
    select run.id, run.course_id as "courseId", course.title, run.code, run.status = 'cancelled' as cancelled,
      course.status = 'retired' as "courseRetired",
      case when run.status = 'cancelled' then 0 else count(session.id) filter (where session.status = 'cancelled') end
        as "calledOff"
    from run join course on course.id = run.course_id
    left join session on session.run_id = run.id
    where run.term_id = ${termId}
    group by run.id, course.id
    order by course.title, min(session.starts_at), run.id`.execute(db)
  return rows
}

/** Their dates, by time. One that was called off is taken along only with a run that was called off as a whole. */
export async function listSessionsToCopy(db: Db, termId: string): Promise<SessionToCopy[]> {
  const { rows } = await sql<SessionToCopy>`
    select session.id, session.run_id as "runId", session.starts_at as "startsAt", session.ends_at as "endsAt",
      session.venue_id as "venueId", venue.name as venue, venue.retired_at is not null as "venueRetired",
      session.room_id as "roomId", room.name as room, room.retired_at is not null as "roomRetired"
    from session
    join run on run.id = session.run_id
    join venue on venue.id = session.venue_id
    left join room on room.id = session.room_id
    where run.term_id = ${termId} and (session.status = 'planned' or run.status = 'cancelled')
    order by session.starts_at, session.id`.execute(db)
  return rows
}

/** Their teams. Whoever left a run is not of its team. */
export async function listTrainersToCopy(
  db: Db,
  termId: string,
): Promise<(TrainerToCopy & { runId: string })[]> {
  const { rows } = await sql<TrainerToCopy & { runId: string }>`
    select run_trainer.run_id as "runId", person.id as "personId", person.name, run_trainer.expertise,
      person.erased_at is null and person.merged_into is null
        and exists (select from role_grant where person_id = person.id and role = 'trainer')
        and not exists (select from account_closing where person_id = person.id) as active
    from run_trainer
    join run on run.id = run_trainer.run_id
    join person on person.id = run_trainer.person_id
    where run.term_id = ${termId} and run_trainer.left_at is null
    order by person.name, person.id`.execute(db)
  return rows
}

/** When these rooms and people are needed between two moments, and for what; by time. */
export async function listBookings(
  db: Db,
  { roomIds, personIds }: { roomIds: string[]; personIds: string[] },
  { startsAt, endsAt }: Times,
): Promise<Booking[]> {
  const { rows } = await sql<Booking>`
    select booked.who, course.title, booked.starts_at as "startsAt", booked.ends_at as "endsAt"
    from (
      select room_id as who, run_id, starts_at, ends_at from session
      where room_id = any (${roomIds}::uuid[]) and status = 'planned'
        and starts_at < ${endsAt} and ends_at > ${startsAt}
      union all
      select person_id, run_id, starts_at, ends_at from session_trainer
      where person_id = any (${personIds}::uuid[]) and status = 'planned'
        and starts_at < ${endsAt} and ends_at > ${startsAt}
    ) as booked
    join run on run.id = booked.run_id
    join course on course.id = run.course_id
    order by booked.starts_at, course.title, booked.who`.execute(db)
  return rows
}

/** Of the runs of a term that are not called off: which course, and when each begins. */
export async function listBeginnings(
  db: Db,
  termId: string,
): Promise<{ courseId: string; startsAt: Date }[]> {
  const { rows } = await sql<{ courseId: string; startsAt: Date }>`
    select run.course_id as "courseId", min(session.starts_at) as "startsAt"
    from run join session on session.run_id = run.id and session.status = 'planned'
    where run.term_id = ${termId} and run.status <> 'cancelled'
    group by run.id`.execute(db)
  return rows
}

export async function listCodes(db: Db, termId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .where('term_id', '=', termId)
    .where('code', 'is not', null)
    .select('code')
    .execute()
  return rows.flatMap(({ code }) => code ?? [])
}

/** Holds both terms: what others copy from one or into it waits, and then sees what was made here. */
export async function lockTerms(tx: Tx, ids: string[]): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('term')
    .where('id', 'in', ids)
    .orderBy('id')
    .select(['id', 'name'])
    .forNoKeyUpdate()
    .execute()
}

/** Holds that the places of a term's runs are in use, and their trainers trainers, until the drafts are there. */
export async function lockPlacesAndTrainers(tx: Tx, termId: string): Promise<void> {
  const sessions = sql`select from session join run on run.id = session.run_id where run.term_id = ${termId}`
  await sql`select from venue where exists (${sessions} and session.venue_id = venue.id) order by id for share`.execute(
    tx,
  )
  await sql`select from room where exists (${sessions} and session.room_id = room.id) order by id for share`.execute(
    tx,
  )
  await sql`select from role_grant where role = 'trainer' and exists (select from run_trainer
    join run on run.id = run_trainer.run_id
    where run.term_id = ${termId} and run_trainer.person_id = role_grant.person_id)
    order by person_id for share`.execute(tx)
}

/** From when until when people can enrol on each run of a term. */
export async function listRulesOfRuns(db: Db, termId: string) {
  return db
    .selectFrom('run')
    .where('term_id', '=', termId)
    .select(['id', 'enrolment_opens_at as opensAt', 'enrolment_closes_at as closesAt'])
    .select('priority_opens_at as priorityOpensAt')
    .execute()
}
