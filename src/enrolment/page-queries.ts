// What the pages read; the machine reads its own through queries.ts, under the lock.
import { sql } from 'kysely'
import { addressUnproven } from '../accounts/queries.ts'
import { takenAt } from '../catalogue/places-queries.ts'
import type { Db, EnrolmentStatus } from '../database/schema.ts'
import { attendedOf } from './attended-queries.ts'
import { isTheirPlace } from './line-queries.ts'
import type { Enrolment } from './queries.ts'
import { liveStatuses } from './states.ts'

/** This person's live enrolment on the run, else the latest one that lapsed, for what the run's page says. */
export async function findOwn(db: Db, runId: string, personId: string): Promise<Enrolment | undefined> {
  return db
    .selectFrom('enrolment')
    .selectAll()
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('status', 'in', [...liveStatuses, 'lapsed'])
    .orderBy(sql`status = 'lapsed'`)
    .orderBy('queue_number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const isInvited = sql<boolean>`exists (select from calendar_invite
  where run_id = run.id and person_id = enrolment.person_id and status = 'active' and not teaching)
  and not exists (select from person where id = enrolment.person_id and ${addressUnproven})`

/** Everything this person has, waits for, was offered or had, newest last. */
export async function listOwn(db: Db, personId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('offer', (join) =>
      join.onRef('offer.enrolment_id', '=', 'enrolment.id').on('offer.status', '=', 'open'),
    )
    .crossJoinLateral(() => attendedOf('enrolment').as('attended'))
    .where(({ and, eb }) => and([eb('enrolment.person_id', '=', personId), isTheirPlace('enrolment')]))
    .orderBy('enrolment.joined_at')
    .orderBy('enrolment.queue_number')
    .select([
      'enrolment.id',
      'enrolment.run_id',
      'enrolment.status',
      'enrolment.status_reason',
      'enrolment.joined_at',
      'enrolment.confirmed_at',
      'enrolment.passed_at_vacancy',
      'run.vacancies_opened',
      'run.status as run_status',
      'run.enrolment_closes_at',
      'run.drop_in',
      'run.first_session_needed',
      'run.sessions_needed',
      'run.audience',
      'run.mode',
      'course.title',
      'course.slug',
      'offer.id as offer_id',
      'offer.expires_at as offer_expires_at',
      rankInLine.as('rank'),
      isInvited.as('invited'),
      'attended.came',
      'attended.counts',
      'attended.unmarked',
    ])
    .execute()
}

/** The classes still to come of which this person said that they cannot come. */
export async function listCannotCome(db: Db, personId: string, now: Date): Promise<Set<string>> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('session', 'session.id', 'attendance.session_id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', '=', 'confirmed')
    .where('attendance.mark', '=', 'told-us')
    .where('session.starts_at', '>', now)
    .select('session.id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** SQL for the place in line among those waiting, 1 for the next: priority first, then the time of joining. */
export const rankInLine = sql<number>`(1 + (
  select count(*) from enrolment ahead
  where ahead.run_id = enrolment.run_id and ahead.status = 'waiting' and ahead.id <> enrolment.id
    and (ahead.priority_reason is null, ahead.joined_at, ahead.queue_number)
      < (enrolment.priority_reason is null, enrolment.joined_at, enrolment.queue_number)))::int`

export async function findRunTitle(db: Db, runId: string): Promise<string> {
  const row = await db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', runId)
    .select('course.title')
    .executeTakeFirstOrThrow()
  return row.title
}

/** The latest this person has on the run, which is an offer that ran out. */
const leftItAtThat = sql<boolean>`enrolment.status = 'lapsed' and not exists (select from enrolment other
  where other.run_id = enrolment.run_id and other.person_id = enrolment.person_id and other.id <> enrolment.id
    and (other.status in (${sql.join(liveStatuses)}) or other.queue_number > enrolment.queue_number))`

/** How many people had a place on a run until it was over. */
export async function countHadPlace(db: Db, runId: string): Promise<number> {
  const { people } = await db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', 'in', ['confirmed', 'completed', 'not-completed'])
    .select(({ fn }) => fn.count<number>('person_id').distinct().as('people'))
    .executeTakeFirstOrThrow()
  return people
}

/**
 * Everyone with a live enrolment on a run, for the office, in the order of the queue; and those who did not answer an
 * offer in time and have nothing since.
 */
export async function listPeopleOfRun(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .leftJoin('offer', (join) =>
      join.onRef('offer.enrolment_id', '=', 'enrolment.id').on('offer.status', '=', 'open'),
    )
    .where('enrolment.run_id', '=', runId)
    .where(({ or, eb }) => or([eb('enrolment.status', 'in', [...liveStatuses]), leftItAtThat]))
    .orderBy(sql`enrolment.priority_reason is null`)
    .orderBy('enrolment.joined_at')
    .orderBy('enrolment.queue_number')
    .select([
      'enrolment.id',
      'enrolment.status',
      'enrolment.joined_at',
      'enrolment.ended_at',
      'enrolment.priority_reason',
      'enrolment.passed_at_vacancy',
      'person.name',
      'person.phone',
      'person.email',
      'person.preferred_contact',
      'offer.id as offer_id',
      'offer.channel',
      'offer.expires_at',
      rankInLine.as('rank'),
    ])
    .execute()
}

/** How many people stand on the call list: for a place to answer, for something to hear, or for both. */
export async function countCalls(db: Db, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom(
      db
        .selectFrom('offer')
        .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
        .where('offer.status', '=', 'open')
        .where('offer.channel', '=', 'call-list')
        .where('offer.expires_at', '>', now)
        .select('enrolment.person_id')
        .union(
          db
            .selectFrom('call')
            .where('done_at', 'is', null)
            .where('overtaken_at', 'is', null)
            .select('person_id'),
        )
        .as('to_reach'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

const live = sql<number>`(select count(*)::int from enrolment
  where run_id = run.id and status in (${sql.join(liveStatuses)}))`

/** Published, with people on it, no date left, and not simply over: somebody must call it off or plan new dates. */
function withoutDates(now: Date) {
  return sql<boolean>`(run.status = 'published' and ${live} > 0
    and (exists (select from session where run_id = run.id and ends_at > ${now})
      or not exists (select from session where run_id = run.id)))`
}

/**
 * Runs still to come, soonest first, with how full they are: what the office looks at first. Before them, without a next
 * date, those that have people and no date left.
 */
export async function listRunsForOffice(db: Db, now: Date) {
  const next = sql<Date | null>`(select min(starts_at) from session
    where run_id = run.id and status = 'planned' and ends_at > ${now})`
  const venue = sql<string | null>`(select venue.name from session join venue on venue.id = session.venue_id
    where run_id = run.id and status = 'planned' and ends_at > ${now} order by starts_at, session.id limit 1)`
  const counted = (status: EnrolmentStatus) =>
    sql<number>`(select count(*)::int from enrolment where run_id = run.id and status = ${status})`
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', 'in', ['published', 'draft'])
    .where(({ or, eb }) => or([eb(next, 'is not', null), withoutDates(now)]))
    .orderBy(next, (order) => order.asc().nullsFirst())
    .orderBy('run.id')
    .select([
      'run.id',
      'run.status',
      'run.capacity',
      'run.waiting_list_mode',
      'run.drop_in',
      'run.pair_broken_at',
      'course.title',
      next.as('next_starts_at'),
      venue.as('venue'),
      takenAt(now).as('taken'),
      counted('waiting').as('waiting'),
      counted('requested').as('requested'),
      counted('offered').as('offered'),
      live.as('live'),
    ])
    .execute()
}
