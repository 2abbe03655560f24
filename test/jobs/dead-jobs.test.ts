// Work that failed at its last attempt: nobody would ever do it again unless the office knows.
import { sql } from 'kysely'
import type { Db } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import type { JobFunctions, JobName, Jobs } from '../../src/jobs/jobs.ts'
import { clearTakenOver } from '../../src/jobs/life.ts'
import { countDeadJobs, listDeadJobs, retryDeadJobs } from '../../src/jobs/queries.ts'
import { everyMinute, runDueJobs } from '../../src/jobs/run.ts'
import { makeLog } from '../../src/lib/log.ts'
import { buttons, press, signUp, words } from '../enrolment/support/people.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { listJobs } from '../support/jobs.ts'

const college = testApp()

async function add<Name extends JobName>(db: Db, name: Name, payload: Jobs[Name]): Promise<void> {
  await inTransaction(db, (tx) => enqueueJob(tx, name, payload))
}

async function useUpAttempts(db: Db): Promise<void> {
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(db)
}

test('only work that has used up its attempts is dead, and mails are listed as mails', async () => {
  const { db } = college()
  const { runId } = await addRun(db, {})
  await add(db, 'waiting-list.fill-places', { runId })
  await add(db, 'waiting-list.fill-places', { runId })
  await add(db, 'mail.deliver', { mailId: runId })
  await useUpAttempts(db)
  await add(db, 'waiting-list.sweep', {})
  expect(await countDeadJobs(db)).toBe(2)
  const dead = await listDeadJobs(db)
  expect(dead).toEqual([
    { name: 'waiting-list.fill-places', count: 2, last_tried_at: expect.any(Date) as Date },
  ])
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a worker'`.execute(db)
  expect(await countDeadJobs(db)).toBe(0)
})

test('what is tried again is done, and what still cannot be done is dead again within the hour', async () => {
  const { db, database } = college()
  const { runId } = await addRun(db, {})
  await add(db, 'waiting-list.fill-places', { runId })
  await add(db, 'enrolment.cancel-run', { runId })
  await useUpAttempts(db)
  const tried = await inTransaction(db, (tx) => retryDeadJobs(tx))
  expect(tried).toEqual([
    { name: 'waiting-list.fill-places', payload: { runId } },
    { name: 'enrolment.cancel-run', payload: { runId } },
  ])
  expect(await countDeadJobs(db)).toBe(0)
  const functions = {
    'waiting-list.fill-places': () => Promise.resolve(),
    'enrolment.cancel-run': () => Promise.reject(new Error('not today')),
  } as unknown as JobFunctions
  let waited = 0
  while ((await countDeadJobs(db)) === 0) {
    await runDueJobs({ pool: database.pool, functions, log: makeLog('silent') })
    waited += await skipTheWait(db)
  }
  expect(waited).toBeGreaterThan(10 * 60)
  expect(waited).toBeLessThan(60 * 60)
  expect(await listJobs(db)).toEqual([{ name: 'enrolment.cancel-run', payload: { runId } }])
})

/** How many seconds the failed job would have waited for its next attempt; 0 when there is none. */
async function skipTheWait(db: Db): Promise<number> {
  const held = () => sql`select id from graphile_worker._private_jobs where locked_at is not null`.execute(db)
  while ((await held()).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const { rows } = await sql<{ seconds: number }>`
    with waiting as (select id, run_at from graphile_worker._private_jobs where attempts < max_attempts)
    update graphile_worker._private_jobs job set run_at = now() from waiting where waiting.id = job.id
    returning extract(epoch from waiting.run_at - now())::float8 as seconds`.execute(db)
  return rows[0]?.seconds ?? 0
}

test('the office reads in plain words what could not be done, and has all of it tried again', async () => {
  const app = college()
  const { db } = app
  const { runId } = await addRun(db, {})
  const person = await addPerson(db, { name: 'Amal' })
  const office = await signUp(app, 'Office', ['administrator'])
  expect(words(await office.browser.get('/admin/mail'))).not.toContain('Work that could not be done')
  await add(db, 'waiting-list.fill-places', { runId })
  await add(db, 'enrolment.cancel-run', { runId })
  await add(db, 'enrolment.refresh-person', { personId: person })
  await add(db, 'waiting-list.sweep', {})
  await add(db, 'a kind from another version' as JobName, { runId })
  await useUpAttempts(db)
  const page = await office.browser.get('/admin/mail')
  expect(words(page)).toContain('Work that could not be done')
  expect(words(page)).toContain('Tell everyone on a run that it is cancelled')
  expect(words(page)).toContain('Other work in the background')
  expect(page.text).not.toMatch(new RegExp(`${runId}|${person}|another version|fill-places|sweep`))
  const pressed = await press(office.browser, '/admin/mail', 'Try all of it again')
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/mail'])
  expect(await countDeadJobs(db)).toBe(0)
  const after = await office.browser.get('/admin/mail')
  expect(words(after)).toContain('tried again')
  expect(buttons(after)).not.toContain('Try all of it again')
  const noted = await db.selectFrom('audit_event').selectAll().orderBy('id').execute()
  expect(
    noted.map(({ action, actor_id, subject_kind, subject_id, detail }) => [
      action,
      actor_id,
      subject_kind,
      subject_id,
      detail,
    ]),
  ).toEqual([
    ['job.tried-again', office.id, 'run', runId, { job: 'waiting-list.fill-places' }],
    ['job.tried-again', office.id, 'run', runId, { job: 'enrolment.cancel-run' }],
    ['job.tried-again', office.id, 'person', person, { job: 'enrolment.refresh-person' }],
    ['job.tried-again', office.id, 'person', office.id, { job: 'waiting-list.sweep' }],
    ['job.tried-again', office.id, 'run', runId, { job: 'a kind from another version' }],
  ])
})

test('when there is nothing to try again, pressing changes nothing', async () => {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  await office.browser.get('/admin/mail')
  await office.browser.post('/admin/jobs/retry')
  expect(words(await office.browser.get('/admin/mail'))).toContain('Nothing was changed')
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toEqual([])
})

test('work that a later poke took over is not the office’s to look at, and is cleared away', async () => {
  const { db, database } = college()
  const { runId } = await addRun(db, {})
  const poke = () =>
    inTransaction(db, (tx) => enqueueJob(tx, 'enrolment.end-run', { runId }, { key: `end:${runId}` }))
  await poke()
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1`.execute(
    db,
  )
  await poke()
  await sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null`.execute(db)
  expect(await listJobs(db)).toHaveLength(2)
  expect(await countDeadJobs(db)).toBe(0)
  await clearTakenOver(database.pool)
  expect(await listJobs(db)).toHaveLength(1)
  await useUpAttempts(db)
  await clearTakenOver(database.pool)
  expect(await countDeadJobs(db)).toBe(1)
})

test('a sweep that fails is begun anew each minute, and leaves no heap of itself behind', async () => {
  const { db, database } = college()
  const failing = Object.fromEntries(
    everyMinute.map(({ task }) => [task, () => Promise.reject(new Error('not today'))]),
  ) as unknown as JobFunctions
  for (let minute = 0; minute < 3; minute++) {
    // As the engine's clock does.
    for (const { task, options } of everyMinute)
      await sql`select graphile_worker.add_job(${task}, job_key => ${options?.jobKey ?? null})`.execute(db)
    await runDueJobs({ pool: database.pool, functions: failing, log: makeLog('silent') })
    await skipTheWait(db)
  }
  expect(await listJobs(db)).toHaveLength(everyMinute.length)
})
