import { sql } from 'kysely'
import { runDueJobs } from '../../../src/jobs/run.ts'
import { makeLog } from '../../../src/lib/log.ts'
import type { Post } from '../../../src/mail/transport.ts'
import { jobFunctions } from '../../../src/worker.ts'
import type { TestApp } from '../../support/app.ts'

/** Does the work that is due now, and no retries: one round, through this post. */
export async function runDue({ db, database, config, clock }: TestApp, post: Post): Promise<void> {
  const functions = jobFunctions({ db, config, post, clock: () => clock.now })
  await runDueJobs({ pool: database.pool, functions, log: makeLog('silent') })
  // The engine says that it is done a moment before it has written down which jobs failed.
  while (await someAreHeld({ db })) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function someAreHeld({ db }: Pick<TestApp, 'db'>): Promise<boolean> {
  const { rows } =
    await sql`select id from graphile_worker._private_jobs where locked_at is not null`.execute(db)
  return rows.length > 0
}
