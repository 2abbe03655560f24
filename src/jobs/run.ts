import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '../lib/log.ts'
import type { JobFunctions, JobName } from './jobs.ts'
import { freeAbandonedJobs, showLife } from './life.ts'

interface Engine {
  pool: pg.Pool
  functions: JobFunctions
  log: Log
}

const freeing = 'jobs.free-abandoned'

// Each minute, UTC, which for "every minute" is as good as any zone. No sweep is made up for after a pause.
const sweeps: (JobName | typeof freeing)[] = ['mail.sweep', 'waiting-list.sweep', freeing]
const everyMinute = sweeps.map((task) => ({ task, match: '* * * * *', identifier: task }))

/** Works through jobs until stopped; several workers on one database share the work, and that of workers who died. */
export async function startWorker(engine: Engine): Promise<{ stop(): Promise<void> }> {
  const { pool } = engine
  const { taskList, ...rest } = options(engine)
  const events: WorkerEvents = new EventEmitter()
  const workerId = new Promise<string>((resolve) => {
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id))
  })
  const runner = await run({
    ...rest,
    taskList: { ...taskList, [freeing]: () => freeAbandonedJobs(pool) },
    events,
    parsedCronItems: parseCronItems(everyMinute),
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
  })
  const life = await showLife(pool, await workerId)
  await freeAbandonedJobs(pool)
  return {
    stop: async () => {
      await runner.stop()
      life.end()
    },
  }
}

/** Does every job that is due, then returns. */
export function runDueJobs(engine: Engine): Promise<void> {
  return runOnce(options(engine))
}

function options({ pool, functions, log }: Engine) {
  return { pgPool: pool, taskList: taskList(functions), logger: new Logger(() => workerLog(log)) }
}

function taskList(functions: JobFunctions): TaskList {
  return Object.fromEntries(
    Object.entries(functions).map(([name, work]) => [
      name,
      (payload: unknown, { job }) =>
        (work as (payload: unknown, attempt: { number: number; last: boolean }) => Promise<void>)(payload, {
          number: job.attempts,
          last: job.attempts >= job.max_attempts,
        }),
    ]),
  )
}

function workerLog(log: Log) {
  return (level: string, message: string) => {
    if (level === 'error' || level === 'warning') log.warn({ worker: true }, message)
    else log.debug({ worker: true }, message)
  }
}
