// Whom the office must reach: a place to answer, or news for somebody who does not read mails.
import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import type { PersonToReach } from './call-list-order.ts'

const personColumns = [
  'person.id as person_id',
  'person.name',
  'person.phone',
  'person.email',
  'person.preferred_contact',
  'person.postal_address',
] as const

/** Everybody there is to reach, in no order: by what they are offered, and by what they are to hear. */
export async function listPeopleToReach(db: Db, now: Date): Promise<PersonToReach[]> {
  const { rows } = await sql<PersonToReach>`
    with news as (
      select person_id, run_id, number from call where done_at is null and overtaken_at is null
    ), next_of_run as (
      select run_id, min(starts_at) as starts_at from session
      where ends_at > ${now} and run_id in (select run_id from news) group by run_id
    ), thing as (
      select person_id, starts_at as soonest, number from news left join next_of_run using (run_id)
      union all
      select enrolment.person_id, offer.expires_at, null from offer join enrolment on enrolment.id = offer.enrolment_id
      where offer.status = 'open' and offer.channel = 'call-list' and offer.expires_at > ${now}
    )
    select person_id as "personId", min(soonest) as soonest, min(number) as "firstNumber"
    from thing group by person_id`.execute(db)
  return rows
}

/** Places offered to these people that wait for an answer by telephone. */
export async function listOfferCalls(db: Db, now: Date, personIds: string[]) {
  if (personIds.length === 0) return []
  return db
    .selectFrom('offer')
    .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
    .where('enrolment.person_id', 'in', personIds)
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

/** News nobody has passed on to these people yet, in the order in which it came, and when something of its run is next. */
export async function listNewsCalls(db: Db, now: Date, personIds: string[]) {
  if (personIds.length === 0) return []
  return db
    .selectFrom('call')
    .where('call.person_id', 'in', personIds)
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
