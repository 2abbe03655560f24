import { randomUUID } from 'node:crypto'
import { enqueueJobs } from '../jobs/enqueue.ts'
import type { Tx } from '../database/schema.ts'
import type { CalendarPart, Letter } from './content.ts'
import { insertMails } from './queries.ts'

export interface Addressee {
  id: string
  name: string
  email: string | null
}

export interface Promised {
  letter: Letter
  calendar?: CalendarPart
}

/** About nine hours of retries, each wait longer than the one before. */
export const deliveryAttempts = 10

/**
 * Promises mails to one person, in this order, with this transaction. A person without an email gets none: what
 * concerns them stands on the office's call list.
 */
export async function enqueueMails(
  tx: Tx,
  to: Addressee,
  mails: Promised[],
  context: { now: Date; mailDomain: string },
): Promise<void> {
  const { email } = to
  if (email === null || mails.length === 0) return
  const ids = await insertMails(
    tx,
    mails.map(({ letter, calendar }) => ({
      message_id: `<${randomUUID()}@${context.mailDomain}>`,
      template: letter.template,
      person_id: to.id,
      to_name: to.name,
      to_address: email,
      subject: letter.subject,
      view: JSON.stringify(letter.content),
      calendar_method: calendar?.method ?? null,
      calendar_text: calendar?.text ?? null,
      order_key: calendar?.orderKey ?? null,
      created_at: context.now,
    })),
  )
  await enqueueJobs(
    tx,
    'mail.deliver',
    ids.map((mailId) => ({ mailId })),
    deliveryAttempts,
  )
}
