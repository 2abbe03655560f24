import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { counted } from '../booking-rules/queries.ts'
import type { Learner } from './rules.ts'

export async function getLearner(db: Db, personId: string): Promise<Learner> {
  const completed = await db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', '=', 'completed')
    .orderBy(sql`(select max(ends_at) from session where run_id = run.id)`, 'desc')
    .select(['course.id', 'course.title', categories.as('categories')])
    .execute()
  if (completed.length === 0) return { completed, known: new Set(), done: new Set() }
  const noted = await db
    .selectFrom('prerequisite_met')
    .where('person_id', '=', personId)
    .select('course_id')
    .execute()
  const had = await db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', [...counted])
    .select('run.course_id')
    .execute()
  const done = new Set([...completed.map(({ id }) => id), ...noted.map((row) => row.course_id)])
  return { completed, done, known: new Set([...done, ...had.map((row) => row.course_id)]) }
}

const categories = sql<string[]>`array(select slug::text from course_category
  join category on category.id = course_category.category_id where course_category.course_id = course.id)`

/** What each course asks to be done first, by its id. */
export async function listNeeds(db: Db): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('course_prerequisite')
    .groupBy('course_id')
    .select(['course_id', sql<string[]>`array_agg(needs_course_id::text)`.as('needs')])
    .execute()
  return new Map(rows.map(({ course_id, needs }) => [course_id, needs]))
}
