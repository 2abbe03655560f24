// What the college already has, as far as an import must know it.
import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'

const uuids = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`
const texts = (values: readonly string[]) => sql<string>`any(${values}::text[])`

/** One import at a time: two at once would both find that a course is not there yet. Throws Busy after 3 seconds. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('prospectus import'))`.execute(tx)
}

/** How runs of a file are found in the college: by the key they were imported with, or by when they begin there now. */
export interface Known {
  keys: readonly string[]
  starts: readonly Date[]
}

const isKnown = ({ keys, starts }: Known) =>
  sql<boolean>`(run.import_key = ${texts(keys)} or run.id in (select run_id from session
    where status = 'planned' and starts_at = any(${starts.map((start) => start.toISOString())}::timestamptz[])))`

/** Holds the runs the file speaks of, so that none is published or changed while we decide about it. */
export async function lockKnownRuns(tx: Tx, known: Known): Promise<void> {
  await tx.selectFrom('run').select('id').where(isKnown(known)).orderBy('id').forNoKeyUpdate().execute()
}

/** Holds every venue and room as it is: a place that the file names is in use until its dates are there. */
export async function lockVenuesAndRooms(tx: Tx): Promise<void> {
  await sql`select from venue order by id for share`.execute(tx)
  await sql`select from room order by id for share`.execute(tx)
}

export async function listKnownRuns(db: Db, known: Known) {
  return db
    .selectFrom('run')
    .selectAll('run')
    .select((row) =>
      row
        .exists(
          row.selectFrom('enrolment').select('enrolment.id').whereRef('enrolment.run_id', '=', 'run.id'),
        )
        .$castTo<boolean>()
        .as('has_enrolments'),
    )
    .where(isKnown(known))
    .orderBy('run.id')
    .execute()
}

/** What each is called, and where and when it meets first, as the planner has it now. */
export async function listFirstMeetings(db: Db, runIds: readonly string[]) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .distinctOn('session.run_id')
    .select(['session.run_id', 'session.starts_at', 'venue.name as venue', 'course.title'])
    .where('session.run_id', '=', uuids(runIds))
    .where('session.status', '=', 'planned')
    .orderBy('session.run_id')
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute()
}

export async function listSessionRows(db: Db, runIds: readonly string[]) {
  return db
    .selectFrom('session')
    .selectAll()
    .where('run_id', '=', uuids(runIds))
    .orderBy('starts_at')
    .execute()
}

export async function listRunTrainers(db: Db, runIds: readonly string[]) {
  return db
    .selectFrom('run_trainer')
    .select(['run_id', 'person_id', 'expertise'])
    .where('run_id', '=', uuids(runIds))
    .where('left_at', 'is', null)
    .execute()
}

export async function listCourses(db: Db) {
  return db
    .selectFrom('course')
    .select(['id', 'slug', 'title', 'summary', 'what_to_expect', 'who_it_is_for', 'status'])
    .execute()
}

export async function listCourseCategories(db: Db) {
  return db.selectFrom('course_category').selectAll().execute()
}

export async function listCategories(db: Db) {
  return db.selectFrom('category').select(['id', 'slug', 'name', 'position']).execute()
}

export async function listTerms(db: Db) {
  return db.selectFrom('term').selectAll().execute()
}

export async function listVenues(db: Db) {
  return db.selectFrom('venue').selectAll().execute()
}

export async function listRooms(db: Db) {
  return db.selectFrom('room').select(['id', 'venue_id', 'name', 'capacity', 'retired_at']).execute()
}

/** Closures that touch these days, ISO dates, both included. */
export async function listClosures(db: Db, from: string, until: string) {
  return db
    .selectFrom('closure')
    .select(['name', 'starts_on', 'ends_on'])
    .where('starts_on', '<=', until)
    .where('ends_on', '>=', from)
    .execute()
}

/** The runs that use these codes, in whatever term. */
export async function listRunsByCode(db: Db, codes: readonly string[]) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select(['run.id', 'run.code', 'run.term_id', 'course.title'])
    .where('run.code', '=', texts(codes))
    .execute()
}

/** People by email (small letters), with whether they may work as trainers. */
export async function listPeople(db: Db, emails: readonly string[]) {
  return db
    .selectFrom('person')
    .select((row) => [
      'person.id',
      sql<string>`lower(person.email)`.as('email'),
      row
        .exists(
          row
            .selectFrom('role_grant')
            .select('role_grant.role')
            .whereRef('role_grant.person_id', '=', 'person.id')
            .where('role_grant.role', '=', 'trainer'),
        )
        .$castTo<boolean>()
        .as('is_trainer'),
    ])
    .where('person.email', '=', sql<string>`any(${emails}::citext[])`)
    .execute()
}

export interface Window {
  from: Date
  until: Date
}

/** Planned sessions that hold a room within the window. */
export async function listRoomBookings(db: Db, { from, until }: Window) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select(['session.run_id', 'session.room_id', 'session.starts_at', 'session.ends_at', 'course.title'])
    .where('session.status', '=', 'planned')
    .where('session.room_id', 'is not', null)
    .where('session.starts_at', '<', until)
    .where('session.ends_at', '>', from)
    .execute()
}

/** Planned sessions with one of these joining links, within the window and an hour around it. */
export async function listLinkBookings(db: Db, links: string[], { from, until }: Window) {
  if (links.length === 0) return []
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select(['session.run_id', 'session.join_link', 'session.starts_at', 'session.ends_at', 'course.title'])
    .where('session.status', '=', 'planned')
    .where('run.status', 'in', ['draft', 'published'])
    .where('session.join_link', '=', texts(links))
    .where('session.starts_at', '<', addMinutes(until, 60))
    .where('session.ends_at', '>', addMinutes(from, -60))
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .$narrowType<{ join_link: string }>()
    .execute()
}

/** Planned sessions of all trainers within the window. */
export async function listTrainerBookings(db: Db, { from, until }: Window) {
  return db
    .selectFrom('session_trainer')
    .innerJoin('run', 'run.id', 'session_trainer.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select([
      'session_trainer.run_id',
      'session_trainer.person_id',
      'session_trainer.starts_at',
      'session_trainer.ends_at',
      'course.title',
    ])
    .where('session_trainer.status', '=', 'planned')
    .where('session_trainer.starts_at', '<', until)
    .where('session_trainer.ends_at', '>', from)
    .execute()
}
