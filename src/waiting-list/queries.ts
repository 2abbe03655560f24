import { type Selectable, sql } from 'kysely'
import { eligibleWaiting, takenAt } from '../catalogue/places-queries.ts'
import type { Database, Db, Tx } from '../database/schema.ts'
import type { Enrolment, Offer } from '../enrolment/queries.ts'

export type InLine = Enrolment & Pick<Selectable<Database['person']>, 'email' | 'preferred_contact'>

/** The next people in line who would take a place now: priority first, then the time of joining. */
export async function listNextInLine(tx: Tx, runId: string, most: number): Promise<InLine[]> {
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
    .select(['person.email', 'person.preferred_contact'])
    .forUpdate('enrolment')
    .execute()
}

/** Everyone who waits, those too who said "not this time", or has been offered a place. */
export async function listHoping(tx: Tx, runId: string): Promise<Enrolment[]> {
  return tx
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', 'in', ['waiting', 'offered'])
    .orderBy('joined_at')
    .orderBy('queue_number')
    .selectAll()
    .forUpdate()
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

/** SQL for closingTime() of catalogue/open.ts, null when no session is left to come to. */
const closes = sql<Date | null>`(select least(coalesce(run.enrolment_closes_at, min(starts_at)), max(ends_at))
  from session where run_id = run.id and status = 'planned' having count(*) > 0)`

const someoneHopes = sql<boolean>`exists (select from enrolment
  where run_id = run.id and status in ('waiting', 'offered'))`

/**
 * Runs for which filling would do something: an offer has run out, a place is free and somebody would take it, or the
 * list has closed and somebody still waits or has an offer.
 */
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
          eb(closes, '>', now),
          eb(eligibleWaiting, '>', 0),
          eb(takenAt(now), '<', eb.ref('run.capacity')),
        ]),
        and([eb(closes, '<=', now), someoneHopes]),
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
