// Whom the office must reach: a place to answer, or news for somebody who does not read mails.
import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

const personColumns = [
  'person.id as person_id',
  'person.name',
  'person.phone',
  'person.email',
  'person.preferred_contact',
  'person.postal_address',
] as const

/** Places offered that wait for an answer by telephone. */
export async function listOfferCalls(db: Db, now: Date) {
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
    .select(personColumns)
    .select([
      'offer.id',
      'offer.offered_at',
      'offer.expires_at',
      'run.id as run_id',
      'course.title',
      sql<Date | null>`(select min(starts_at) from session where run_id = run.id and status = 'planned')`.as(
        'first_starts_at',
      ),
    ])
    .execute()
}

/** News nobody has passed on yet, in the order in which it came, and when something of its run is next. */
export async function listNewsCalls(db: Db, now: Date) {
  return db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .leftJoin('run', 'run.id', 'call.run_id')
    .leftJoin('course', 'course.id', 'run.course_id')
    .where('call.done_at', 'is', null)
    .where('call.overtaken_at', 'is', null)
    .orderBy('call.number')
    .select(personColumns)
    .select([
      'call.id',
      'call.created_at',
      'call.template',
      'call.view',
      'run.id as run_id',
      'course.title',
      sql<Date | null>`(select min(starts_at) from session where run_id = run.id and ends_at > ${now})`.as(
        'next_starts_at',
      ),
    ])
    .execute()
}

/** One piece of news, passed on or not. */
export async function findCall(db: Db, id: string) {
  return db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .where('call.id', '=', id)
    .select(['call.id', 'call.person_id', 'call.run_id', 'call.template', 'person.name'])
    .executeTakeFirst()
}
