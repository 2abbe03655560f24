import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { eachApart } from '../../lib/each-apart.ts'
import { onTheClock } from '../../lib/time.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { unfinishedLetter } from './mails.ts'
import { claimUnfinished, listToAsk, type ToAsk } from './queries.ts'

interface Chasing {
  config: Pick<Config, 'baseUrl' | 'timeZone' | 'mailDomain'>
  now: Date
}

/** So that whoever gave a class finds the message before the day is full; several hours, should one be missed. */
const morning = { from: 7, until: 11 }

/**
 * Asks each trainer once for the registers of theirs that are not finished, all of them in one message: in the morning, by
 * the college's clock.
 */
export async function chaseRegisters(db: Db, chasing: Chasing): Promise<void> {
  const { hour } = onTheClock(chasing.now, chasing.config.timeZone)
  if (hour < morning.from || hour >= morning.until) return
  const trainers = await listToAsk(db, chasing.now)
  await eachApart(trainers, (trainer) => inTransaction(db, (tx) => askFor(tx, trainer, chasing)))
}

async function askFor(tx: Tx, trainer: ToAsk, { config, now }: Chasing): Promise<void> {
  const registers = await claimUnfinished(tx, trainer.id, now)
  if (registers.length === 0) return
  const letter = unfinishedLetter(registers, config)
  await enqueueMails(tx, trainer, [{ letter }], { now, mailDomain: config.mailDomain })
}
