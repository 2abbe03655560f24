import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { erasePerson } from './erase.ts'
import { goodbyeLetter } from './mails.ts'
import { countLive, countMailsOnTheirWay, findClosing, lockClosing, updateGoodbye } from './queries.ts'
import { decideErasing } from './rules.ts'

interface Context {
  config: Pick<Config, 'college' | 'mailDomain'>
  clock: () => Date
}

/**
 * Says goodbye to somebody who has given back every place, and erases them once their messages have left. May run as
 * often as it likes: each step looks at how far it has come, and what is not due yet is left to the next sweep.
 */
export async function finishClosing(db: Db, personId: string, { config, clock }: Context): Promise<void> {
  await inTransaction(db, (tx) => sayGoodbye(tx, personId, { config, now: clock() }))
  await inTransaction(db, (tx) => eraseWhenDue(tx, personId, clock()))
}

async function sayGoodbye(
  tx: Tx,
  personId: string,
  { config, now }: { config: Context['config']; now: Date },
): Promise<void> {
  await lockClosing(tx, personId)
  const closing = await findClosing(tx, personId)
  if (closing?.goodbye_at !== null || (await countLive(tx, personId)) > 0) return
  // Who never said that an address is theirs, and did not ask for this, is not written to: it may be a stranger's.
  const theirs = closing.why === 'asked' || closing.email_confirmed_at !== null
  if (theirs) {
    const to = { id: personId, name: closing.name, email: closing.email }
    const { mailDomain } = config
    await enqueueMails(tx, to, [{ letter: goodbyeLetter(closing.why, config) }], { now, mailDomain })
  }
  await updateGoodbye(tx, personId, now)
}

async function eraseWhenDue(tx: Tx, personId: string, now: Date): Promise<void> {
  await lockClosing(tx, personId)
  const closing = await findClosing(tx, personId)
  if (closing === undefined) return
  const livePlaces = await countLive(tx, personId)
  const mailsOnTheirWay = await countMailsOnTheirWay(tx, personId)
  const due = decideErasing({ goodbyeAt: closing.goodbye_at, livePlaces, mailsOnTheirWay }, now)
  if (due.ok) await erasePerson(tx, { id: personId, email: closing.email }, now)
}
