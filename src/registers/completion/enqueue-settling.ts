import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'

/**
 * Promises a look at who completed the run. Also while it goes on: whether it has ended is decided under its lock, so
 * that a mark and the end of the run in one moment cannot miss each other.
 */
export async function enqueueSettling(tx: Tx, runId: string): Promise<void> {
  await enqueueJob(tx, 'registers.settle', { runId }, { key: `settle:${runId}` })
}
