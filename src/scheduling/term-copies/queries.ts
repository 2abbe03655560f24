import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { Place } from '../planning/plan-run.ts'
import type { Booking, RunToCopy, SessionToCopy, TrainerToCopy } from './place-runs.ts'
import type { Times } from './rules.ts'

type RunRow = Omit<RunToCopy, 'trainers' | 'calledOff'>

/** Every run of a term, whatever became of it, by title and its first date. */
export async function listRunsToCopy(db: Db, termId: string): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select run.id, run.course_id as "courseId", course.title, run.code, run.status = 'cancelled' as cancelled,
      course.status = 'retired' as "courseRetired"
    from run join course on course.id = run.course_id
    left join session on session.run_id = run.id
    where run.term_id = ${termId}
    group by run.id, course.id
    order by course.title, min(session.starts_at), run.id`.execute(db)
  return rows
}

/** Their dates, by time, those that were called off too. */
export async function listSessionsToCopy(db: Db, termId: string): Promise<SessionToCopy[]> {
  const { rows } = await sql<SessionToCopy>`
    select session.id, session.run_id as "runId", session.starts_at as "startsAt", session.ends_at as "endsAt",
      session.venue_id as "venueId", venue.name as venue, venue.retired_at is not null as "venueRetired",
      session.room_id as "roomId", room.name as room, room.retired_at is not null as "roomRetired",
      session.join_link as "joinLink", session.status = 'cancelled' as "calledOff"
    from session
    join run on run.id = session.run_id
    join venue on venue.id = session.venue_id
    left join room on room.id = session.room_id
    where run.term_id = ${termId}
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

/**
 * Holds that the places of a term's runs are in use, and those where their dates were before, and their trainers
 * trainers, until the drafts are there.
 */
export async function lockPlacesAndTrainers(tx: Tx, termId: string, before: readonly Place[]): Promise<void> {
  const sessions = sql`select from session join run on run.id = session.run_id where run.term_id = ${termId}`
  const venueIds = before.map(({ venueId }) => venueId)
  const roomIds = before.flatMap(({ roomId }) => roomId ?? [])
  await sql`select from venue where id = any (${venueIds}::uuid[])
    or exists (${sessions} and session.venue_id = venue.id) order by id for share`.execute(tx)
  await sql`select from room where id = any (${roomIds}::uuid[])
    or exists (${sessions} and session.room_id = room.id) order by id for share`.execute(tx)
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

/** A change of many dates that was about dates of a term. */
export interface ChangeOfTerm {
  id: string
  title: string
  madeAt: Date
  /** How many of the term it was about, without those that were put back. */
  dates: number
}

/**
 * What putting many dates back did to the date of a change, as both stand in the trail: it brought back every field that
 * the change changed, or that the date takes place. What became of the date besides is nobody's business here.
 */
const putBack = sql<boolean>`exists (
  select from bulk_change back
  join audit_event undoing on undoing.detail ->> 'bulkChangeId' = back.id::text
    and undoing.subject_kind = 'session' and undoing.subject_id = session.id
  where back.kind = 'back' and back.number > bulk_change.number
    and case when changed.cancelled then undoing.action = 'session.reinstated' else undoing.detail -> 'changes' @> (
      select jsonb_agg(jsonb_build_object('field', field -> 'field', 'after', field -> 'before'))
      from audit_event done, jsonb_array_elements(done.detail -> 'changes') field
      where done.detail ->> 'bulkChangeId' = bulk_change.id::text
        and done.subject_kind = 'session' and done.subject_id = session.id) end)`

/** Latest first. */
export async function listChangesOfTerm(db: Db, termId: string): Promise<ChangeOfTerm[]> {
  const { rows } = await sql<ChangeOfTerm>`
    select bulk_change.id, bulk_change.title, bulk_change.made_at as "madeAt", count(*)::int as dates
    from bulk_change
    join bulk_change_session changed on changed.bulk_change_id = bulk_change.id
    join session on session.id = changed.session_id
    join run on run.id = session.run_id
    where run.term_id = ${termId} and bulk_change.kind <> 'back' and not ${putBack}
    group by bulk_change.id
    order by bulk_change.number desc`.execute(db)
  return rows
}
