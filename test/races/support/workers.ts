import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect } from '../../../src/database/connection.ts'
import type { Db } from '../../../src/database/schema.ts'
import { startWorker, workerConnections } from '../../../src/jobs/run.ts'
import { isLostConnection } from '../../../src/lib/lost-connection.ts'
import { makeLog } from '../../../src/lib/log.ts'
import { type Post, postFor } from '../../../src/mail/transport.ts'
import { jobFunctions } from '../../../src/worker.ts'
import type { TestApp } from '../../support/app.ts'

type Hire = (app: TestApp, post?: Post) => Promise<void>

/** Hires workers, each as in a process of its own: with its own connections. They leave when the test is over. */
export function workers(): { hire: Hire; dismiss: () => Promise<void> } {
  let hired: { leave(): Promise<void> }[] = []
  const dismiss = async () => {
    const leaving = hired
    hired = []
    await Promise.all(leaving.map((worker) => worker.leave()))
  }
  afterEach(dismiss)
  return {
    dismiss,
    hire: async (app, post = postFor(undefined)) => {
      hired.push(await startOne(app, post))
    },
  }
}

async function startOne({ database, config, clock }: TestApp, post: Post) {
  const { db, pool, close } = connect(database.url, { max: workerConnections, onError: ignoreTermination })
  const functions = jobFunctions({ db, config, post, clock: () => clock.now })
  const runner = await startWorker({ pool, functions, log: makeLog('silent') })
  return {
    leave: async () => {
      await runner.stop()
      await close()
    },
  }
}

/** Resolves when no job is due or being done; throws when that takes too long. */
export async function untilIdle(db: Db, milliseconds = 20_000): Promise<void> {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    const { rows } = await sql<{ busy: boolean }>`
      select exists (select from graphile_worker._private_jobs
        where locked_at is not null or (run_at <= now() and attempts < max_attempts)) as busy`.execute(db)
    if (rows[0]?.busy === false) return
    await pause(20)
  }
  throw new Error('The workers are still busy')
}

/** The test's database is dropped, or the test itself cuts the line. */
function ignoreTermination(error: Error): void {
  if (!isLostConnection(error)) throw error
}
