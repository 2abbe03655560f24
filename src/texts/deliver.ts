import type { Db, Tx } from '../database/schema.ts'
import { allowLongPause, inTransaction } from '../database/transaction.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import type { Attempt } from '../jobs/jobs.ts'
import { addMinutes } from '../lib/time.ts'
import { enqueueTextDelivery } from './enqueue.ts'
import { type TextsProvider, TextRefused } from './provider.ts'
import {
  listForgottenTexts,
  listNotOurs,
  lockNumber,
  lockQueuedText,
  type TextMessage,
  updateTextFailure,
  updateTextSent,
  updateTextTooLate,
} from './queries.ts'
import { isQuiet } from './quiet-hours.ts'

/** Minutes after which nobody is sending a message any more that no job will send. */
const forgottenAfter = 2
/** By so many minutes the provider's clock may be behind ours. */
const clocksDiffer = 10

export interface TextDelivery {
  db: Db
  /** Nobody, where no provider is set up: then nothing is promised, and what was promised before waits as failed. */
  provider: TextsProvider | undefined
  clock: () => Date
  timeZone: string
}

/**
 * Sends one text message, but at night, when it waits for the sweep of the morning. Its row is held: of two workers only
 * one sends it.
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
    const sid = await sendOnce(tx, provider, text, mayBeTaken(text, attempt, clock()))
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

/** A message that was tried before may be with the provider, whose answer got lost, or our note of it with a crash. */
function mayBeTaken({ attempts, created_at }: TextMessage, attempt: Attempt, now: Date): boolean {
  return attempt.number > 1 || attempts > 0 || created_at <= addMinutes(now, -forgottenAfter)
}

/**
 * The provider's interface has no name for a message that both sides know beforehand, but keeps a list of what it took.
 * One number is written to at a time, so that of two messages of the same words each is known as itself.
 */
async function sendOnce(
  tx: Tx,
  provider: TextsProvider,
  { to_number: to, body, created_at }: TextMessage,
  look: boolean,
): Promise<string> {
  await lockNumber(tx, to)
  if (look) {
    const taken = await provider.listTaken({ to, body }, addMinutes(created_at, -clocksDiffer))
    const [own] = await listNotOurs(tx, taken)
    if (own !== undefined) return own
  }
  return provider.send({ to, body })
}

/** Heals what a crash at the wrong moment left behind, or a night: queued messages that no job is sending. */
export async function sweepTexts({ db, clock, timeZone }: TextDelivery): Promise<void> {
  if (isQuiet({ now: clock(), timeZone })) return
  await inTransaction(db, async (tx) => {
    await enqueueTextDelivery(tx, await listForgottenTexts(tx, addMinutes(clock(), -forgottenAfter)))
  })
}
