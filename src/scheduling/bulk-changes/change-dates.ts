import { type Doing, recordAllInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { cancelRun } from '../cancel-run.ts'
import { updateModes } from '../queries.ts'
import { sayAnew } from '../say-anew.ts'
import { sessionWords } from '../sessions/details.ts'
import { type DateInScope, updateDates, updateDatesCancelled } from './queries.ts'

export interface ChangedDate {
  was: DateInScope
  is: DateInScope
}

/**
 * Writes many dates at once, each with its own line of history as if it had been changed by itself. The caller holds
 * their runs. What the database refuses because somebody was quicker is thrown.
 */
export async function changeDates(
  tx: Tx,
  dates: ChangedDate[],
  { bulkChangeId, timeZone }: { bulkChangeId: string; timeZone: string },
  doing: Doing,
): Promise<void> {
  const { now, actorId } = doing
  await updateDates(
    tx,
    dates.map(({ is }) => is),
    now,
  )
  const moved = dates.map(({ was, is }) => ({ sessionId: was.id, from: was.starts_at, to: is.starts_at }))
  await sayAnew(tx, moved, timeZone, doing)
  await updateModes(tx, [...new Set(dates.map(({ was }) => was.run_id))])
  await recordAllInAuditTrail(
    tx,
    dates.map(({ was, is }) => ({
      at: now,
      actorId,
      action: was.status === 'cancelled' ? ('session.reinstated' as const) : ('session.changed' as const),
      subject: { kind: 'session', id: was.id },
      detail: { changes: changesOf(sessionWords(was, timeZone), sessionWords(is, timeZone)), bulkChangeId },
    })),
  )
}

/** Calls many dates off; and as a whole those runs of which nothing is left. */
export async function callOffDates(
  tx: Tx,
  dates: DateInScope[],
  { bulkChangeId, wholeRuns, reason }: { bulkChangeId: string; wholeRuns: string[]; reason: string },
  doing: Doing,
): Promise<void> {
  const ids = dates.map(({ id }) => id)
  await updateDatesCancelled(tx, ids, doing.now)
  await updateModes(tx, [...new Set(dates.map(({ run_id }) => run_id))])
  await recordAllInAuditTrail(
    tx,
    ids.map((id) => ({
      at: doing.now,
      actorId: doing.actorId,
      action: 'session.cancelled',
      subject: { kind: 'session', id },
      detail: { bulkChangeId },
    })),
  )
  for (const runId of wholeRuns) await cancelRun(tx, runId, reason, doing)
}
