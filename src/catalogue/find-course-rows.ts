import type { Db, RunStatus } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import type { CourseRows } from './course-page.ts'
import { listedRun } from './listing.ts'
import { type CourseDetails, listRuns, listTrainers, listVenues, type RunRow } from './queries.ts'
import { listStandIns } from './stand-in-queries.ts'

/** What the page of a course is made of: its coming runs, who teaches them, and where they meet. */
export async function findCourseRows(db: Db, course: CourseDetails, moment: Moment): Promise<CourseRows> {
  return rowsOf(db, course, await runsOf(db, course, ['published', 'cancelled'], moment), moment)
}

/** The same as it will be once every draft is published. */
export async function findCourseRowsToPreview(
  db: Db,
  course: CourseDetails,
  moment: Moment,
): Promise<CourseRows> {
  const runs = await runsOf(db, course, ['draft', 'published', 'cancelled'], moment)
  const published = runs.map((run) => ({
    ...run,
    status: run.status === 'draft' ? ('published' as const) : run.status,
  }))
  return rowsOf(db, course, published, moment)
}

function runsOf(db: Db, { id }: CourseDetails, statuses: RunStatus[], { now }: Moment): Promise<RunRow[]> {
  return listRuns(db, now, { courseId: id, statuses })
}

async function rowsOf(db: Db, course: CourseDetails, rows: RunRow[], moment: Moment): Promise<CourseRows> {
  const runs = rows.map((row) => listedRun(row, moment))
  const slugs = runs.flatMap(({ coming }) => coming.map(({ venue }) => venue.slug))
  const ids = runs.map(({ id }) => id)
  const [trainers, standIns, venues] = await Promise.all([
    listTrainers(db, ids),
    listStandIns(db, ids),
    listVenues(db, slugs),
  ])
  const withStandIns = runs.map((run) => ({
    ...run,
    sessions: run.sessions.map((one) => ({ ...one, standIns: standIns.get(one.id) ?? [] })),
  }))
  return { course, runs: withStandIns, trainers, venues }
}
