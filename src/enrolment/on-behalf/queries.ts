import { sql } from 'kysely'
import { eligibleWaiting, takenAt } from '../../catalogue/places-queries.ts'
import type { Db, EnrolmentStatus, Tx } from '../../database/schema.ts'
import { rankInLine } from '../page-queries.ts'
import { liveStatuses } from '../states.ts'

/**
 * Runs still to come in whose title, code, place or next date each word stands, soonest first, with what this person has
 * on each. A title may be spelled a little otherwise.
 */
export async function listRunsToChoose(
  db: Db,
  { personId, words, most }: { personId: string; words: string[]; most: number },
  { now, timeZone }: { now: Date; timeZone: string },
) {
  const next = sql<Date>`(select min(starts_at) from session
    where run_id = run.id and status = 'planned' and ends_at > ${now})`
  const place = sql`(select string_agg(venue.name, ' ') from session join venue on venue.id = session.venue_id
    where session.run_id = run.id)`
  const date = sql`to_char(${next} at time zone ${timeZone}, 'FMDay FMDD FMMonth')`
  const text = sql`plain_text(concat_ws(' ', course.title, run.code, ${place}, ${date}))`
  const about = words.map(
    (word) => sql<boolean>`(${text} like plain_text(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})
      or word_similarity(plain_text(${word}), plain_text(course.title)) >= 0.6)`,
  )
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', '=', 'published')
    .where(next, 'is not', null)
    .where((one) => one.and(about))
    .orderBy(next)
    .orderBy('run.id')
    .select([
      'run.id',
      'run.capacity',
      takenAt(now).as('taken'),
      eligibleWaiting.as('waiting'),
      sql<EnrolmentStatus | null>`(select status from enrolment where run_id = run.id and person_id = ${personId}
        and status in (${sql.join(liveStatuses)}))`.as('live'),
      sql<number>`(count(*) over ())::int`.as('matching'),
    ])
    .limit(most)
    .execute()
}

/** The live enrolments on a run, by person. */
export async function listLiveOnRun(db: Db, runId: string, personIds: string[]) {
  return db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('status', 'in', [...liveStatuses])
    .select(['person_id', 'status'])
    .execute()
}

/** News of this person that nobody has told them yet. */
export async function listOpenCalls(db: Db, personId: string) {
  return db
    .selectFrom('call')
    .leftJoin('run', 'run.id', 'call.run_id')
    .leftJoin('course', 'course.id', 'run.course_id')
    .where('call.person_id', '=', personId)
    .where('call.done_at', 'is', null)
    .where('call.overtaken_at', 'is', null)
    .orderBy('call.number')
    .select(['call.subject', 'call.created_at', 'course.title'])
    .execute()
}

/** One enrolment as it stands, for what the office tells the person now. */
export async function findToTell(db: Db, enrolmentId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.id', '=', enrolmentId)
    .select([
      'enrolment.id',
      'enrolment.run_id',
      'enrolment.person_id',
      'enrolment.status',
      'enrolment.rules_waived_reason',
      'person.name',
      'person.email',
      'person.preferred_contact',
      rankInLine.as('rank'),
      sql<boolean>`exists (select from call where person_id = person.id and run_id = enrolment.run_id
        and done_at is null and overtaken_at is null)`.as('to_be_told'),
      sql<boolean>`exists (select from agreement_acceptance acceptance
        join agreement on agreement.id = acceptance.agreement_id
        where acceptance.person_id = person.id and agreement.kind = 'agreement')`.as('agreed'),
    ])
    .executeTakeFirst()
}

/** Whether news of this run waits to be told to this person. Read after the run is held. */
export async function hasOpenCall(tx: Tx, about: { personId: string; runId: string }): Promise<boolean> {
  const call = await tx
    .selectFrom('call')
    .select('id')
    .where('person_id', '=', about.personId)
    .where('run_id', '=', about.runId)
    .where('done_at', 'is', null)
    .where('overtaken_at', 'is', null)
    .executeTakeFirst()
  return call !== undefined
}
