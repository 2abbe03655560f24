import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { LiveStatus, Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { cancelRun } from '../scheduling/cancel-run.ts'
import { listSessions, lockRun, updateRun } from '../scheduling/queries.ts'
import { type Context, machine } from './context.ts'
import { listLive, lockEnrolment, lockPeople } from './queries.ts'
import type { Action } from './states.ts'
import { transition } from './transition.ts'

/** What becomes of each at the end of a run. Whoever had a place keeps it: the registers say whether they came. */
const atTheEnd: Partial<Record<LiveStatus, Action>> = {
  requested: 'end-waiting',
  waiting: 'end-waiting',
  offered: 'lapse',
}

/** Ends a run that is over: none of its dates, cancelled ones too, is still to come. Nobody goes on waiting for it. */
export async function endRun(tx: Tx, runId: string, context: Context): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run?.status !== 'published') return
  const now = context.clock()
  const sessions = await listSessions(tx, [runId])
  if (sessions.length === 0 || sessions.some(({ ends_at }) => ends_at > now)) return
  // What never took place did not end: it was called off, and those who had a place are told.
  if (sessions.every(({ status }) => status === 'cancelled')) {
    await cancelRun(tx, runId, 'All of its dates had to be cancelled.', { now, actorId: null })
    return
  }
  const live = await listLive(tx, runId)
  await lockPeople(
    tx,
    live.map(({ person_id }) => person_id),
  )
  for (const { id, status } of live) {
    const action = atTheEnd[status as LiveStatus]
    const enrolment = action && (await lockEnrolment(tx, id))
    if (action !== undefined && enrolment !== undefined)
      await transition(tx, { run, enrolment }, { action, by: machine, now }, context)
  }
  await updateRun(tx, runId, { status: 'ended' }, now)
  const subject = { kind: 'run' as const, id: runId }
  await enqueueJob(tx, 'registers.settle', { runId }, { key: `settle:${runId}` })
  await recordInAuditTrail(tx, { at: now, actorId: null, action: 'run.ended', subject })
}
