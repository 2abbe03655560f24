import { randomUUID } from 'node:crypto'
import { enqueueJobs } from '../jobs/enqueue.ts'
import type { Tx } from '../database/schema.ts'
import { insertCall } from './calls.ts'
import type { CalendarPart, Letter } from './content.ts'
import { insertMails } from './queries.ts'

export interface Addressee {
  id: string
  name: string
  email: string | null
}

/** What all messages of one telling have in common. */
export interface Telling {
  now: Date
  mailDomain: string
  /** The change of many dates that they tell of. */
  bulkChangeId?: string | null | undefined
}

export interface Promised {
  letter: Letter
  calendar?: CalendarPart
}

/** Nearly ten hours of retries, each wait longer than the one before: after the nth attempt, e to the nth seconds. */
export const deliveryAttempts = 11

/**
 * Promises mails to one person, in this order, with this transaction. A person without an email gets none: see
 * promiseCalls.
 */
export async function enqueueMails(
  tx: Tx,
  to: Addressee,
  mails: Promised[],
  context: Telling,
): Promise<void> {
  const rows = mails.flatMap((mail) => {
    const address = mail.calendar?.address ?? to.email
    return address === null ? [] : [mailRow(to, address, mail, context)]
  })
  if (rows.length === 0) return
  const ids = await insertMails(tx, rows)
  await enqueueDelivery(tx, ids)
}

/** Promises that the office tells one person this, by telephone or letter; about a run, where it is about one. */
export async function promiseCall(
  tx: Tx,
  to: Pick<Addressee, 'id'>,
  runId: string | null,
  { template, subject, content }: Letter,
  { now, bulkChangeId = null }: { now: Date; bulkChangeId?: string | null | undefined },
): Promise<void> {
  const about = { person_id: to.id, run_id: runId, bulk_change_id: bulkChangeId }
  await insertCall(tx, { ...about, template, subject, view: JSON.stringify(content), created_at: now })
}

/** Asks for these mails to be sent. One job each, however often somebody asks. */
export async function enqueueDelivery(tx: Tx, mailIds: string[]): Promise<void> {
  const jobs = mailIds.map((mailId) => ({ payload: { mailId }, key: `mail:${mailId}` }))
  await enqueueJobs(tx, 'mail.deliver', jobs, deliveryAttempts)
}

function mailRow(
  to: Addressee,
  address: string,
  { letter, calendar }: Promised,
  { now, mailDomain, bulkChangeId = null }: Telling,
) {
  return {
    message_id: `<${randomUUID()}@${mailDomain}>`,
    template: letter.template,
    person_id: to.id,
    to_name: to.name,
    to_address: address,
    subject: letter.subject,
    view: JSON.stringify(letter.content),
    calendar_method: calendar?.method ?? null,
    calendar_text: calendar?.text ?? null,
    order_key: calendar?.orderKey ?? null,
    created_at: now,
    bulk_change_id: bulkChangeId,
  }
}
