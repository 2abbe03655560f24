import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { isTheirPlace } from '../../enrolment/line-queries.ts'
import { undecided } from '../../enrolment/register-queries.ts'

export type Graduate = Awaited<ReturnType<typeof listGraduates>>[number]

const lastDay = sql<Date>`(select max(ends_at) from session where run_id = run.id and status = 'planned')`

/** Of a term, or of no term and over since. */
export type Which = { termId: string } | { withoutTermSince: Date }

const isOf = (which: Which) =>
  'termId' in which
    ? sql<boolean>`run.term_id = ${which.termId}`
    : sql<boolean>`(run.term_id is null and ${lastDay} >= ${which.withoutTermSince})`

/** Who completed what, by the name they use. */
export async function listGraduates(db: Db, which: Which) {
  return (
    db
      .selectFrom('enrolment')
      .innerJoin('run', 'run.id', 'enrolment.run_id')
      .innerJoin('course', 'course.id', 'run.course_id')
      .innerJoin('person', 'person.id', 'enrolment.person_id')
      .where(isOf(which))
      .where('enrolment.status', '=', 'completed')
      .where(isTheirPlace('enrolment'))
      // An account that was closed is nobody to be read out.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(selectFrom('account_closing').select('person_id').whereRef('person_id', '=', 'person.id')),
        ),
      )
      .orderBy('person.name')
      .orderBy('person.id')
      .orderBy('course.title')
      .select(['person.id as person_id', 'person.name', 'course.title', lastDay.as('over_at')])
      .execute()
  )
}

/** The runs that are over, and how many of their people completed them, or are not settled. */
export async function listEndedRuns(db: Db, which: Which) {
  const count = (status: string) =>
    sql<number>`(select count(*)::int from enrolment where run_id = run.id and status = ${status}
      and ${isTheirPlace('enrolment')})`
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where(isOf(which))
    .where('run.status', '=', 'ended')
    .where('run.drop_in', '=', false)
    .orderBy('course.title')
    .orderBy(lastDay)
    .select([
      'run.id',
      'course.title',
      lastDay.as('over_at'),
      count('completed').as('completed'),
      count('not-completed').as('not_completed'),
      count('confirmed').as('open'),
    ])
    .execute()
}

/** The runs that are over and of which it cannot be told of somebody whether they completed it, newest first. */
export async function listUndecidedRuns(db: Db, waiting: { now: Date; waitDays: number }) {
  return undecided(db, waiting)
    .groupBy(['run.id', 'course.title'])
    .select(({ fn }) => ['run.id', 'course.title', lastDay.as('over_at'), fn.countAll<number>().as('people')])
    .orderBy('over_at', 'desc')
    .execute()
}
