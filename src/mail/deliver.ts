import type { Db, Tx } from '../database/schema.ts'
import { allowLongPause, inTransaction } from '../database/transaction.ts'
import type { Attempt } from '../jobs/jobs.ts'
import { addMinutes } from '../lib/time.ts'
import { compose, type Sender } from './compose.ts'
import { enqueueDelivery } from './enqueue.ts'
import {
  findMail,
  findNextInOrder,
  forgetContent,
  listForgotten,
  lockQueuedMail,
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
  const { error } = await inTransaction(delivery.db, (tx) => sendHeld(tx, delivery, mailId, attempt))
  // Thrown on, so that the job is tried again later.
  if (error !== undefined) throw error
}

/**
 * Holds the mail's row, in an open transaction, while the mail travels: two jobs may ask for the same one, such as its
 * own and the one that the mail before it called, and it must not go out twice. A mark in the row would do the same,
 * but a crash would leave the mark behind, and nobody could tell it from a delivery that is slow; the lock goes with
 * the connection. Nobody else waits for that row. The price is a connection for as long as the mail server takes,
 * which is why the worker has connections of its own (jobs/run.ts).
 */
async function sendHeld(
  tx: Tx,
  delivery: Delivery,
  mailId: string,
  attempt: Attempt,
): Promise<{ error?: Error }> {
  const mail = await lockQueuedMail(tx, mailId)
  if (mail === undefined) return {}
  await allowLongPause(tx)
  try {
    await delivery.post.send(await compose(mail, delivery.sender))
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const final = attempt.last || isRefusedForGood(error)
    await updateFailure(tx, mail.id, error.message, final)
    return final ? {} : { error }
  }
  await noteSent(tx, delivery, mail)
  return {}
}

async function noteSent(tx: Tx, { clock, post }: Delivery, mail: Mail): Promise<void> {
  await updateSent(tx, mail.id, clock())
  // It holds a link that lets its reader in: nobody else shall find it here.
  if (mail.template.startsWith('accounts/') && post.shown === undefined) await forgetContent(tx, mail.id)
  const next = await findNextInOrder(tx, mail)
  if (next !== undefined) await enqueueDelivery(tx, [next.id])
}

/** Heals what a crash at the wrong moment left behind: queued mails that no job is sending. */
export async function sweepMail({ db, clock }: Delivery): Promise<void> {
  await inTransaction(db, async (tx) => {
    await enqueueDelivery(tx, await listForgotten(tx, addMinutes(clock(), -2)))
  })
}
