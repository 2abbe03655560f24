import { type RawBuilder, sql } from 'kysely'
import type { Db, RunStatus } from '../../database/schema.ts'
import { isTheirLine, cameByRegister } from '../../enrolment/line-queries.ts'
import type { ClassOfTheirs } from './standing.ts'

export interface PersonsClass extends ClassOfTheirs {
  id: string
  ends_at: Date
  end_assumed: boolean
  run_id: string
  run_status: RunStatus
  title: string
  /** Whether a place on the run is theirs, and if not, since when. */
  has_place: boolean
  left_at: Date | null
}

const hasPlace = sql<boolean>`bool_or(enrolment.status in ('confirmed', 'completed', 'not-completed'))`
const leftAt: RawBuilder<Date | null> = sql`max(enrolment.ended_at)
  filter (where enrolment.status in ('withdrawn', 'cancelled'))`

/**
 * Every class that somebody was expected at or came to without a place, whichever of their places it was, the first
 * first. A class is there once.
 */
export async function listClassesOf(db: Db, personId: string): Promise<PersonsClass[]> {
  const { rows } = await sql<PersonsClass>`
    with line as (
      select attendance.session_id, attendance.mark from attendance
      join enrolment on enrolment.id = attendance.enrolment_id
      where enrolment.person_id = ${personId} and ${isTheirLine('attendance')}
    ), walked as (
      select session_id from walk_in where person_id = ${personId} and removed_at is null
    ), place as (
      select run_id, ${hasPlace} as has_place, ${leftAt} as left_at
      from enrolment where person_id = ${personId} group by run_id
    )
    select session.id, session.starts_at, session.ends_at, session.end_assumed, session.status, session.run_id,
      run.status as run_status, course.title, line.mark, line.session_id is not null as expected,
      walked.session_id is not null as walked_in, coalesce(place.has_place, false) as has_place, place.left_at
    from line full join walked on walked.session_id = line.session_id
    join session on session.id = coalesce(line.session_id, walked.session_id)
    join run on run.id = session.run_id
    join course on course.id = run.course_id
    left join place on place.run_id = session.run_id
    order by session.starts_at, session.id`.execute(db)
  return rows
}

export type PersonOfRun = Awaited<ReturnType<typeof listPeopleOfRun>>[number]

/** Whoever has a place on the run, or had one and stands on a register of it: each person once. */
export async function listPeopleOfRun(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.confirmed_at', 'is not', null)
    .where('person.erased_at', 'is', null)
    .groupBy('person.id')
    .having(
      sql<boolean>`(${hasPlace} or exists (select from enrolment own
        join attendance on attendance.enrolment_id = own.id
        where own.run_id = ${runId} and own.person_id = person.id))`,
    )
    .orderBy('person.name')
    .orderBy('person.id')
    .select(['person.id', 'person.name', hasPlace.as('has_place'), leftAt.as('left_at')])
    .execute()
}

export type Line = Awaited<ReturnType<typeof listLinesOfRun>>[number]

/** The registers of a run: one line a person a class. */
export async function listLinesOfRun(db: Db, runId: string) {
  return db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .where('attendance.run_id', '=', runId)
    .where(isTheirLine('attendance'))
    .select(['attendance.session_id', 'attendance.mark', 'enrolment.person_id'])
    .execute()
}

/** Who came to classes of the run without a place; `person_id` is null of whom nobody has found. */
export async function listWalkInsOfRun(db: Db, runId: string) {
  return db
    .selectFrom('walk_in')
    .innerJoin('session', 'session.id', 'walk_in.session_id')
    .where('session.run_id', '=', runId)
    .where('walk_in.removed_at', 'is', null)
    .where(sql<boolean>`not ${cameByRegister}`)
    .select(['walk_in.session_id', 'walk_in.person_id'])
    .execute()
}

/** How many came to each class of a drop-in, of those that were counted. */
export async function listHeadCounts(db: Db, runId: string) {
  return db
    .selectFrom('head_count')
    .innerJoin('session', 'session.id', 'head_count.session_id')
    .where('session.run_id', '=', runId)
    .select(['head_count.session_id', 'head_count.people'])
    .execute()
}
