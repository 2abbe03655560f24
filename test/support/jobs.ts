import { sql } from 'kysely'
import type { Db } from '../../src/database/schema.ts'

/** Brings promised work forward to now. True when there is some that has not used up its attempts. */
export async function makeJobsDue(db: Db): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second'
    where attempts < max_attempts returning id`.execute(db)
  return rows.length > 0
}

/** The names and payloads of work that is promised but not done. */
export async function listJobs(db: Db): Promise<{ name: string; payload: Record<string, unknown> }[]> {
  const { rows } = await sql<{ name: string; payload: Record<string, unknown> }>`
    select task.identifier as name, job.payload from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id order by job.id`.execute(db)
  return rows
}

/** As if promised work had been lost. */
export async function clearJobs(db: Db): Promise<void> {
  await sql`delete from graphile_worker._private_jobs`.execute(db)
}
