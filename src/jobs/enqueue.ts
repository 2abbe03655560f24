import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'
import type { JobName, Jobs } from './jobs.ts'

export interface When {
  /** A waiting job of the same key is replaced: many pokes become one. Without it, the job has a key of its own. */
  key?: string
  runAt?: Date
  maxAttempts?: number
}

// A slow mail server must not keep anybody waiting for a place: the lower the number, the sooner.
const slow: readonly JobName[] = ['mail.deliver', 'texts.deliver']
const priorityOf = (name: JobName) => (slow.includes(name) ? 10 : 0)

/** Promises work for after this transaction: with it, if it commits; never, if it does not. */
export async function enqueueJob<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  { key, runAt, maxAttempts }: When = {},
): Promise<void> {
  await sql`select from graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}, max_attempts => ${maxAttempts ?? 25}, job_key => ${key ?? randomUUID()},
    priority => ${priorityOf(name)})`.execute(tx)
}

/**
 * For sweeps: promises work that ought to have been promised. Work of that key that waits, is being done or has used up
 * its attempts stays as it is: begun anew each minute, it would never wait longer nor show as failed.
 */
export async function enqueueForgotten<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  key: string,
): Promise<void> {
  await sql`select from graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, job_key => ${key},
    job_key_mode => 'unsafe_dedupe', priority => ${priorityOf(name)})`.execute(tx)
}

/** The same for many at once, in one round trip, each with its key; all at once, or not before `runAt`. */
export async function enqueueJobs<Name extends JobName>(
  tx: Tx,
  name: Name,
  jobs: { payload: Jobs[Name]; key: string }[],
  maxAttempts: number,
  runAt: Date | null = null,
): Promise<void> {
  if (jobs.length === 0) return
  await sql`select from json_array_elements(${JSON.stringify(jobs)}::json) as job, graphile_worker.add_job(
    ${name}, job -> 'payload', run_at => ${runAt}, job_key => job ->> 'key', max_attempts => ${maxAttempts},
    priority => ${priorityOf(name)})`.execute(tx)
}
