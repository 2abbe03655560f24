// What others changed in what a trainer teaches. The audit trail has it already: nothing else has to remember.
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

const actionsOfRuns = [
  'run.published',
  'run.published-with-override',
  'run.cancelled',
  'run.trainer-added',
  'run.trainer-left',
] as const

const actionsOfDates = [
  'session.added',
  'session.changed',
  'session.cancelled',
  'session.reinstated',
  'session.covered',
  'session.goes-ahead',
] as const

export type TeachingAction = (typeof actionsOfRuns)[number] | (typeof actionsOfDates)[number]

export interface TeachingEvent {
  run_id: string
  title: string
  /** Of a date, its id. */
  session_id: string | null
  action: TeachingAction
  /** Each field of a date that was changed, with what stood there before. */
  changes: { field: string; before: string | null }[] | null
  /** Whom it is about: who came to the team or left it, or who stands in. */
  person_id: string | null
  person_name: string | null
}

/**
 * What others did since then to the runs of this trainer, and to those they were taken off; the earliest first. Of a run
 * on which they only stand in, what became of the dates that are theirs, or were.
 */
export async function listTeachingEvents(db: Db, trainerId: string, since: Date): Promise<TeachingEvent[]> {
  const { rows } = await sql<TeachingEvent>`
    with own as (
      select run_id, left_at is null as of_team from run_trainer join run on run.id = run_id and run.status <> 'draft'
      where person_id = ${trainerId} and (left_at is null or left_at > ${since} or exists (
        select from session_trainer stands where stands.run_id = run_trainer.run_id and stands.person_id = ${trainerId}
          and stands.status = 'planned' and stands.ends_at > ${since}))),
    event as (
      select own.run_id, null::uuid as session_id, audit_event.* from own
      join audit_event on subject_kind = 'run' and subject_id = own.run_id and action = any(${[...actionsOfRuns]})
      union all
      select own.run_id, session.id, audit_event.* from own join session on session.run_id = own.run_id
      join audit_event on subject_kind = 'session' and subject_id = session.id and action = any(${[...actionsOfDates]})
        and (of_team or ${trainerId}::text in (detail ->> 'comes', detail ->> 'away') or exists (
          select from session_trainer mine where mine.session_id = session.id and mine.person_id = ${trainerId}))
      union all
      select subject_id, null, audit_event.* from audit_event
      where action = 'run.trainer-left' and detail ->> 'personId' = ${trainerId}::text
        and subject_id not in (select run_id from own))
    select event.run_id, course.title, event.session_id, event.action, event.detail -> 'changes' as changes,
      person.id as person_id, person.name as person_name
    from event join run on run.id = event.run_id join course on course.id = run.course_id
    left join person on person.id::text = coalesce(event.detail ->> 'personId', event.detail ->> 'comes')
    where event.at > ${since} and event.actor_id is distinct from ${trainerId}::uuid
    order by event.id`.execute(db)
  return rows
}

export interface PlaceChange {
  run_id: string
  title: string
  came: number
  went: number
}

/** How many got a place since then and still have it, and how many who had one then gave it back. */
export async function listPlaceChanges(db: Db, runIds: string[], since: Date): Promise<PlaceChange[]> {
  const { rows } = await sql<PlaceChange>`
    select * from (
      select run.id as run_id, course.title,
        count(*) filter (where enrolment.ended_at is null and enrolment.confirmed_at > ${since})::int as came,
        count(*) filter (where enrolment.status in ('withdrawn', 'cancelled')
          and enrolment.confirmed_at <= ${since} and enrolment.ended_at > ${since})::int as went
      from run join course on course.id = run.course_id join enrolment on enrolment.run_id = run.id
      where run.id = any(${runIds}::uuid[])
      group by run.id, course.title) counted
    where came > 0 or went > 0`.execute(db)
  return rows
}
