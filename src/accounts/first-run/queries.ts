import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'

/** True until the college has its first administrator, however they came; then false for ever. */
export async function isFirstRun(db: Db): Promise<boolean> {
  const ended = await db.selectFrom('first_run_end').select('at').executeTakeFirst()
  return ended === undefined
}

/** Whoever wants to be first waits here for one another, and then looks again. */
export async function lockFirstRun(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('first run'))`.execute(tx)
}
