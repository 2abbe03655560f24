import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type CronItem,
  parseCronItems,
  run,
  type Runner,
  runOnce,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '../lib/log.ts'
import type { JobFunctions, JobName } from './jobs.ts'
import { engineLogger } from './engine-log.ts'
import {
  clearTakenOver,
  freeAbandonedJobs,
  freeLostJobs,
  type Hand,
  noteBeginning,
  showLife,
} from './life.ts'

interface Engine {
  pool: pg.Pool
  functions: JobFunctions
  log: Log
}

/** How many jobs one worker does at once. */
const hands = 4

/**
 * How many connections a worker needs: one in each hand (a delivery keeps its own while the mail travels), one that
 * listens for new jobs, one that shows that the worker lives, and two for the engine's own notes.
 */
export const workerConnections = hands + 4

const freeing = 'jobs.free-abandoned'

// Each minute, UTC, which for "every minute" is as good as any zone. No sweep is made up for after a pause. The key makes
// the next minute's sweep take the place of one that failed and waits to be tried again.
const sweeps: (JobName | typeof freeing)[] = [
  'mail.sweep',
  'texts.sweep',
  'registers.remind',
  'waiting-list.sweep',
  'enrolment.sweep',
  'accounts.sweep-sessions',
  'accounts.sweep-closings',
  freeing,
]
export const everyMinute: CronItem[] = sweeps.map((task) => ({
  task,
  match: '* * * * *',
  identifier: task,
  options: { jobKey: task },
}))

// At an hour when few are awake. A night that is missed is made up for by the next.
const nightly: [JobName, string][] = [
  ['registers.sweep', '41 1 * * *'],
  ['accounts.retention', '23 2 * * *'],
]
export const everyNight: CronItem[] = nightly.map(([task, match]) => ({
  task,
  match,
  identifier: task,
  options: { jobKey: task },
}))

// Which of them is the morning, and which the afternoon, the college's clock says.
const hourly: [JobName, string][] = [
  ['enrolment.tell-how-many-come', '5 * * * *'],
  ['registers.chase', '37 * * * *'],
]
const everyHour: CronItem[] = hourly.map(([task, match]) => ({
  task,
  match,
  identifier: task,
  options: { jobKey: task },
}))

/** Works through jobs until stopped; several workers on one database share the work, and that of workers who died. */
export async function startWorker(engine: Engine): Promise<{ stop(): Promise<void> }> {
  const { pool } = engine
  const { runner, hand, isOnTheClock } = await beginUntilAnswered(engine)
  const life = await showLife(pool, hand.workerId)
  await tidy(pool, hand)
  await Promise.race([isOnTheClock, runner.promise])
  await noteBeginning(pool)
  let told = false
  void runner.promise.then(() => {
    // Whoever keeps the process up is to begin it anew: one that lives and does nothing, nobody would notice.
    if (!told) throw new Error('The job engine has stopped by itself')
  })
  return {
    stop: async () => {
      told = true
      await runner.stop()
      life.end()
    },
  }
}

/**
 * Begins, and anew after a second for as long as the engine's first question to the database fails. With it the engine
 * learns the numbers of its tasks; a failure it keeps like an answer, and fails each later question with it, silently
 * (graphile-worker 0.17, taskIdentifiers.js). An engine that was answered once recovers from everything.
 */
async function beginUntilAnswered(engine: Engine): Promise<Begun> {
  for (;;) {
    const begun = await begin(engine)
    if (await Promise.race([begun.isAnswered, begun.runner.promise.then(() => false)])) return begun
    await begun.runner.stop().catch(() => undefined)
    await pause(1000)
  }
}

interface Begun {
  runner: Runner
  hand: Hand
  isAnswered: Promise<boolean>
  /** Resolves when the engine has noted which work comes by the clock. */
  isOnTheClock: Promise<void>
}

async function begin(engine: Engine): Promise<Begun> {
  const { pool } = engine
  const { taskList, ...rest } = options(engine)
  const events: WorkerEvents = new EventEmitter()
  const hand = watchHands(events)
  const isAnswered = watchFirstQuestion(events)
  const isOnTheClock = new Promise<void>((resolve) => events.once('cron:started', () => resolve()))
  const runner = await run({
    ...rest,
    taskList: { ...taskList, [freeing]: async () => tidy(pool, await hand) },
    events,
    parsedCronItems: parseCronItems([...everyMinute, ...everyHour, ...everyNight]),
    concurrency: hands,
    pollInterval: 1000,
    noHandleSignals: true,
  })
  return { runner, hand: await hand, isAnswered, isOnTheClock }
}

function watchFirstQuestion(events: WorkerEvents): Promise<boolean> {
  return new Promise((resolve) => {
    events.once('worker:getJob:error', () => resolve(false))
    for (const answer of ['worker:getJob:empty', 'job:start'] as const)
      events.once(answer, () => resolve(true))
  })
}

/** What a worker is called, and what it is doing. */
function watchHands(events: WorkerEvents): Promise<Hand> {
  const doing = new Set<string>()
  events.on('job:start', ({ job }) => doing.add(job.id))
  events.on('job:complete', ({ job }) => doing.delete(job.id))
  return new Promise((resolve) => {
    events.once('pool:create', ({ workerPool }) => resolve({ workerId: workerPool.id, doing }))
  })
}

async function tidy(pool: pg.Pool, hand: Hand): Promise<void> {
  await freeAbandonedJobs(pool)
  await freeLostJobs(pool, hand)
  await clearTakenOver(pool)
}

/** Does every job that is due, then returns. */
export function runDueJobs(engine: Engine): Promise<void> {
  return runOnce(options(engine))
}

function options({ pool, functions, log }: Engine) {
  return { pgPool: pool, taskList: taskList(functions), logger: engineLogger(log) }
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
