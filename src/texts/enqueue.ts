import type { Tx } from '../database/schema.ts'
import { enqueueJobs } from '../jobs/enqueue.ts'
import { insertText } from './queries.ts'

export interface TextToSend {
  personId: string
  /** As textNumber() makes it. */
  number: string
  template: string
  body: string
  /** From then on it is not sent any more: what it says is over. */
  uselessAfter?: Date
}

/** As for mails: nearly ten hours, each wait longer than the one before. */
const deliveryAttempts = 11

/** Promises a text message with this transaction. */
export async function enqueueText(
  tx: Tx,
  { personId, number, template, body, uselessAfter }: TextToSend,
  now: Date,
): Promise<void> {
  const text = { person_id: personId, to_number: number, template, body, created_at: now }
  const id = await insertText(tx, { ...text, useless_after: uselessAfter ?? null })
  await enqueueTextDelivery(tx, [id])
}

/** Asks for these messages to be sent. One job each, however often somebody asks. */
export async function enqueueTextDelivery(tx: Tx, textIds: string[]): Promise<void> {
  const jobs = textIds.map((textId) => ({ payload: { textId }, key: `text:${textId}` }))
  await enqueueJobs(tx, 'texts.deliver', jobs, deliveryAttempts)
}
