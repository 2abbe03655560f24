import { sql } from 'kysely'
import { eligibleWaiting, takenAt } from '../catalogue/places-queries.ts'
import type { Db, Tx } from '../database/schema.ts'
import type { Enrolment, Offer } from '../enrolment/queries.ts'

/** The next people in line who would take a place now: priority first, then the time of joining. */
export async function listNextInLine(
  tx: Tx,
  runId: string,
  most: number,
): Promise<(Enrolment & { email: string | null })[]> {
  return tx
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', '=', 'waiting')
    .where(sql<boolean>`coalesce(enrolment.passed_at_vacancy, -1) < run.vacancies_opened`)
    .orderBy(sql`enrolment.priority_reason is null`)
    .orderBy('enrolment.joined_at')
    .orderBy('enrolment.queue_number')
    .limit(most)
    .selectAll('enrolment')
    .select('person.email')
    .forUpdate('enrolment')
    .execute()
}

/** People whose offer's time has run out, in the order in which it did. */
export async function listExpired(tx: Tx, runId: string, now: Date): Promise<Enrolment[]> {
  return tx
    .selectFrom('enrolment')
    .innerJoin('offer', 'offer.enrolment_id', 'enrolment.id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', '=', 'offered')
    .where('offer.status', '=', 'open')
    .where('offer.expires_at', '<=', now)
    .orderBy('offer.expires_at')
    .orderBy('enrolment.queue_number')
    .selectAll('enrolment')
    .forUpdate('enrolment')
    .execute()
}

/** Holds the offer: after its run and its enrolment. */
export async function lockOffer(tx: Tx, id: string): Promise<Offer | undefined> {
  return tx.selectFrom('offer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Days the college is shut, between two dates. */
export async function listClosedDays(db: Db, from: string, until: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('closure')
    .where('ends_on', '>=', from)
    .where('starts_on', '<=', until)
    .select(
      sql<string[]>`array(select to_char(day, 'YYYY-MM-DD') from generate_series(
        greatest(starts_on, ${from}::date), least(ends_on, ${until}::date), interval '1 day') as day)`.as(
        'days',
      ),
    )
    .execute()
  return new Set(rows.flatMap(({ days }) => days))
}

/** Runs for which filling would do something: an offer has run out, or a place is free and somebody would take it. */
export async function listRunsToFill(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .where('run.status', '=', 'published')
    .where(({ or, and, eb, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('offer')
            .select('offer.id')
            .whereRef('offer.run_id', '=', 'run.id')
            .where('offer.status', '=', 'open')
            .where('offer.expires_at', '<=', now),
        ),
        and([
          eb('run.waiting_list_mode', '<>', 'staff'),
          eb(eligibleWaiting, '>', 0),
          eb(takenAt(now), '<', eb.ref('run.capacity')),
        ]),
      ]),
    )
    .select('run.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** An offer with what its page needs; whose it is must be checked by the caller. */
export async function findOfferPage(db: Db, offerId: string) {
  return db
    .selectFrom('offer')
    .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
    .innerJoin('run', 'run.id', 'offer.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('offer.id', '=', offerId)
    .select([
      'offer.id',
      'offer.status',
      'offer.expires_at',
      'enrolment.id as enrolment_id',
      'enrolment.person_id',
      'enrolment.status as enrolment_status',
      'run.id as run_id',
      'course.title',
      'course.slug',
    ])
    .executeTakeFirst()
}

/** Whom the office should telephone: places offered that wait for an answer by phone. */
export async function listCalls(db: Db, now: Date) {
  return db
    .selectFrom('offer')
    .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('run', 'run.id', 'offer.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('offer.status', '=', 'open')
    .where('offer.channel', '=', 'call-list')
    .where('offer.expires_at', '>', now)
    .orderBy('offer.expires_at')
    .orderBy('offer.offered_at')
    .select([
      'offer.id',
      'offer.offered_at',
      'offer.expires_at',
      'person.name',
      'person.phone',
      'person.email',
      'person.preferred_contact',
      'run.id as run_id',
      'course.title',
      sql<Date>`(select min(starts_at) from session where run_id = run.id and status = 'planned')`.as(
        'first_starts_at',
      ),
    ])
    .execute()
}
