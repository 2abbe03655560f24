import { sql } from 'kysely'
import type { Db, Tx } from '../database/schema.ts'
import type { Run } from './queries.ts'

export async function publishCourse(tx: Tx, courseId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .updateTable('course')
    .set({ status: 'published', updated_at: now })
    .where('id', '=', courseId)
    .where('status', '=', 'draft')
    .returning('id')
    .execute()
  return rows.length > 0
}

/**
 * Holds the courses of these runs as they are, once the runs are held: whoever gives one up waits, and counts the dates that
 * come. In one order for all who hold several.
 */
export async function lockCoursesOf(tx: Tx, runIds: string[]): Promise<void> {
  await sql`select from course where id in (select course_id from run where id = any (${runIds}::uuid[]))
    order by id for share`.execute(tx)
}

/** The same of one run, with what its course is now: it was read before that was held. */
export async function withCourseHeld(tx: Tx, run: Run): Promise<Run> {
  await lockCoursesOf(tx, [run.id])
  const course = tx.selectFrom('course').where('id', '=', run.course_id).select('status as course_status')
  return { ...run, ...(await course.executeTakeFirstOrThrow()) }
}

/** Published runs of a course that have a session still to come. */
export async function listRunsOfCourse(db: Db, courseId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .where('run.course_id', '=', courseId)
    .where('run.status', '=', 'published')
    .where((run) =>
      run.exists(
        run
          .selectFrom('session')
          .select('session.id')
          .whereRef('session.run_id', '=', 'run.id')
          .where('session.ends_at', '>', now),
      ),
    )
    .orderBy('run.id')
    .select('run.id')
    .execute()
  return rows.map(({ id }) => id)
}
