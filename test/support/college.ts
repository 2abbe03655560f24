// A small college, built row by row: each function adds one thing with sensible defaults and returns its identifiers.
import { sql } from 'kysely'
import type {
  Db,
  Expertise,
  LiveStatus,
  Mode,
  Role,
  RunStatus,
  Tx,
  WaitingListMode,
} from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { slugOf } from '../../src/lib/slug.ts'
import type { RunRules } from './run-rules.ts'

/** When a test's college lives, unless the test says otherwise. */
export const today = new Date('2026-09-01T09:00:00Z')

let made = 0
const next = () => ++made
const day = 24 * 60

export async function addPerson(
  db: Db,
  person: { name?: string; email?: string | null; roles?: Role[]; now?: Date } = {},
): Promise<string> {
  const number = next()
  const now = person.now ?? today
  const email = person.email === undefined ? `person-${number}@example.org` : person.email
  const { id } = await db
    .insertInto('person')
    .values({
      name: person.name ?? `Person ${number}`,
      email,
      preferred_contact: email === null ? 'post' : 'email',
      postal_address: email === null ? '1 Mill Lane\nBelfast' : '',
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const roles = person.roles ?? ['student']
  if (roles.length > 0) {
    const rows = roles.map((role) => ({ person_id: id, role, granted_at: now }))
    await db.insertInto('role_grant').values(rows).execute()
  }
  return id
}

export interface NewCourse {
  title?: string
  slug?: string
  summary?: string
  whatToExpect?: string
  whoItIsFor?: string
  status?: 'draft' | 'published' | 'retired'
  /** Names; a category that is not there yet is made. */
  categories?: string[]
}

export async function addCourse(db: Db, course: NewCourse = {}): Promise<{ id: string; slug: string }> {
  const title = course.title ?? `Course ${next()}`
  const added = await db
    .insertInto('course')
    .values({
      title,
      slug: course.slug ?? slugOf(title),
      summary: course.summary ?? '',
      what_to_expect: course.whatToExpect ?? '',
      who_it_is_for: course.whoItIsFor ?? '',
      status: course.status ?? 'published',
      created_at: today,
      updated_at: today,
    })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow()
  for (const name of course.categories ?? []) {
    const category_id = await addCategory(db, name)
    await db.insertInto('course_category').values({ course_id: added.id, category_id }).execute()
  }
  return added
}

export async function addCategory(db: Db, name: string): Promise<string> {
  const { id } = await db
    .insertInto('category')
    .values({ name, slug: slugOf(name) })
    .onConflict((conflict) => conflict.expression(sql`folded_name(name)`).doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addTerm(
  db: Db,
  term: { name?: string; startsOn?: string; endsOn?: string; mostCourses?: number } = {},
): Promise<string> {
  const name = term.name ?? `Term ${next()}`
  const { id } = await db
    .insertInto('term')
    .values({
      name,
      slug: slugOf(name),
      starts_on: term.startsOn ?? '2026-09-01',
      ends_on: term.endsOn ?? '2026-12-18',
      most_courses: term.mostCourses ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addVenue(
  db: Db,
  venue: { name?: string; online?: boolean; address?: string; howToGetThere?: string; access?: string } = {},
): Promise<string> {
  const name = venue.name ?? `Venue ${next()}`
  const { id } = await db
    .insertInto('venue')
    .values({
      name,
      slug: slugOf(name),
      online: venue.online ?? false,
      address: venue.address ?? '',
      how_to_get_there: venue.howToGetThere ?? '',
      access: venue.access ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface NewRun {
  /** The course's id; a new course is made when left out. */
  course?: string
  term?: string
  /** The venue's id, for every session; a new one is made when left out. */
  venue?: string
  capacity?: number
  placesHeld?: number
  waitingListMode?: WaitingListMode
  needsApproval?: boolean
  audience?: string
  code?: string
  /** Two hours each when no end is given. One, ten days after `now`, when left out. */
  sessions?: NewSession[]
  mode?: Mode
  /** 'none' records a reason, as the database asks of a published run. */
  trainers?: 'both' | 'none'
  status?: RunStatus
  opensAt?: Date
  closesAt?: Date
  rules?: RunRules
  now?: Date
}

export interface NewSession {
  startsAt: Date
  endsAt?: Date
  endAssumed?: boolean
  status?: 'planned' | 'cancelled'
  joinLink?: string
  note?: string
}

export interface AddedRun {
  runId: string
  courseId: string
  sessionIds: string[]
  peerId: string
  professionalId: string
}

/** Adds a run with its sessions and its two trainers. Without trainers their identifiers are empty. */
export async function addRun(db: Db, run: NewRun = {}): Promise<AddedRun> {
  const now = run.now ?? today
  const courseId = run.course ?? (await addCourse(db)).id
  const venue = run.venue ?? (await addVenue(db, { online: run.mode === 'online' }))
  const sessions = run.sessions ?? [{ startsAt: addMinutes(now, 10 * day) }]
  const both = run.trainers !== 'none'
  const peerId = both ? await addPerson(db, { roles: ['trainer'], now }) : ''
  const professionalId = both ? await addPerson(db, { roles: ['trainer'], now }) : ''
  return inTransaction(db, async (tx) => {
    const runId = await insertRun(tx, courseId, run, now)
    const sessionIds = await insertSessions(tx, runId, venue, sessions, now)
    if (both) {
      await insertTrainer(tx, runId, peerId, 'lived')
      await insertTrainer(tx, runId, professionalId, 'professional')
    }
    return { runId, courseId, sessionIds, peerId, professionalId }
  })
}

async function insertRun(tx: Tx, courseId: string, run: NewRun, now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('run')
    .values({
      course_id: courseId,
      term_id: run.term ?? null,
      code: run.code ?? null,
      mode: run.mode ?? 'in-person',
      status: run.status ?? 'published',
      capacity: run.capacity ?? 12,
      audience: run.audience ?? '',
      ...bookingRules(run),
      co_delivery_override: run.trainers === 'none' ? 'The trainers are not named yet' : null,
      ...run.rules,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function bookingRules(run: NewRun) {
  return {
    places_held: run.placesHeld ?? 0,
    waiting_list_mode: run.waitingListMode ?? 'offer',
    needs_approval: run.needsApproval ?? false,
    enrolment_opens_at: run.opensAt ?? null,
    enrolment_closes_at: run.closesAt ?? null,
  }
}

async function insertSessions(
  tx: Tx,
  runId: string,
  venue: string,
  sessions: NewSession[],
  now: Date,
): Promise<string[]> {
  if (sessions.length === 0) return []
  const rows = sessions.map((session) => ({
    run_id: runId,
    venue_id: venue,
    starts_at: session.startsAt,
    ends_at: session.endsAt ?? addMinutes(session.startsAt, 120),
    end_assumed: session.endAssumed ?? false,
    status: session.status ?? 'planned',
    join_link: session.joinLink ?? null,
    note: session.note ?? '',
    updated_at: now,
  }))
  const added = await tx.insertInto('session').values(rows).returning('id').execute()
  return added.map((session) => session.id)
}

/** The trainer teaches every session of the run. */
async function insertTrainer(tx: Tx, runId: string, personId: string, expertise: Expertise): Promise<void> {
  await tx.insertInto('run_trainer').values({ run_id: runId, person_id: personId, expertise }).execute()
  await tx
    .insertInto('session_trainer')
    .columns(['session_id', 'run_id', 'person_id', 'starts_at', 'ends_at', 'status'])
    .expression((query) =>
      query
        .selectFrom('session')
        .where('run_id', '=', runId)
        .select((row) => [
          'id',
          'run_id',
          row.val(personId).$castTo<string>().as('person_id'),
          'starts_at',
          'ends_at',
          'status',
        ]),
    )
    .execute()
}

/** A live enrolment as a row, without the rules: an offered one has an open offer that runs for three days. */
export async function addEnrolment(
  db: Db,
  runId: string,
  enrolment: { person?: string; status?: LiveStatus; joinedAt?: Date; offerExpiresAt?: Date } = {},
): Promise<string> {
  const status = enrolment.status ?? 'confirmed'
  const joined = enrolment.joinedAt ?? today
  const { id } = await db
    .insertInto('enrolment')
    .values({
      run_id: runId,
      person_id: enrolment.person ?? (await addPerson(db)),
      status,
      joined_at: joined,
      confirmed_at: status === 'confirmed' ? joined : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (status === 'offered') {
    const expires_at = enrolment.offerExpiresAt ?? addMinutes(joined, 3 * day)
    await db
      .insertInto('offer')
      .values({ enrolment_id: id, run_id: runId, channel: 'email', offered_at: joined, expires_at })
      .execute()
  }
  return id
}
