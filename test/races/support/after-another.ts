import type { Db, Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { held } from '../../accounts/closing/held.ts'
import { isWaiting } from '../../support/waiting.ts'

/**
 * Somebody has done this and has not committed yet when somebody else does that: whether the second had to wait, and what
 * both were told. What the second throws is thrown once the first has committed.
 */
export async function afterAnother<First, Second>(
  db: Db,
  first: (tx: Tx) => Promise<First>,
  second: (tx: Tx) => Promise<Second>,
): Promise<{ waited: boolean; first: First; second: Second }> {
  const earlier = await held(db, first)
  const later = inTransaction(db, second)
  const waited = await isWaiting(later, db)
  earlier.commit()
  return { waited, first: await earlier.result, second: await later }
}
