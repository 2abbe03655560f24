import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { enqueueForgotten } from '../jobs/enqueue.ts'
import { listRunsToFill } from './queries.ts'

/** Heals a poke that got lost, and notices offers whose time has run out: each run is then filled by a job of its own. */
export async function sweepWaitingLists(db: Db, now: Date): Promise<void> {
  const runs = await listRunsToFill(db, now)
  await inTransaction(db, async (tx) => {
    for (const runId of runs)
      await enqueueForgotten(tx, 'waiting-list.fill-places', { runId }, `fill:${runId}`)
  })
}
