import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** Runs with dates that can be changed, each with the next of them and where that is. */
function runs(db: Db, now: Date) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('session', 'session.run_id', 'run.id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .where('run.status', 'in', ['draft', 'published'])
    .where('session.status', '=', 'planned')
    .where('session.starts_at', '>', now)
    .groupBy(['run.id', 'course.title'])
    .select(['run.id', 'course.title'])
    .select(sql<Date>`min(session.starts_at)`.as('next_starts_at'))
    .select(sql<string>`(array_agg(venue.name order by session.starts_at, session.id))[1]`.as('venue'))
}

export type RunToChange = Awaited<ReturnType<typeof listRunsToChange>>[number]

/** By name, as somebody looks for one among hundreds; of one course the next first. */
export async function listRunsToChange(db: Db, now: Date) {
  return runs(db, now).orderBy('course.title').orderBy('next_starts_at').orderBy('run.id').execute()
}

export async function findRunToChange(db: Db, id: string, now: Date): Promise<RunToChange | undefined> {
  return runs(db, now).where('run.id', '=', id).executeTakeFirst()
}
