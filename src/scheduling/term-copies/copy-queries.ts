// What is known of copies that were made.
import { sql } from 'kysely'
import type { Db, GapReason, Tx } from '../../database/schema.ts'

function copies(db: Db) {
  return db
    .selectFrom('term_copy')
    .innerJoin('term as into_term', 'into_term.id', 'term_copy.into_term_id')
    .leftJoin('term as from_term', 'from_term.id', 'term_copy.from_term_id')
    .selectAll('term_copy')
    .select(['into_term.name as into_name', 'from_term.name as from_name'])
    .select([
      sql<number>`(select count(run_id) from term_copy_run where copy_id = term_copy.id)`.as('runs'),
      sql<number>`(select count(*) from term_copy_gap join term_copy_run on term_copy_run.id = copy_run_id
        where copy_id = term_copy.id and seen_to_at is null)`.as('open_gaps'),
    ])
}

export type TermCopy = NonNullable<Awaited<ReturnType<typeof findCopy>>>

export async function findCopy(db: Db, id: string) {
  return copies(db).where('term_copy.id', '=', id).executeTakeFirst()
}

export async function lockCopy(tx: Tx, id: string): Promise<TermCopy | undefined> {
  return copies(tx).where('term_copy.id', '=', id).forUpdate('term_copy').executeTakeFirst()
}

/** Into this term and from it, the latest first. */
export async function listCopiesOf(db: Db, termId: string): Promise<TermCopy[]> {
  return copies(db)
    .where((where) =>
      where.or([where('term_copy.into_term_id', '=', termId), where('term_copy.from_term_id', '=', termId)]),
    )
    .orderBy('term_copy.copied_at', 'desc')
    .execute()
}

export interface GapRow {
  id: string
  reason: GapReason
  wanted_on: string | null
  name: string
  person: string | null
  title: string
  run_id: string | null
  from_run_id: string
  session_id: string | null
  seen_to_at: Date | null
}

/** What could not be placed, by course. */
export async function listGaps(db: Db, copyId: string): Promise<GapRow[]> {
  return db
    .selectFrom('term_copy_gap')
    .innerJoin('term_copy_run', 'term_copy_run.id', 'term_copy_gap.copy_run_id')
    .innerJoin('run', 'run.id', 'term_copy_run.from_run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('person', 'person.id', 'term_copy_gap.person_id')
    .where('term_copy_run.copy_id', '=', copyId)
    .select(['term_copy_gap.id', 'term_copy_gap.reason', 'term_copy_gap.wanted_on', 'term_copy_gap.name'])
    .select(['term_copy_gap.session_id', 'term_copy_gap.seen_to_at', 'person.name as person', 'course.title'])
    .select(['term_copy_run.run_id', 'term_copy_run.from_run_id'])
    .orderBy('course.title')
    .orderBy('term_copy_run.id')
    .orderBy('term_copy_gap.wanted_on')
    .orderBy('term_copy_gap.id')
    .execute()
}

export interface DraftOfCopy {
  id: string
  title: string
  code: string | null
  draft: boolean
  /** A draft still, that nobody has changed or put anybody on since. */
  untouched: boolean
}

/** The runs a copy made. Whatever is done to a run, or to a date of it, stands in the audit trail. */
export async function listDraftsOfCopy(db: Db, copyId: string): Promise<DraftOfCopy[]> {
  const { rows } = await sql<DraftOfCopy>`
    select run.id, course.title, run.code, run.status = 'draft' as draft,
      run.status = 'draft'
        and not exists (select from enrolment where run_id = run.id)
        and not exists (select from audit_event where subject_kind = 'run' and subject_id = run.id
          and detail ->> 'copy' is distinct from term_copy_run.copy_id::text)
        and not exists (select from session join audit_event on subject_kind = 'session'
          and subject_id = session.id where session.run_id = run.id) as untouched
    from term_copy_run
    join run on run.id = term_copy_run.run_id
    join course on course.id = run.course_id
    where term_copy_run.copy_id = ${copyId}
    order by course.title, run.id`.execute(db)
  return rows
}

/** Holds every run that a copy made, in one order for all who hold several. */
export async function lockDraftsOfCopy(tx: Tx, copyId: string): Promise<void> {
  await sql`select from run where id in (select run_id from term_copy_run where copy_id = ${copyId})
    order by id for update`.execute(tx)
}

export interface SharedLinkRow {
  title: string
  other: string
  /** The first date on which they share it, and of how many. */
  session_id: string
  starts_at: Date
  dates: number
}

/** Runs of a copy whose joining link another run has less than an hour before or after: each two of them once. */
export async function listSharedLinks(db: Db, copyId: string, now: Date): Promise<SharedLinkRow[]> {
  const { rows } = await sql<SharedLinkRow>`
    with copied as (select run_id from term_copy_run where copy_id = ${copyId})
    select course.title, other_course.title as other, min(own.starts_at) as starts_at,
      (array_agg(own.id order by own.starts_at))[1] as session_id, count(distinct own.id)::int as dates
    from copied
    join session own on own.run_id = copied.run_id and own.status = 'planned' and own.ends_at > ${now}
    join session other on other.join_link = own.join_link and other.run_id <> own.run_id and other.status = 'planned'
      and other.starts_at < own.ends_at + interval '1 hour' and other.ends_at > own.starts_at - interval '1 hour'
    join run on run.id = own.run_id join course on course.id = run.course_id
    join run other_run on other_run.id = other.run_id and other_run.status in ('draft', 'published')
    join course other_course on other_course.id = other_run.course_id
    where other.run_id > own.run_id or other.run_id not in (select run_id from copied where run_id is not null)
    group by own.run_id, course.title, other.run_id, other_course.title
    order by min(own.starts_at), course.title, other_course.title, own.run_id, other.run_id`.execute(db)
  return rows
}

/** How many dates of a copy lie on days that are not of the term it went into. */
export async function countOutsideOfCopy(db: Db, copyId: string, timeZone: string): Promise<number> {
  const { rows } = await sql<{ dates: number }>`
    select count(*)::int as dates
    from term_copy_run
    join term_copy on term_copy.id = term_copy_run.copy_id
    join term on term.id = term_copy.into_term_id
    join session on session.run_id = term_copy_run.run_id and session.status = 'planned'
    where term_copy_run.copy_id = ${copyId}
      and (session.starts_at at time zone ${timeZone})::date not between term.starts_on and term.ends_on`.execute(
    db,
  )
  return rows[0]?.dates ?? 0
}
