import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { tellCalendars } from './tell-calendars.ts'
import { listRunsOfCourse } from './course-queries.ts'
import { lockRun } from './queries.ts'

/** A course has another name: calendars of every run still to come say it. Run by run, as `tellOfVenue` does. */
export async function tellOfCourse(db: Db, courseId: string, now: Date): Promise<void> {
  for (const runId of await listRunsOfCourse(db, courseId, now))
    await inTransaction(db, async (tx) => {
      if ((await lockRun(tx, runId)) !== undefined) await tellCalendars(tx, runId)
    })
}
