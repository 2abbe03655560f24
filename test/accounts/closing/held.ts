import type { Db, Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'

/** What is still to be told how its transaction ends. */
const open = new Set<() => Promise<void>>()

/** A test that fails halfway never comes to its commit: whatever waits for its locks would hang, and the test with it. */
export async function abandonHeld(): Promise<void> {
  await Promise.all([...open].map((abandon) => abandon()))
}
afterEach(abandonHeld)

/** A transaction that has done its work and waits to be told to commit. If it never is, it is rolled back after the test. */
export async function held<Result>(db: Db, work: (tx: Tx) => Promise<Result>) {
  let commit: () => void = () => undefined
  let rollBack: (why: Error) => void = () => undefined
  const told = new Promise<void>((resolve, reject) => ([commit, rollBack] = [resolve, reject]))
  let begun: () => void = () => undefined
  const done = new Promise<void>((resolve) => (begun = resolve))
  const result = inTransaction(db, async (tx) => {
    const value = await work(tx)
    begun()
    await told
    return value
  })
  const abandon = async () => {
    rollBack(new Error('The test was over, and nobody had told this transaction to commit'))
    await result.catch(() => undefined)
  }
  open.add(abandon)
  const forget = () => open.delete(abandon)
  result.then(forget, forget)
  // Work that fails is never done.
  await Promise.race([done, result])
  return { commit, result }
}
