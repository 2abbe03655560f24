import { sql } from 'kysely'
import { eligibleWaiting, takenAt } from '../../catalogue/places-queries.ts'
import type { Db, EnrolmentStatus, Tx } from '../../database/schema.ts'
import { nextStartsAt, saysEach } from '../../scheduling/runs/find/queries.ts'
import { rankInLine } from '../page-queries.ts'
import { liveStatuses } from '../states.ts'

/**
 * Runs still to come of which each word is said (scheduling/runs/find/queries.ts), soonest first, with what this person has
 * on each.
 */
export async function listRunsToChoose(
  db: Db,
  { personId, words, most }: { personId: string; words: string[]; most: number },
  { now, timeZone }: { now: Date; timeZone: string },
) {
  const next = nextStartsAt(now)
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', '=', 'published')
    .where(next, 'is not', null)
    .where(saysEach(words, next, timeZone))
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
