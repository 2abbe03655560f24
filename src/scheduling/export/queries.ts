import { type Selectable, sql } from 'kysely'
import type { Database, Db, Expertise, Mode, WaitingListMode } from '../../database/schema.ts'

export interface ExportedSession {
  id: string
  starts_at: Date
  ends_at: Date
  end_assumed: boolean
  join_link: string | null
  venue: string
  venue_online: boolean
  room: string | null
}

const bookingRules = [
  'run.drop_in',
  'run.enrolment_opens_at',
  'run.enrolment_closes_at',
  'run.priority_opens_at',
  'run.priority_for',
  'run.audience_confirmed',
  'run.first_session_needed',
  'run.sessions_needed',
] as const

type WithoutTable<Column extends string> = Column extends `run.${infer Name}` ? Name : never
type BookingRule = WithoutTable<(typeof bookingRules)[number]>

export interface ExportedRun extends Pick<Selectable<Database['run']>, BookingRule> {
  id: string
  title: string
  summary: string
  what_to_expect: string
  who_it_is_for: string
  categories: string[]
  term: string | null
  code: string | null
  mode: Mode
  capacity: number
  audience: string
  waiting_list_mode: WaitingListMode
  needs_approval: boolean
  import_extra: Record<string, string>
  trainers: { email: string; expertise: Expertise }[]
}

/** Which runs: of one term, of none, or all. */
export interface Which {
  termId?: string | null
}

function runs(db: Db, { termId }: Which) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('term', 'term.id', 'run.term_id')
    .where('run.status', '<>', 'cancelled')
    .$if(termId !== undefined, (query) => query.where('run.term_id', 'is not distinct from', termId ?? null))
}

/** In the order of a printed prospectus: by course, then by first date. */
export async function listExportedRuns(db: Db, which: Which): Promise<ExportedRun[]> {
  return runs(db, which)
    .select([
      'run.id',
      'course.title',
      'course.summary',
      'course.what_to_expect',
      'course.who_it_is_for',
      'term.name as term',
      'run.code',
      'run.mode',
      'run.capacity',
      'run.audience',
      'run.waiting_list_mode',
      'run.needs_approval',
      'run.import_extra',
      ...bookingRules,
      sql<string[]>`array(select category.name from course_category
        join category on category.id = course_category.category_id
        where course_category.course_id = course.id order by category.position, category.name)`.as(
        'categories',
      ),
      sql<ExportedRun['trainers']>`(select coalesce(json_agg(json_build_object('email', person.email,
          'expertise', run_trainer.expertise) order by person.email), '[]')
        from run_trainer join person on person.id = run_trainer.person_id
        where run_trainer.run_id = run.id and run_trainer.left_at is null and person.email is not null)`.as(
        'trainers',
      ),
    ])
    .orderBy(sql`lower(course.title)`)
    .orderBy(sql`(select min(starts_at) from session where run_id = run.id and status = 'planned')`)
    .orderBy('run.id')
    .execute()
}

/** What takes place, by run: dates that were called off are no part of a prospectus. */
export async function listExportedSessions(db: Db, which: Which): Promise<Map<string, ExportedSession[]>> {
  const rows = await runs(db, which)
    .innerJoin('session', 'session.run_id', 'run.id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('session.status', '=', 'planned')
    .select([
      'session.run_id',
      'session.id',
      'session.starts_at',
      'session.ends_at',
      'session.end_assumed',
      'session.join_link',
      'venue.name as venue',
      'venue.online as venue_online',
      'room.name as room',
    ])
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute()
  const byRun = new Map<string, ExportedSession[]>()
  for (const { run_id, ...session } of rows) byRun.set(run_id, [...(byRun.get(run_id) ?? []), session])
  return byRun
}

export async function listVenueTexts(db: Db) {
  return db.selectFrom('venue').select(['name', 'address', 'how_to_get_there', 'access']).execute()
}

/** Runs and dates that stay behind: called off. */
export async function countCalledOff(db: Db, { termId }: Which): Promise<{ runs: number; sessions: number }> {
  const ofTerm = termId === undefined ? sql`true` : sql`term_id is not distinct from ${termId}`
  const { rows } = await sql<{ runs: number; sessions: number }>`
    select (select count(*) from run where status = 'cancelled' and ${ofTerm}) as runs,
      (select count(*) from session join run on run.id = run_id
        where run.status <> 'cancelled' and session.status = 'cancelled' and ${ofTerm}) as sessions`.execute(
    db,
  )
  return rows[0] ?? { runs: 0, sessions: 0 }
}
