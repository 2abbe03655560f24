import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueForgotten } from '../../jobs/enqueue.ts'
import { listOpenClosings } from './queries.ts'

/** Goes on with accounts that close: those that waited for a message to leave, and those whose work got lost. */
export async function sweepClosings(db: Db): Promise<void> {
  const open = await listOpenClosings(db, 500)
  await inTransaction(db, async (tx) => {
    for (const personId of open)
      await enqueueForgotten(tx, 'accounts.close', { personId }, `close:${personId}`)
  })
}
