// A small college in which everything can happen: four runs, one of each kind, and people with and without email.
import { sql } from 'kysely'
import { runDueJobs } from '../../src/jobs/run.ts'
import type { JobName } from '../../src/jobs/jobs.ts'
import type { Db } from '../../src/database/schema.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { makeLog } from '../../src/lib/log.ts'
import { postFor } from '../../src/mail/transport.ts'
import { sweepWaitingLists } from '../../src/waiting-list/sweep.ts'
import { jobFunctions } from '../../src/worker.ts'
import type { TestApp } from '../support/app.ts'
import { addPerson, addRun, addVenue, today } from '../support/college.ts'
import { empty } from '../support/database.ts'
import { type Deeds, deedsIn } from '../support/deeds.ts'

/** Two web processes rarely agree on the time: the second one's clock is ahead by so many milliseconds. */
export const ahead = 800

export interface World extends Pick<TestApp, 'db' | 'config' | 'clock'> {
  people: string[]
  runIds: string[]
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
  'enrolment.cancel-run',
]

const day = 24 * 60

/** A new college in an emptied database. */
export async function newWorld({ db, database, config, clock }: TestApp): Promise<World> {
  await empty(db)
  clock.now = today
  const people = []
  for (const email of [undefined, null, undefined, undefined, null, undefined]) {
    people.push(await addPerson(db, email === null ? { email } : {}))
  }
  const sessions = [20, 27, 34].map((days) => ({ startsAt: addMinutes(today, days * day) }))
  const runs = [
    await addRun(db, { capacity: 2, waitingListMode: 'offer', sessions }),
    await addRun(db, { capacity: 2, waitingListMode: 'auto', sessions }),
    await addRun(db, { capacity: 1, waitingListMode: 'staff', sessions: sessions.slice(0, 2) }),
    await addRun(db, { capacity: 1, waitingListMode: 'offer', needsApproval: true, sessions }),
  ]
  const now = (process: 0 | 1) => new Date(clock.now.getTime() + process * ahead)
  const contexts = ([0, 1] as const).map((process) => deedsIn(db, { config, clock: () => now(process) }))
  const functions = jobFunctions({ db, config, post: postFor(undefined), clock: () => clock.now })
  return {
    db,
    config,
    clock,
    people,
    runIds: runs.map(({ runId }) => runId),
    venues: [await addVenue(db), await addVenue(db)],
    processes: [contexts[0]!, contexts[1]!],
    now,
    work: async (...names) => {
      while (await makeDue(db, names)) {
        await runDueJobs({ pool: database.pool, functions, log: makeLog('silent') })
      }
    },
    sweep: () => sweepWaitingLists(db, clock.now),
  }
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
