import { sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import { connect } from '../../src/database/connection.ts'
import { makeLog } from '../../src/lib/log.ts'
import { workers } from '../races/support/workers.ts'
import { Browser, testApp } from '../support/app.ts'
import { today } from '../support/college.ts'

const college = testApp()
const { hire, dismiss } = workers()

const ask = async (browser: Browser, address: string) => {
  const response = await browser.agent.get(address)
  return { status: response.status, ...(response.body as object) }
}

async function workerBegan(minutesAgo: number) {
  await sql`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('mail.sweep', now() - interval '1 day', now() - make_interval(mins => ${minutesAgo}))`.execute(
    college().db,
  )
}

test('the process is up as soon as it answers', async () => {
  expect(await ask(college().visitor(), '/healthz')).toEqual({ status: 200, ok: true })
})

test('it is ready when the database answers and a worker has begun a sweep within three minutes', async () => {
  const browser = college().visitor()
  expect(await ask(browser, '/readyz')).toEqual({ status: 503, ok: false, database: true, worker: false })
  await workerBegan(4)
  expect(await ask(browser, '/readyz')).toEqual({ status: 503, ok: false, database: true, worker: false })
  await sql`delete from graphile_worker._private_known_crontabs`.execute(college().db)
  await workerBegan(2)
  expect(await ask(browser, '/readyz')).toEqual({ status: 200, ok: true, database: true, worker: true })
})

test('a worker that begins anew after a long pause is ready at once, not a minute later', async () => {
  const browser = college().visitor()
  await hire(college())
  await dismiss()
  await sql`update graphile_worker._private_known_crontabs set known_since = now() - interval '1 day', last_execution = null`.execute(
    college().db,
  )
  expect(await ask(browser, '/readyz')).toMatchObject({ status: 503, worker: false })
  await hire(college())
  expect(await ask(browser, '/readyz')).toMatchObject({ status: 200, worker: true })
})

test('without its database it is up, but not ready', async () => {
  const dead = connect('postgres://nobody@127.0.0.1:1/nothing', { max: 1, onError: () => undefined })
  const { config } = college()
  const secret = 'a-secret-for-tests-of-32-letters'
  const app = createApp({ ...dead, config, secret, log: makeLog('silent'), clock: () => today })
  const browser = new Browser(app)
  expect((await ask(browser, '/healthz')).status).toBe(200)
  expect(await ask(browser, '/readyz')).toEqual({ status: 503, ok: false, database: false, worker: false })
  await dead.close()
})
