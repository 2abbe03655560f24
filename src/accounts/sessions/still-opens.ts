// Whoever takes a way in away ends the sessions there are. One that begins in the same moment would be left, so it asks.
import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { findPassword, isUnproven, lockOwner } from '../proofs/queries.ts'
import { hasSecondFactor } from '../second-factor/queries.ts'

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

/** What a session may keep of a secret as it is stored, to know it again: a hash. */
export function markOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** With the password of this mark; undefined for whoever came in without one. */
export function byPassword(personId: string, mark: string | undefined): StillOpens | undefined {
  if (mark === undefined) return undefined
  return async (tx) => {
    await lockOwner(tx, personId)
    const secret = await findPassword(tx, personId)
    return secret !== undefined && markOf(secret) === mark
  }
}

/** By having registered: until somebody shows that the address is theirs. */
export function byRegistration(personId: string): StillOpens {
  return async (tx) => {
    await lockOwner(tx, personId)
    return isUnproven(tx, personId)
  }
}

/** Without a code from their phone: until they set codes up, which ends every session that began with less. */
export function withoutCode(personId: string, opens: StillOpens | undefined): StillOpens {
  return async (tx) => {
    await lockOwner(tx, personId)
    return !(await hasSecondFactor(tx, personId)) && (opens === undefined || opens(tx))
  }
}
