import { sql } from 'kysely'
import type { CourseStatus, Db, PriorityGroup, RunStatus, Tx } from '../../database/schema.ts'

/** A run that only the office sees, with what people will read of enrolling. */
export interface DraftRow {
  id: string
  title: string
  code: string | null
  courseId: string
  courseStatus: CourseStatus
  capacity: number
  dropIn: boolean
  opensAt: Date | null
  closesAt: Date | null
  firstSessionNeeded: boolean
  priorityOpensAt: Date | null
  priorityFor: PriorityGroup[]
}

/** The drafts of a term, or those without one (null); by title. */
export async function listDrafts(db: Db, termId: string | null): Promise<DraftRow[]> {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', '=', 'draft')
    .where('run.term_id', 'is not distinct from', termId)
    .select([
      'run.id',
      'course.title',
      'run.code',
      'run.course_id as courseId',
      'course.status as courseStatus',
    ])
    .select(['run.capacity', 'run.drop_in as dropIn', 'run.first_session_needed as firstSessionNeeded'])
    .select(['run.enrolment_opens_at as opensAt', 'run.enrolment_closes_at as closesAt'])
    .select(['run.priority_opens_at as priorityOpensAt', 'run.priority_for as priorityFor'])
    .orderBy('course.title')
    .orderBy('run.id')
    .execute()
}

export async function countDrafts(db: Db, termId: string | null): Promise<number> {
  const { drafts } = await db
    .selectFrom('run')
    .where('status', '=', 'draft')
    .where('term_id', 'is not distinct from', termId)
    .select(({ fn }) => fn.countAll<number>().as('drafts'))
    .executeTakeFirstOrThrow()
  return drafts
}

/** Whatever became of them, and how many of them people have seen. */
export async function countRuns(db: Db, termId: string | null): Promise<{ all: number; published: number }> {
  return db
    .selectFrom('run')
    .where('term_id', 'is not distinct from', termId)
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('status', 'in', ['published', 'ended']).as('published'),
    ])
    .executeTakeFirstOrThrow()
}

export interface DraftDate {
  runId: string
  startsAt: Date
  endsAt: Date
  /** On the college's calendar. */
  day: string
  room: string | null
  holds: number | null
  /** Where nobody meets any more. */
  unused: string | null
}

/** Planned dates of these runs, by time. */
export async function listPlannedDates(db: Db, runIds: string[], timeZone: string): Promise<DraftDate[]> {
  const { rows } = await sql<DraftDate>`
    select session.run_id as "runId", session.starts_at as "startsAt", session.ends_at as "endsAt",
      ((session.starts_at at time zone ${timeZone})::date)::text as day, room.name as room, room.capacity as holds,
      ${unusedPlace} as unused
    from session join venue on venue.id = session.venue_id left join room on room.id = session.room_id
    where session.run_id = any (${runIds}::uuid[]) and session.status = 'planned'
    order by session.starts_at, session.id`.execute(db)
  return rows
}

const unusedPlace = sql`case when venue.retired_at is not null then venue.name
  when room.retired_at is not null then room.name end`

/** Places in use no more at which dates of these runs are still to come. */
export async function listUnusedPlaces(db: Db, runIds: string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct ${unusedPlace} as name
    from session join venue on venue.id = session.venue_id left join room on room.id = session.room_id
    where session.run_id = any (${runIds}::uuid[]) and session.status = 'planned' and session.ends_at > ${now}
      and (venue.retired_at is not null or room.retired_at is not null)
    order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

/** Holds these runs and every draft there, in one order for all who hold several; then their courses, in theirs. */
export async function lockDraftsAnd(tx: Tx, runIds: string[], termId: string | null): Promise<void> {
  await sql`select from run where id = any (${runIds}::uuid[])
    or (status = 'draft' and term_id is not distinct from ${termId}::uuid)
    order by id for no key update`.execute(tx)
  await sql`select from course where id in (select course_id from run where id = any (${runIds}::uuid[]))
    order by id for no key update`.execute(tx)
}

/** What became of runs that are no drafts there any more. */
export async function listStatuses(
  db: Db,
  runIds: string[],
): Promise<{ id: string; title: string; code: string | null; status: RunStatus }[]> {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', sql<string>`any(${runIds}::uuid[])`)
    .select(['run.id', 'course.title', 'run.code', 'run.status'])
    .orderBy('course.title')
    .orderBy('run.code')
    .execute()
}

export interface TermWithDrafts {
  /** Null: those of no term. */
  termId: string | null
  name: string | null
  drafts: number
}

/** To which terms those of these runs belong that are drafts still. */
export async function listTermsOfDrafts(db: Db, runIds: string[]): Promise<TermWithDrafts[]> {
  return db
    .selectFrom('run')
    .leftJoin('term', 'term.id', 'run.term_id')
    .where('run.id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('run.status', '=', 'draft')
    .groupBy(['run.term_id', 'term.name', 'term.starts_on'])
    .orderBy('term.starts_on')
    .select(['run.term_id as termId', 'term.name'])
    .select(({ fn }) => fn.countAll<number>().as('drafts'))
    .execute()
}
