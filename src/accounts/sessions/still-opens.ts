// Whoever takes a way in away ends the sessions there are. One that begins in the same moment would be left, so it asks.
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { findPassword, isUnproven, lockOwner } from '../proofs/queries.ts'

/** Holds the person, and says whether what they came in with opens their account now. */
export type StillOpens = (tx: Tx) => Promise<boolean>

/** Whether a session that has just been kept may go on. When it may not, or nobody can say, it is ended. */
export async function goesOn(db: Db, stillOpens: StillOpens, end: () => Promise<void>): Promise<boolean> {
  let open = false
  try {
    open = await inTransaction(db, stillOpens)
    return open
  } finally {
    if (!open) await end()
  }
}

/** With the password whose hash this is. */
export function byPassword(personId: string, secret: string): StillOpens {
  return async (tx) => {
    await lockOwner(tx, personId)
    return (await findPassword(tx, personId)) === secret
  }
}

/** By having registered: until somebody shows that the address is theirs. */
export function byRegistration(personId: string): StillOpens {
  return async (tx) => {
    await lockOwner(tx, personId)
    return isUnproven(tx, personId)
  }
}
