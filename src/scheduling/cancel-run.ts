import { type Doing, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { lockRun, updateRun, updateSessionsOfRun } from './queries.ts'

/** Calls a whole run off. Everyone on it, and everyone waiting for it, is told by the job this promises. */
export async function cancelRun(
  tx: Tx,
  runId: string,
  reason: string,
  { now, actorId }: Doing,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'run-over' }> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  if (run.status === 'cancelled' || run.status === 'ended') return { ok: false, reason: 'run-over' }
  await updateRun(tx, runId, { status: 'cancelled', cancelled_reason: reason }, now)
  await updateSessionsOfRun(tx, runId, 'cancelled', now)
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action: 'run.cancelled',
    subject: { kind: 'run', id: runId },
  })
  await enqueueJob(tx, 'enrolment.cancel-run', { runId }, { key: `cancel-run:${runId}` })
  return { ok: true }
}
