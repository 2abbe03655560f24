import { sql } from 'kysely'
import type { Db, Tx } from './schema.ts'

/** Somebody else held what we needed for too long. Nothing was changed; trying again is safe. */
export class Busy extends Error {
  constructor(cause: unknown) {
    super('The database was busy: a lock could not be had in time', { cause })
  }
}

const lockNotAvailable = '55P03'
const deadlockDetected = '40P01'

/**
 * Runs work in one READ COMMITTED transaction. Everything that decides locks first and reads in a later statement
 * (run → enrolment → offer → person): a statement sees only what was committed before it began, not before it waited.
 * Throws Busy when a lock cannot be had in 3 seconds.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '3s'`.execute(tx)
      return work(tx)
    })
  } catch (error) {
    if (hasCode(error, lockNotAvailable) || hasCode(error, deadlockDetected)) throw new Busy(error)
    // What belongs to a person was joined with another record while we waited: tried again, it finds that one.
    if (isViolationOf('merged_record_takes_nothing_new', error)) throw new Busy(error)
    throw error
  }
}

/**
 * Lets this transaction wait for another computer: some servers end one in which nothing happens for a while, and what
 * was sent would be sent again.
 */
export async function allowLongPause(tx: Tx): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

/** True for a refusal by the named constraint, so that a rule the database keeps can be told in words. */
export function isViolationOf(constraint: string, error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === constraint
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
