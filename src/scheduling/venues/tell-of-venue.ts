import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { tellCalendars } from '../tell-calendars.ts'
import { lockRun } from '../queries.ts'
import { listRunsAt, touchSessionsAt } from './queries.ts'
import { isNews } from './rules.ts'

/**
 * A venue was changed: each run that still meets there has its calendars say so, and where people must find another
 * place, its sessions count as changed. Run by run, so that nobody waits for a college's worth of locks.
 */
export async function tellOfVenue(
  db: Db,
  { venueId, fields }: { venueId: string; fields: string[] },
  now: Date,
): Promise<void> {
  const news = isNews(fields.map((field) => ({ field })))
  for (const runId of await listRunsAt(db, venueId, now))
    await inTransaction(db, async (tx) => {
      if ((await lockRun(tx, runId)) === undefined) return
      if (news) await touchSessionsAt(tx, runId, venueId, now)
      await tellCalendars(tx, runId)
    })
}
