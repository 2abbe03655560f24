import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { eachApart } from '../../lib/each-apart.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { unfinishedLetter } from './mails.ts'
import { claimUnfinished, listToAsk, type ToAsk } from './queries.ts'

interface Chasing {
  config: Pick<Config, 'baseUrl' | 'timeZone' | 'mailDomain'>
  now: Date
}

/** Asks each trainer once for the registers of theirs that are not finished, all of them in one message. */
export async function chaseRegisters(db: Db, chasing: Chasing): Promise<void> {
  const trainers = await listToAsk(db, chasing.now)
  await eachApart(trainers, (trainer) => inTransaction(db, (tx) => askFor(tx, trainer, chasing)))
}

async function askFor(tx: Tx, trainer: ToAsk, { config, now }: Chasing): Promise<void> {
  const registers = await claimUnfinished(tx, trainer.id, now)
  if (registers.length === 0) return
  const letter = unfinishedLetter(registers, config)
  await enqueueMails(tx, trainer, [{ letter }], { now, mailDomain: config.mailDomain })
}
