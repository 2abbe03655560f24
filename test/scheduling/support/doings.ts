// What staff do to sessions and runs, one transaction each.
import type { Doing } from '../../../src/database/audit-trail.ts'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { cancelRun } from '../../../src/scheduling/cancel-run.ts'
import { publishRun } from '../../../src/scheduling/publish-run.ts'
import { cancelSession, reinstateSession } from '../../../src/scheduling/sessions/cancel.ts'
import { today } from '../../support/college.ts'
import { addDateTo, changeDate, type Place, placeInForm, timesInForm } from '../../support/moving.ts'

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Two hours from then. */
export const from = (startsAt: Date) => ({ startsAt, endsAt: addMinutes(startsAt, 120) })

export function doingsIn(db: Db, doing: Doing = { now: today, actorId: null }) {
  const inside = <Result>(work: (tx: Tx) => Promise<Result>) => inTransaction(db, work)
  return {
    move: (sessionId: string, startsAt: Date) =>
      changeDate(db, sessionId, timesInForm(from(startsAt)), doing),
    moveTo: (sessionId: string, times: { startsAt: Date; endsAt: Date }) =>
      changeDate(db, sessionId, timesInForm(times), doing),
    place: (sessionId: string, place: Place) => changeDate(db, sessionId, placeInForm(place), doing),
    cancel: (sessionId: string) => inside((tx) => cancelSession(tx, sessionId, doing)),
    reinstate: (sessionId: string) => inside((tx) => reinstateSession(tx, sessionId, doing)),
    add: (runId: string, startsAt: Date, place: Place) =>
      addDateTo(db, runId, { ...timesInForm(from(startsAt)), ...placeInForm(place) }, doing),
    cancelRun: (runId: string, reason = 'Too few people') =>
      inside((tx) => cancelRun(tx, runId, reason, doing)),
    publish: (runId: string, override?: string) => inside((tx) => publishRun(tx, runId, override, doing)),
  }
}

export async function addRoom(db: Db, venueId: string, name = 'Garden room'): Promise<string> {
  const { id } = await db
    .insertInto('room')
    .values({ venue_id: venueId, name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Promised jobs with their key, and in how many seconds they begin. */
export async function jobsWithTimes(db: Db) {
  const { rows } = await sql<{ name: string; payload: unknown; key: string | null; seconds: number }>`
    select task.identifier as name, job.payload, job.key, extract(epoch from job.run_at - now())::int as seconds
    from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id order by job.id`.execute(db)
  return rows
}

export async function auditTrail(db: Db) {
  return db
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'subject_kind', 'subject_id', 'detail', 'at'])
    .orderBy('id')
    .execute()
}
