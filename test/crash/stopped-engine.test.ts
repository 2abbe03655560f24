// What no supervisor notices is a worker that lives and does nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { testDatabase } from '../support/database.ts'
import { programOf } from '../support/programs.ts'

const database = testDatabase()

let worker: ChildProcess | undefined
afterEach(() => worker?.kill('SIGKILL'))

test('a worker whose engine stops by itself ends, so that it is begun anew', async () => {
  const { db, url } = database()
  worker = spawn(process.execPath, [programOf('commands/worker.ts')], {
    cwd: path.join(__dirname, '../..'),
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: 'no', DATABASE_URL: url },
    stdio: 'ignore',
  })
  const ended = once(worker, 'exit')
  await untilItListens()
  // What the engine of a newer version says when it changes its tables: the older one stops.
  await sql`select pg_notify('worker:migrate', '{"migrationNumber": 1000, "breaking": true}')`.execute(db)
  expect(await ended).toEqual([1, null])
})

async function untilItListens(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from graphile_worker._private_known_crontabs`
      .execute(database().db)
      .catch(() => ({ rows: [] }))
    const { rows: listeners } = await sql`
      select from pg_stat_activity
      where datname = current_database() and query like 'LISTEN%' and state = 'idle'`.execute(database().db)
    if (rows.length > 0 && listeners.length > 0) return
    await pause(50)
  }
}
