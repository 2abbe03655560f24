import { sql } from 'kysely'
import type { Db, Expertise, LiveStatus, Mode, PriorityGroup, RunStatus } from '../database/schema.ts'
import { eligibleWaiting, takenAt } from './places-queries.ts'

interface Category {
  slug: string
  name: string
  /** Its rank among the categories of the prospectus. */
  position: number
}

export interface CourseRow {
  id: string
  slug: string
  title: string
  summary: string
  /** In the order of the prospectus. */
  categories: Category[]
}

export interface SessionRow {
  id: string
  startsAt: Date
  endsAt: Date
  endAssumed: boolean
  status: 'planned' | 'cancelled'
  note: string
  revision: number
  updatedAt: Date
  room: string | null
  venue: VenueRow
}

interface VenueRow {
  slug: string
  name: string
  online: boolean
  address: string
}

export interface RunRow {
  id: string
  courseId: string
  mode: Mode
  status: RunStatus
  code: string | null
  audience: string
  needsApproval: boolean
  opensAt: Date | null
  closesAt: Date | null
  dropIn: boolean
  priorityOpensAt: Date | null
  priorityFor: PriorityGroup[]
  audienceConfirmed: boolean
  firstSessionNeeded: boolean
  sessionsNeeded: number | null
  capacity: number
  taken: number
  waiting: number
  term: { slug: string; name: string; startsOn: string; mostCourses: number | null } | null
  /** Every session, cancelled ones too, in order of time. */
  sessions: SessionRow[]
}

export interface TrainerRow {
  name: string
  expertise: Expertise
}

/** Every published course, by title. */
export async function listCourses(db: Db): Promise<CourseRow[]> {
  return db
    .selectFrom('course')
    .where('course.status', '=', 'published')
    .orderBy(sql`lower(course.title)`)
    .select([
      'course.id',
      'course.slug',
      'course.title',
      'course.summary',
      categoriesOfCourse.as('categories'),
    ])
    .execute()
}

/** A published course, by its address. */
export async function findCourse(db: Db, slug: string) {
  return courseDetails(db)
    .where('course.status', '=', 'published')
    .where('course.slug', '=', slug)
    .executeTakeFirst()
}

/** Any course as its page would say it, published or not. */
export async function findCourseToPreview(db: Db, id: string) {
  return courseDetails(db).where('course.id', '=', id).executeTakeFirst()
}

function courseDetails(db: Db) {
  return db
    .selectFrom('course')
    .select(['course.id', 'course.slug', 'course.title', 'course.summary'])
    .select(['course.what_to_expect as whatToExpect', 'course.who_it_is_for as whoItIsFor'])
    .select([categoriesOfCourse.as('categories'), neededFirst.as('needs')])
}
export type CourseDetails = NonNullable<Awaited<ReturnType<typeof findCourse>>>

/**
 * Runs of one course, else of every published one, that are not over (or were not yet at `since`), by their first
 * session. Published ones, unless the page must also say what was cancelled, or what is planned.
 */
export async function listRuns(
  db: Db,
  now: Date,
  wanted: { courseId?: string; statuses?: RunStatus[]; since?: Date } = {},
): Promise<RunRow[]> {
  let query = db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', 'in', wanted.statuses ?? ['published'])
    .where(notOver(wanted.since ?? now))
  query =
    wanted.courseId === undefined
      ? query.where('course.status', '=', 'published')
      : query.where('run.course_id', '=', wanted.courseId)
  const rows = await query
    .select(['run.id', 'run.course_id as courseId', 'run.mode', 'run.status', 'run.code', 'run.audience'])
    .select(['run.needs_approval as needsApproval', 'run.capacity'])
    .select(['run.enrolment_opens_at as opensAt', 'run.enrolment_closes_at as closesAt'])
    .select(['run.drop_in as dropIn', 'run.audience_confirmed as audienceConfirmed'])
    .select(['run.priority_opens_at as priorityOpensAt', 'run.priority_for as priorityFor'])
    .select(['run.first_session_needed as firstSessionNeeded', 'run.sessions_needed as sessionsNeeded'])
    .select([takenAt(now).as('taken'), eligibleWaiting.as('waiting')])
    .select([termOfRun.as('term'), sessionsOfRun.as('sessions')])
    .execute()
  return rows.map((row) => ({ ...row, sessions: row.sessions.map(withDates) })).sort(byFirstSession)
}

/** Who teaches each of these runs, by the run. */
export async function listTrainers(db: Db, runIds: string[]): Promise<Map<string, TrainerRow[]>> {
  if (runIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('run_trainer')
    .innerJoin('person', 'person.id', 'run_trainer.person_id')
    .where('run_trainer.run_id', 'in', runIds)
    .where('run_trainer.left_at', 'is', null)
    .orderBy('person.name')
    .select(['run_trainer.run_id', 'run_trainer.expertise', 'person.name'])
    .execute()
  const trainers = new Map(runIds.map((id) => [id, [] as TrainerRow[]]))
  for (const { run_id, ...trainer } of rows) trainers.get(run_id)?.push(trainer)
  return trainers
}

/** What is said of places in a building, and of getting to and about it. */
export async function listVenues(db: Db, slugs: string[]) {
  if (slugs.length === 0) return []
  return db
    .selectFrom('venue')
    .where('slug', 'in', slugs)
    .where('online', '=', false)
    .orderBy('name')
    .select(['name', 'address', 'how_to_get_there as howToGetThere', 'access'])
    .execute()
}
export type VenueDetails = Awaited<ReturnType<typeof listVenues>>[number]

/** The live enrolments of one person on the runs of one course. */
export async function listOwnStatuses(
  db: Db,
  personId: string,
  courseId: string,
): Promise<Map<string, LiveStatus>> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .where('run.course_id', '=', courseId)
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', ['requested', 'waiting', 'offered', 'confirmed'])
    .select(['enrolment.run_id', 'enrolment.status'])
    .execute()
  return new Map(rows.map((row) => [row.run_id, row.status as LiveStatus]))
}

/** When each published course last changed, for the sitemap. */
export async function listCourseChanges(db: Db) {
  return db
    .selectFrom('course')
    .where('status', '=', 'published')
    .orderBy('slug')
    .select(['slug', 'updated_at as updatedAt'])
    .execute()
}

const categoriesOfCourse = sql<Category[]>`(
  select coalesce(json_agg(json_build_object('slug', category.slug, 'name', category.name,
      'position', category.position) order by category.position, category.name), '[]')
  from course_category join category on category.id = course_category.category_id
  where course_category.course_id = course.id)`

/** What is to be done first. What is not in the prospectus cannot be done, so it is not asked for. */
export const neededFirst = sql<{ title: string; slug: string }[]>`(
  select coalesce(json_agg(json_build_object('title', needed.title, 'slug', needed.slug) order by needed.title), '[]')
  from course_prerequisite join course needed on needed.id = course_prerequisite.needs_course_id
  where course_prerequisite.course_id = course.id and needed.status = 'published')`

const termOfRun = sql<RunRow['term']>`(
  select json_build_object('slug', term.slug, 'name', term.name, 'startsOn', term.starts_on,
    'mostCourses', term.most_courses)
  from term where term.id = run.term_id)`

// The link of an online session is not among these: nobody sees it who has no place.
const sessionsOfRun = sql<StoredSession[]>`(
  select coalesce(json_agg(json_build_object(
      'id', session.id, 'startsAt', session.starts_at, 'endsAt', session.ends_at, 'endAssumed', session.end_assumed,
      'status', session.status, 'note', session.note, 'revision', session.revision, 'updatedAt', session.updated_at,
      'room', room.name, 'venue', json_build_object(
        'slug', venue.slug, 'name', venue.name, 'online', venue.online, 'address', venue.address))
    order by session.starts_at, session.id), '[]')
  from session join venue on venue.id = session.venue_id left join room on room.id = session.room_id
  where session.run_id = run.id)`

// The sessions of a cancelled run may be cancelled with it: it is over when the last of them would have been.
const notOver = (moment: Date) => sql<boolean>`exists (
  select from session where session.run_id = run.id and session.ends_at > ${moment}
    and (session.status = 'planned' or run.status = 'cancelled'))`

/** A session as PostgreSQL writes it in JSON, where an instant is text. */
type StoredSession = Omit<SessionRow, 'startsAt' | 'endsAt' | 'updatedAt'> & {
  startsAt: string
  endsAt: string
  updatedAt: string
}

function withDates(session: StoredSession): SessionRow {
  return {
    ...session,
    startsAt: new Date(session.startsAt),
    endsAt: new Date(session.endsAt),
    updatedAt: new Date(session.updatedAt),
  }
}

function byFirstSession(one: RunRow, other: RunRow): number {
  const [first, second] = [one.sessions[0], other.sessions[0]]
  return (
    (first?.startsAt.getTime() ?? 0) - (second?.startsAt.getTime() ?? 0) || one.id.localeCompare(other.id)
  )
}
