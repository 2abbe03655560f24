import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import type { Run } from '../../scheduling/queries.ts'

/** On a run that is over, whether somebody completed it follows from the classes of both records, or of one again. */
export async function recount(tx: Tx, runs: Run[]): Promise<void> {
  for (const { id: runId, status } of runs)
    if (status === 'ended') await enqueueJob(tx, 'registers.settle', { runId }, { key: `settle:${runId}` })
}
