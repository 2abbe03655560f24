// Looks for what is left to do on runs: it heals a promise of work that got lost, and notices what only time has made due.
import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { enqueueForgotten } from '../jobs/enqueue.ts'
import { addMinutes } from '../lib/time.ts'
import { listUntoldRuns } from './bulk-changes/queries.ts'
import { listCalledOff, listOver, listUntold } from './sweep-queries.ts'

/** Changes are told five minutes after the last of them: only what is older than this was forgotten. */
const forgottenAfter = 10

export async function sweepEnrolments(db: Db, now: Date): Promise<void> {
  const before = addMinutes(now, -forgottenAfter)
  const [over, calledOff, untold, changed] = await Promise.all([
    listOver(db, now),
    listCalledOff(db),
    listUntold(db, now, before),
    listUntoldRuns(db, before),
  ])
  const changedRuns = (off: boolean) =>
    changed.filter(({ status }) => (status === 'cancelled') === off).map(({ id }) => id)
  await inTransaction(db, async (tx) => {
    for (const runId of over) await enqueueForgotten(tx, 'enrolment.end-run', { runId }, `end:${runId}`)
    for (const runId of new Set([...calledOff, ...changedRuns(true)]))
      await enqueueForgotten(tx, 'enrolment.cancel-run', { runId }, `cancel-run:${runId}`)
    for (const runId of new Set([...untold, ...changedRuns(false)]))
      await enqueueForgotten(tx, 'enrolment.refresh-invites', { runId }, `invites:${runId}`)
  })
}
