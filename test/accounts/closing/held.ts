import type { Db, Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'

/** A transaction that has done its work and waits to be told to commit. */
export async function held<Result>(db: Db, work: (tx: Tx) => Promise<Result>) {
  let commit: () => void = () => undefined
  const told = new Promise<void>((resolve) => (commit = resolve))
  let begun: () => void = () => undefined
  const done = new Promise<void>((resolve) => (begun = resolve))
  const result = inTransaction(db, async (tx) => {
    const value = await work(tx)
    begun()
    await told
    return value
  })
  await done
  return { commit, result }
}
