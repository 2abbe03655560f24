import { sql } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../src/database/schema.ts'

/** Whether the work has to wait, with as many connections, for a lock that somebody else holds. False when it ends without. */
export async function isWaiting(work: Promise<unknown>, db: Db, connections = 1): Promise<boolean> {
  const ended = work.then(
    () => true,
    () => true,
  )
  while (!(await Promise.race([ended, pause(10, false)]))) {
    if ((await countWaiting(db)) >= connections) return true
  }
  return false
}

async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]?.waiting ?? 0
}
