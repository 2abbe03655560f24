import type { Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { addMinutes } from '../lib/time.ts'

/** Several changes within a few minutes become one message: staff often correct themselves at once. */
export async function tellCalendars(tx: Tx, runId: string): Promise<void> {
  const runAt = addMinutes(new Date(), 5)
  await enqueueJob(tx, 'enrolment.refresh-invites', { runId }, { key: `invites:${runId}`, runAt })
}
