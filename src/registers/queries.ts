import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

/** Whether they are of its team, or stand in on a date of it that is not over. */
const gives = (now: Date) => sql<boolean>`(run_trainer.left_at is null or exists (
  select from session_trainer own where own.run_id = run_trainer.run_id and own.person_id = run_trainer.person_id
    and own.status = 'planned' and own.ends_at > ${now}))`

/** The runs a trainer gives that are not over, soonest first, with the dates of each that are theirs. */
export async function listTaughtRuns(db: Db, trainerId: string, now: Date) {
  const next = sql<Date | null>`(select min(starts_at) from session
    where run_id = run.id and status = 'planned' and ends_at > ${now})`
  return db
    .selectFrom('run_trainer')
    .innerJoin('run', 'run.id', 'run_trainer.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run_trainer.person_id', '=', trainerId)
    .where(gives(now))
    .where('run.status', '=', 'published')
    .where(next, 'is not', null)
    .orderBy(next)
    .select([
      'run.id',
      'run.capacity',
      'run_trainer.expertise',
      'course.title',
      sql<boolean>`run_trainer.left_at is not null`.as('stands_in'),
      sql<string[]>`array(select session_id::text from session_trainer
        where run_id = run.id and person_id = ${trainerId})`.as('own_dates'),
      sql<number>`(select count(*)::int from enrolment where run_id = run.id and status = 'confirmed')`.as(
        'coming',
      ),
      sql<number>`(select count(*)::int from enrolment where run_id = run.id and status = 'waiting')`.as(
        'waiting',
      ),
    ])
    .execute()
}

/** True when this person gives this run, or a date of it still to come: the only runs a trainer may see. */
export async function teaches(db: Db, trainerId: string, runId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('run_trainer')
    .select('run_id')
    .where('person_id', '=', trainerId)
    .where('run_id', '=', runId)
    .where(gives(now))
    .executeTakeFirst()
  return row !== undefined
}

/** How far the register of each session of a run is marked. */
export async function listMarked(db: Db, runId: string) {
  return db
    .selectFrom('attendance')
    .where('run_id', '=', runId)
    .groupBy('session_id')
    .select((row) => [
      'session_id',
      row.fn.countAll<number>().as('people'),
      row.fn.count<number>('mark').as('marked'),
    ])
    .execute()
}

/** Who is coming and what helps them, and nothing else about anyone. */
export async function listClass(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', '=', 'confirmed')
    .orderBy('person.name')
    .orderBy('enrolment.queue_number')
    .select(['enrolment.id as enrolment_id', 'person.id as person_id', 'person.name', 'person.what_helps'])
    .execute()
}
