import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { enqueueJob, enqueueJobs } from '../jobs/enqueue.ts'
import type { Attempt } from '../jobs/jobs.ts'
import { addMinutes } from '../lib/time.ts'
import { compose, type Sender } from './compose.ts'
import { deliveryAttempts } from './enqueue.ts'
import {
  findMail,
  findNextInOrder,
  listForgotten,
  type Mail,
  mustWait,
  updateFailure,
  updateSent,
} from './queries.ts'
import { isRefusedForGood, type Post } from './transport.ts'

export interface Delivery {
  db: Db
  post: Post
  sender: Sender
  clock: () => Date
}

/**
 * Sends one mail. At least once: after a crash between sending and noting it, it is sent again with the same
 * Message-ID. A mail behind an unsent one of its key is left for that one to call.
 */
export async function deliver(delivery: Delivery, mailId: string, attempt: Attempt): Promise<void> {
  const mail = await findMail(delivery.db, mailId)
  if (mail?.status !== 'queued' || (await mustWait(delivery.db, mail))) return
  try {
    await delivery.post.send(await compose(mail, delivery.sender))
  } catch (error) {
    await noteFailure(delivery.db, mail, error, attempt)
    return
  }
  await noteSent(delivery, mail)
}

async function noteFailure(db: Db, mail: Mail, error: unknown, attempt: Attempt): Promise<void> {
  const final = attempt.last || isRefusedForGood(error)
  await updateFailure(db, mail.id, error instanceof Error ? error.message : String(error), final)
  // Thrown on, so that the job is tried again later.
  if (!final) throw error
}

async function noteSent({ db, clock }: Delivery, mail: Mail): Promise<void> {
  await inTransaction(db, async (tx) => {
    await updateSent(tx, mail.id, clock())
    const next = await findNextInOrder(tx, mail)
    if (next !== undefined)
      await enqueueJob(tx, 'mail.deliver', { mailId: next.id }, { maxAttempts: deliveryAttempts })
  })
}

/** Heals what a crash at the wrong moment left behind: queued mails that no job is sending. */
export async function sweepMail({ db, clock }: Delivery): Promise<void> {
  await inTransaction(db, async (tx) => {
    const forgotten = await listForgotten(tx, addMinutes(clock(), -2))
    await enqueueJobs(
      tx,
      'mail.deliver',
      forgotten.map((mailId) => ({ mailId })),
      deliveryAttempts,
    )
  })
}
