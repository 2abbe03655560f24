// A small college in which everything can happen: a few runs of different kinds, and people with and without email.
import { sql } from 'kysely'
import { runDueJobs } from '../../src/jobs/run.ts'
import type { JobName } from '../../src/jobs/jobs.ts'
import type { Db } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { makeLog } from '../../src/lib/log.ts'
import { postFor } from '../../src/mail/transport.ts'
import { sweepEnrolments } from '../../src/enrolment/sweep.ts'
import { askToRefreshTeaching } from '../../src/enrolment/teaching-invites/refresh.ts'
import { sweepTeaching } from '../../src/enrolment/teaching-invites/sweep.ts'
import { sweepWaitingLists } from '../../src/waiting-list/sweep.ts'
import { jobFunctions } from '../../src/worker.ts'
import type { TestApp } from '../support/app.ts'
import { addPerson, addRun, addVenue, type NewRun, today } from '../support/college.ts'
import type { RunKind } from './story.ts'
import { empty } from '../support/database.ts'
import { type Deeds, deedsIn } from '../support/deeds.ts'

/** Two web processes rarely agree on the time: the second one's clock is ahead by so many milliseconds. */
export const ahead = 800

export interface World extends Pick<TestApp, 'db' | 'config' | 'clock'> {
  people: string[]
  runIds: string[]
  /** Enrolments there were when the story began, in the order of joining. */
  came: string[]
  venues: string[]
  /** What each of the two processes can do. */
  processes: readonly [Deeds, Deeds]
  /** The time as each process sees it. */
  now(process: 0 | 1): Date
  /** Does the promised work of these kinds, and what follows from it; other work stays promised. */
  work(...names: JobName[]): Promise<void>
  /** What the worker does each minute. */
  sweep(): Promise<void>
}

export const allJobs: JobName[] = [
  'mail.deliver',
  'mail.sweep',
  'waiting-list.fill-places',
  'waiting-list.sweep',
  'enrolment.refresh-invites',
  'enrolment.refresh-person',
  'enrolment.refresh-teaching',
  'enrolment.cancel-run',
  'enrolment.end-run',
  'enrolment.sweep',
]

const day = 24 * 60

const kinds: Record<RunKind, NewRun> = {
  offer: { waitingListMode: 'offer' },
  auto: { waitingListMode: 'auto' },
  staff: { waitingListMode: 'staff' },
  approval: { waitingListMode: 'offer', needsApproval: true },
}

/** A new college in an emptied database. */
export async function newWorld({ db, database, config, clock }: TestApp, chosen: RunKind[]): Promise<World> {
  await empty(db)
  clock.now = today
  const people = []
  for (const email of [undefined, null, undefined, undefined, null, undefined]) {
    people.push(await addPerson(db, email === null ? { email } : {}))
  }
  const sessions = [20, 27, 34].map((days) => ({ startsAt: addMinutes(today, days * day) }))
  const runIds: string[] = []
  for (const kind of chosen) runIds.push((await addRun(db, { ...kinds[kind], capacity: 2, sessions })).runId)
  const now = (process: 0 | 1) => new Date(clock.now.getTime() + process * ahead)
  const processes = [
    deedsIn(db, { config, clock: () => now(0) }),
    deedsIn(db, { config, clock: () => now(1) }),
  ] as const
  const functions = jobFunctions({ db, config, post: postFor(undefined), clock: () => clock.now })
  const world: World = {
    db,
    config,
    clock,
    people,
    runIds,
    came: [],
    venues: [await addVenue(db), await addVenue(db)],
    processes,
    now,
    work: async (...names) => {
      while (await makeDue(db, names)) {
        await runDueJobs({ pool: database.pool, functions, log: makeLog('silent') })
      }
    },
    sweep: async () => {
      await sweepWaitingLists(db, clock.now)
      await sweepEnrolments(db, clock.now)
      await sweepTeaching(db, { config, clock: () => clock.now })
    },
  }
  // As when they were published.
  await inTransaction(db, (tx) => askToRefreshTeaching(tx, runIds))
  await world.work('enrolment.refresh-teaching')
  for (const [index, runId] of runIds.entries()) await begin(world, runId, index)
  return world
}

/** Where it gets interesting: a full run, one of its places given back and offered on, and people waiting behind. */
async function begin(world: World, runId: string, first: number): Promise<void> {
  const [deeds] = world.processes
  const joined = []
  for (let number = 0; number < 5; number++) {
    world.clock.now = addMinutes(world.clock.now, 1)
    const enrolled = await deeds.enrol(runId, pick(world.people, first + number)!)
    if (!enrolled.ok) throw new Error(enrolled.reason)
    if (enrolled.status === 'requested' && number < 4) await deeds.approve(enrolled.enrolmentId)
    joined.push(enrolled.enrolmentId)
  }
  world.clock.now = addMinutes(world.clock.now, 1)
  await deeds.withdraw(joined[0]!)
  await world.work('waiting-list.fill-places')
  world.clock.now = addMinutes(world.clock.now, 1)
  world.came.push(...joined)
}

/** These are due now, all others in an hour. True when there are any. */
async function makeDue(db: Db, names: JobName[]): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    update graphile_worker._private_jobs job
    set run_at = now() + case when task.identifier = any(${names}) then interval '-1 second' else interval '1 hour' end
    from graphile_worker._private_tasks task where task.id = job.task_id and job.attempts < job.max_attempts
    returning task.identifier = any(${names}) as due`.execute(db)
  return rows.some(({ due }) => due)
}

/** One of them, if there are any. */
export function pick<Item>(items: Item[], which: number): Item | undefined {
  return items[which % Math.max(items.length, 1)]
}
