// A worker that is killed leaves its jobs locked, and the engine would free them only after four hours. So each worker
// holds an advisory lock for as long as it lives, and the others free the jobs of those who hold none any more.
import type pg from 'pg'

const lockOf = (worker: string) => `hashtextextended('worker ' || ${worker}, 0)`

/** Shows that the worker lives, on a connection of its own: when process, machine or database dies, it is gone. */
export async function showLife(pool: pg.Pool, workerId: string): Promise<{ end(): void }> {
  const ending = new AbortController()
  await hold(pool, workerId, ending.signal)
  return { end: () => ending.abort() }
}

async function hold(pool: pg.Pool, workerId: string, ending: AbortSignal): Promise<void> {
  const client = await pool.connect()
  // Closed, not given back: the lock belongs to the connection.
  const close = () => client.release(true)
  try {
    await client.query(`select pg_advisory_lock(${lockOf('$1')})`, [workerId])
  } catch (error) {
    close()
    throw error
  }
  client.once('end', () => {
    if (ending.aborted) return
    ending.removeEventListener('abort', close)
    close()
    holdAgain(pool, workerId, ending)
  })
  ending.addEventListener('abort', close, { once: true })
}

/** The database went away; we did not. */
function holdAgain(pool: pg.Pool, workerId: string, ending: AbortSignal): void {
  const again = () => {
    if (!ending.aborted) hold(pool, workerId, ending).catch(() => holdAgain(pool, workerId, ending))
  }
  setTimeout(again, 1000).unref()
}

/** Frees the jobs that dead workers had begun. Each is then done again from its beginning. */
export async function freeAbandonedJobs(pool: pg.Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array(
      select locked_by
      from (select distinct locked_by from graphile_worker._private_jobs where locked_by is not null) as holder
      where pg_try_advisory_xact_lock(${lockOf('locked_by')})))`)
}

/**
 * Shows that a worker has begun. The engine notes only its first beginning ever, and from then on what it does each
 * minute: after a pause it would pass for dead for up to a minute (web/health-routes.ts). Nothing else reads the moment,
 * since no sweep is made up for.
 */
export async function noteBeginning(pool: pg.Pool): Promise<void> {
  await pool.query('update graphile_worker._private_known_crontabs set known_since = now()')
}

export interface Hand {
  workerId: string
  /** The numbers of the jobs it is doing. */
  doing: ReadonlySet<string>
}

/**
 * Frees the jobs that this worker was given and does not know of: the answer was lost with the connection. The five
 * minutes are for jobs that are done, and whose end is being noted.
 */
export async function freeLostJobs(pool: pg.Pool, { workerId, doing }: Hand): Promise<void> {
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = null, locked_at = null
     where locked_by = $1 and locked_at < now() - interval '5 minutes' and id <> all ($2::bigint[])`,
    [workerId, [...doing]],
  )
}

/**
 * Clears away what later work took over. A poke whose key is in use by a job that is being done, or is dead, takes the
 * key from it and makes a new job; the engine leaves the old one for ever if it fails. Every job of ours has a key
 * (enqueue.ts), so one without is such an old one.
 */
export async function clearTakenOver(pool: pg.Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.complete_jobs(array(
      select id from graphile_worker._private_jobs
      where key is null and attempts >= max_attempts and locked_at is null))`)
}
