import type { Db, Tx } from '../database/schema.ts'

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
