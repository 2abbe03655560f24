import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { enqueueDelivery } from './enqueue.ts'
import { updateAllQueuedAgain, updateQueuedAgain } from './queries.ts'

interface Press {
  at: Date
  actorId: string
}

/** Has one failed mail sent again. How many that were: none, when it was sent or is on its way. */
export async function sendAgain(tx: Tx, id: string, press: Press): Promise<number> {
  const queued = await updateQueuedAgain(tx, id)
  return promiseAgain(tx, queued ? [id] : [], press)
}

/** Has every failed mail sent again, in the order in which they were promised. How many there were. */
export async function sendAllAgain(tx: Tx, press: Press): Promise<number> {
  return promiseAgain(tx, await updateAllQueuedAgain(tx), press)
}

async function promiseAgain(tx: Tx, ids: string[], press: Press): Promise<number> {
  await enqueueDelivery(tx, ids)
  for (const id of ids)
    await recordInAuditTrail(tx, { ...press, action: 'mail.sent-again', subject: { kind: 'mail', id } })
  return ids.length
}
