import type { RunStatus, Tx } from '../database/schema.ts'
import { cancelRun } from '../scheduling/cancel-run.ts'
import { listSessions, lockRun } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'

/**
 * A run can be called off once it was announced, until it is over: while one of its dates, cancelled ones too, is still to
 * come. Of a draft nobody knows.
 */
export function decideCallingOff(
  status: RunStatus,
  sessions: { ends_at: Date }[],
  now: Date,
): { ok: true } | { ok: false; reason: 'run-over' } {
  const comes = sessions.length === 0 || sessions.some(({ ends_at }) => ends_at > now)
  return status === 'published' && comes ? { ok: true } : { ok: false, reason: 'run-over' }
}

/** Staff call a run off, with a reason everyone on it reads. A job tells them. */
export async function callOffRun(
  tx: Tx,
  runId: string,
  reason: string,
  by: Actor,
  context: Context,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'run-over' }> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const now = context.clock()
  const decided = decideCallingOff(run.status, await listSessions(tx, [runId]), now)
  return decided.ok ? cancelRun(tx, runId, reason, { now, actorId: by.id }) : decided
}
