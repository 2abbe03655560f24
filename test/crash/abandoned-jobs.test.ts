// What a killed worker had begun is done by another, at once and not after hours; what a living one does is left to it.
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Post } from '../../src/mail/transport.ts'
import { freeLostJobs } from '../../src/jobs/life.ts'
import { auditOf } from '../audit/support.ts'
import { untilIdle, workers } from '../races/support/workers.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'

const college = testApp()
const { hire } = workers()

/** Someone is given a place: one mail is promised. */
async function promiseMail(): Promise<void> {
  const { db, config, clock } = college()
  const { runId } = await addRun(db, {})
  await deedsIn(db, { config, clock: () => clock.now }).enrol(runId, await addPerson(db))
}

function slowPost(milliseconds: number): Post & { posted: string[] } {
  const posted: string[] = []
  return {
    posted,
    send: async ({ messageId }) => {
      posted.push(messageId ?? '')
      await pause(milliseconds)
    },
    close: () => undefined,
  }
}

test('a job that a dead worker held is done by the next worker', async () => {
  const { db } = college()
  await promiseMail()
  await sql`update graphile_worker._private_jobs
    set locked_by = 'pool-of-a-dead-process', locked_at = now(), attempts = 1`.execute(db)
  await hire(college(), slowPost(0))
  await untilIdle(db, 5000)
  const mails = await db.selectFrom('mail').select('status').execute()
  expect(mails).toEqual([{ status: 'sent' }])
  expect(await auditOf(college())).toEqual([])
})

test('a job that a living worker holds is not taken from it by one that starts', async () => {
  const { db } = college()
  const post = slowPost(600)
  await hire(college(), post)
  await promiseMail()
  while (post.posted.length === 0) await pause(20)
  await hire(college(), post)
  await untilIdle(db)
  expect(post.posted).toHaveLength(1)
})

test('a job that a living worker holds without knowing of it is free again; one that it is doing is not', async () => {
  const { db, database } = college()
  await promiseMail()
  await promiseMail()
  const lock = (minutes: number) =>
    sql`update graphile_worker._private_jobs
      set locked_by = 'pool-that-lives', locked_at = now() - make_interval(mins => ${minutes})`.execute(db)
  const held = async () => {
    const { rows } = await sql<{ id: string }>`
      select id::text from graphile_worker._private_jobs where locked_by is not null order by id`.execute(db)
    return rows.map(({ id }) => id)
  }
  await lock(6)
  const [doing = ''] = await held()
  await freeLostJobs(database.pool, { workerId: 'pool-that-lives', doing: new Set([doing]) })
  expect(await held()).toEqual([doing])
  await lock(4)
  await freeLostJobs(database.pool, { workerId: 'pool-that-lives', doing: new Set() })
  expect(await held()).toHaveLength(2)
})

test('a worker whose connections are cut goes on, and still holds what it does', async () => {
  const { db } = college()
  const post = slowPost(600)
  const before = await listConnections()
  await hire(college(), post)
  await untilIdle(db)
  const its = (await listConnections()).filter((pid) => !before.includes(pid))
  await sql`select pg_terminate_backend(pid) from unnest(${its}::int[]) as pid`.execute(db)
  // It looks for its database once a second.
  await pause(2500)
  await promiseMail()
  while (post.posted.length === 0) await pause(20)
  await hire(college(), post)
  await untilIdle(db)
  expect(post.posted).toHaveLength(1)
})

test('a worker whose very first question is lost begins anew', async () => {
  const { db, database } = college()
  await promiseMail()
  const post = slowPost(0)
  const holding = await database.pool.connect()
  await holding.query('begin; lock table graphile_worker._private_tasks in access exclusive mode')
  const hired = hire(college(), post)
  const waiting = await untilSomeWaitFor('_private_tasks')
  await sql`select pg_terminate_backend(pid) from unnest(${waiting}::int[]) as pid`.execute(db)
  await holding.query('rollback')
  holding.release()
  await hired
  await untilIdle(db)
  expect(post.posted).toHaveLength(1)
})

async function untilSomeWaitFor(table: string): Promise<number[]> {
  for (;;) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${table}%`}`.execute(
      college().db,
    )
    if (rows.length > 0) return rows.map(({ pid }) => pid)
    await pause(20)
  }
}

async function listConnections(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database()`.execute(college().db)
  return rows.map(({ pid }) => pid)
}
