import { findClosing } from '../accounts/closing/queries.ts'
import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Actor, Context } from './context.ts'
import { listLiveOf } from './queries.ts'
import { withdraw } from './withdraw.ts'

/**
 * Gives back whatever somebody whose account closes has on any run, one run after another, as if they withdrew from
 * each: calendars and waiting lists hear of it as always. May run twice: what is given back is no longer found.
 */
export async function leaveEveryRun(db: Db, personId: string, context: Context): Promise<void> {
  const closing = await findClosing(db, personId)
  if (closing === undefined) return
  const own = closing.asked_by === personId
  const by: Actor = { kind: own ? 'student' : 'staff', id: closing.asked_by }
  for (const id of await listLiveOf(db, personId))
    await inTransaction(db, (tx) => withdraw(tx, id, by, context))
}
