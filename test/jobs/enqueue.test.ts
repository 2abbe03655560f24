import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob, enqueueJobs, type When } from '../../src/jobs/enqueue.ts'
import { type JobFunctions } from '../../src/jobs/jobs.ts'
import { runDueJobs } from '../../src/jobs/run.ts'
import { makeLog } from '../../src/lib/log.ts'
import { testDatabase } from '../support/database.ts'
import { listJobs } from '../support/jobs.ts'

const database = testDatabase()

const add = (runId: string, when: When = {}) =>
  inTransaction(database().db, (tx) => enqueueJob(tx, 'waiting-list.fill-places', { runId }, when))

async function rows() {
  const found = await sql<{ key: string | null; max: number; seconds: number }>`
    select key, max_attempts as max, round(extract(epoch from run_at - now()))::int as seconds
    from graphile_worker._private_jobs order by id`.execute(database().db)
  return found.rows
}

/** Works through what is due with this in place of every job; returns the runs it was asked for. */
async function work(
  done: (runId: string, attempt: { number: number; last: boolean }) => Promise<void> = () =>
    Promise.resolve(),
) {
  const asked: string[] = []
  const functions = {
    'waiting-list.fill-places': async (
      { runId }: { runId: string },
      attempt: { number: number; last: boolean },
    ) => {
      asked.push(runId)
      await done(runId, attempt)
    },
  } as unknown as JobFunctions
  await runDueJobs({ pool: database().pool, functions, log: makeLog('silent') })
  return asked
}

test('work is promised for now, to be tried up to 25 times', async () => {
  await add('a')
  expect(await rows()).toEqual([
    { key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, max: 25, seconds: 0 },
  ])
  expect(await work()).toEqual(['a'])
  expect(await rows()).toEqual([])
})

test('many pokes of one key are one piece of work, at the time of the last', async () => {
  await add('a', { key: 'fill:a', runAt: new Date(Date.now() + 60_000) })
  await add('a', { key: 'fill:a', runAt: new Date(Date.now() + 300_000) })
  await add('b', { key: 'fill:b' })
  expect((await rows()).map(({ key }) => key)).toEqual(['fill:a', 'fill:b'])
  expect((await rows())[0]?.seconds).toBeGreaterThan(290)
  expect(await work()).toEqual(['b'])
})

test('a poke while the work is being done is done afterwards', async () => {
  await add('a', { key: 'fill:a' })
  let poked = false
  const asked = await work(async () => {
    if (!poked) await add('a', { key: 'fill:a' })
    poked = true
  })
  expect(asked).toEqual(['a', 'a'])
})

test('several at once are one statement, each with its key, and none is no statement', async () => {
  const jobs = ['a', 'b'].map((runId) => ({ payload: { runId }, key: `fill:${runId}` }))
  await inTransaction(database().db, (tx) => enqueueJobs(tx, 'waiting-list.fill-places', jobs, 7))
  await inTransaction(database().db, (tx) => enqueueJobs(tx, 'waiting-list.fill-places', [], 7))
  expect((await rows()).map(({ key, max }) => [key, max])).toEqual([
    ['fill:a', 7],
    ['fill:b', 7],
  ])
  expect(await work()).toEqual(['a', 'b'])
})

test('with a transaction that is rolled back the promise is gone', async () => {
  const failing = inTransaction(database().db, async (tx) => {
    await enqueueJob(tx, 'waiting-list.sweep', {})
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await listJobs(database().db)).toEqual([])
})

test('work is told which attempt it is, and when it is the last', async () => {
  await add('a', { maxAttempts: 2 })
  const seen: { number: number; last: boolean }[] = []
  const failing = (_: string, attempt: { number: number; last: boolean }) => {
    seen.push(attempt)
    return Promise.reject(new Error('not today'))
  }
  await work(failing)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(database().db)
  await work(failing)
  expect(seen).toEqual([
    { number: 1, last: false },
    { number: 2, last: true },
  ])
})
