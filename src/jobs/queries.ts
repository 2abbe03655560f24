import { sql } from 'kysely'
import type { Db, Tx } from '../database/schema.ts'

/** Work of one kind that failed at its last attempt. */
export interface DeadJobs {
  /** The name of the kind; that of an older version of the product may be none of ours. */
  name: string
  count: number
  last_tried_at: Date
}

export interface RetriedJob {
  name: string
  payload: Record<string, unknown>
}

// A mail that could not be delivered is listed as a mail. Without a key, a later job took the work over (life.ts).
const deadJobs = sql`graphile_worker._private_jobs job
  join graphile_worker._private_tasks task on task.id = job.task_id
  where job.attempts >= job.max_attempts and job.locked_at is null
    and job.key is not null and task.identifier <> 'mail.deliver'`

// After the nth failure the engine waits e to the nth seconds, so these take about half an hour. Whoever asked for it
// to be tried again should hear today whether it worked; the first time, work is tried for days.
const attemptsWhenTriedAgain = 8

export async function countDeadJobs(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${deadJobs}`.execute(db)
  return rows[0]?.count ?? 0
}

/** By kind, the most recent failure first. */
export async function listDeadJobs(db: Db): Promise<DeadJobs[]> {
  const { rows } = await sql<DeadJobs>`
    select task.identifier as name, count(*) as count, max(job.updated_at) as last_tried_at
    from ${deadJobs} group by task.identifier order by last_tried_at desc, name`.execute(db)
  return rows
}

/** Has every dead job tried again from now on. Returns them, oldest first. */
export async function retryDeadJobs(tx: Tx): Promise<RetriedJob[]> {
  const { rows } = await sql<RetriedJob & { id: number }>`
    select job.id, task.identifier as name, job.payload from ${deadJobs} order by job.id for update of job`.execute(
    tx,
  )
  const ids = rows.map(({ id }) => id)
  await sql`select from graphile_worker.reschedule_jobs(${ids}::bigint[], run_at => now(), attempts => 0,
    max_attempts => ${attemptsWhenTriedAgain})`.execute(tx)
  return rows.map(({ name, payload }) => ({ name, payload }))
}
