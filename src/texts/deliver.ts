import type { Db, Tx } from '../database/schema.ts'
import { allowLongPause, inTransaction } from '../database/transaction.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import type { Attempt } from '../jobs/jobs.ts'
import { addMinutes } from '../lib/time.ts'
import { enqueueTextDelivery } from './enqueue.ts'
import { type TextsProvider, TextRefused } from './provider.ts'
import {
  listForgottenTexts,
  lockQueuedText,
  updateTextFailure,
  updateTextSent,
  updateTextTooLate,
} from './queries.ts'
import { isQuiet } from './quiet-hours.ts'

export interface TextDelivery {
  db: Db
  /** Nobody, where no provider is set up: then nothing is promised, and what was promised before waits as failed. */
  provider: TextsProvider | undefined
  clock: () => Date
  timeZone: string
}

/**
 * Sends one text message, but at night, when it waits for the sweep of the morning. Its row is held: of two workers only one sends it. A crash between the provider's yes
 * and our note of it sends it again: the provider's interface has no name for a message that both sides know beforehand.
 */
export async function deliverText(delivery: TextDelivery, textId: string, attempt: Attempt): Promise<void> {
  if (isQuiet({ now: delivery.clock(), timeZone: delivery.timeZone })) return
  const { error } = await inTransaction(delivery.db, (tx) => sendHeld(tx, delivery, textId, attempt))
  // Thrown on, so that the job is tried again later.
  if (error !== undefined) throw error
}

async function sendHeld(
  tx: Tx,
  { provider, clock }: TextDelivery,
  textId: string,
  attempt: Attempt,
): Promise<{ error?: Error }> {
  const text = await lockQueuedText(tx, textId)
  if (text === undefined) return {}
  if (text.useless_after !== null && text.useless_after <= clock()) {
    await updateTextTooLate(tx, text.id)
    return {}
  }
  await allowLongPause(tx)
  try {
    if (provider === undefined) throw new TextRefused(400, 'No provider of text messages is set up')
    const sid = await provider.send({ to: text.to_number, body: text.body })
    await updateTextSent(tx, text.id, sid, clock())
    return {}
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const final = attempt.last || (error instanceof TextRefused && error.final)
    await updateTextFailure(tx, text.id, error.message, final)
    if (final) await enqueueJob(tx, 'registers.text-failed', { failedTextId: text.id })
    return final ? {} : { error }
  }
}

/** Heals what a crash at the wrong moment left behind, or a night: queued messages that no job is sending. */
export async function sweepTexts({ db, clock, timeZone }: TextDelivery): Promise<void> {
  if (isQuiet({ now: clock(), timeZone })) return
  await inTransaction(db, async (tx) => {
    await enqueueTextDelivery(tx, await listForgottenTexts(tx, addMinutes(clock(), -2)))
  })
}
