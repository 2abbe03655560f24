import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import type { JobName } from '../jobs/jobs.ts'

/** SQL for a job that will still be done, or is being done: not one that has used up its attempts. */
export const isPending = sql<boolean>`(job.attempts < job.max_attempts or job.locked_at is not null)`

/** What the pending jobs of one kind are about: the values of one field of their payloads. */
export async function listPending(db: Db, name: JobName, field: string): Promise<Set<string>> {
  const { rows } = await sql<{ about: string }>`
    select job.payload ->> ${field} as about from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    where task.identifier = ${name} and ${isPending}`.execute(db)
  return new Set(rows.map(({ about }) => about))
}
