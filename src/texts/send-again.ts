import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { enqueueTextDelivery } from './enqueue.ts'
import { updateTextQueuedAgain } from './queries.ts'

/** Has one failed text message sent again. How many that were: none, when it was sent or is on its way. */
export async function sendTextAgain(
  tx: Tx,
  id: string,
  press: { at: Date; actorId: string },
): Promise<number> {
  if (!(await updateTextQueuedAgain(tx, id))) return 0
  await enqueueTextDelivery(tx, [id])
  await recordInAuditTrail(tx, { ...press, action: 'text.sent-again', subject: { kind: 'text', id } })
  return 1
}
