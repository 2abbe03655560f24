import { Logger, parseCronItems, type Runner, run, runOnce, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '../lib/log.ts'
import type { JobFunctions, JobName } from './jobs.ts'

interface Engine {
  pool: pg.Pool
  functions: JobFunctions
  log: Log
}

// Each minute, UTC, which for "every minute" is as good as any zone. No sweep is made up for after a pause.
const sweeps: JobName[] = ['mail.sweep', 'waiting-list.sweep']
const everyMinute = sweeps.map((task) => ({ task, match: '* * * * *', identifier: task }))

/** Works through jobs until stopped; several workers on one database share the work. */
export function startWorker(engine: Engine): Promise<Runner> {
  return run({
    ...options(engine),
    parsedCronItems: parseCronItems(everyMinute),
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
  })
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
