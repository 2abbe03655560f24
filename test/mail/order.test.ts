import { makeLog } from '../../src/lib/log.ts'
import { deliver } from '../../src/mail/deliver.ts'
import { postFor, type Post } from '../../src/mail/transport.ts'
import { senderFrom, startWorkerFor } from '../../src/worker.ts'
import { closeAll } from '../crash/support/close-all.ts'
import { press, signUp, words } from '../enrolment/support/people.ts'
import { testApp } from '../support/app.ts'
import { makeJobsDue } from '../support/jobs.ts'
import { promise, statuses } from './support/outbox.ts'
import { MailServer } from './support/smtp.ts'
import { runDue } from './support/work.ts'

let server: MailServer
let post: Post
const college = testApp({ post: { send: (message) => post.send(message), close: () => undefined }, max: 10 })

beforeEach(async () => {
  server = new MailServer()
  await server.start()
  post = postFor(server.url())
})
afterEach(() =>
  closeAll(
    () => post.close(),
    () => server.stop(),
  ),
)

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`)

test('one that is refused in the middle holds back those behind it, and nobody else’s', async () => {
  const app = college()
  server.rule = (_, { subject }) =>
    subject === 'a-1' ? { code: 554, text: 'I do not like this one' } : undefined
  await promise(app.db, numbered('a', 4), 'calendar a')
  await promise(app.db, numbered('b', 2), 'calendar b')
  await promise(app.db, ['plain'])
  await app.runJobs()
  expect(server.subjects().sort()).toEqual(['a-0', 'b-0', 'b-1', 'plain'])
  expect(await statuses(app.db)).toMatchObject({
    'a-0': 'sent',
    'a-1': 'failed',
    'a-2': 'queued',
    'a-3': 'queued',
  })
  const office = await signUp(app, 'Office', ['administrator'])
  expect(words(await office.browser.get('/admin/mail'))).toContain('2 later messages wait behind')
  server.rule = () => undefined
  await press(office.browser, '/admin/mail', 'Send again')
  await app.runJobs()
  expect(server.subjects().filter((subject) => subject.startsWith('a'))).toEqual(numbered('a', 4))
  expect(words(await office.browser.get('/admin/mail'))).not.toContain('wait behind')
})

test('one that has to be tried again is not overtaken', async () => {
  const app = college()
  let refusals = 2
  server.rule = (step, { subject }) =>
    step === 'message' && subject === 'a-1' && refusals-- > 0 ? { code: 451, text: 'Later' } : undefined
  await promise(app.db, numbered('a', 4), 'calendar a')
  await runDue(app, post)
  expect(server.subjects()).toEqual(['a-0'])
  await makeJobsDue(app.db)
  await runDue(app, post)
  expect(server.subjects()).toEqual(['a-0'])
  await app.runJobs()
  expect(server.subjects()).toEqual(numbered('a', 4))
})

test('two that were refused are sent in their order, whichever the office sends again first', async () => {
  const app = college()
  server.rule = (_, { subject }) => (subject === 'a-0' ? { code: 554, text: 'No' } : undefined)
  await promise(app.db, numbered('a', 3), 'calendar a')
  await app.runJobs()
  await app.db.updateTable('mail').set({ status: 'failed' }).where('subject', '=', 'a-1').execute()
  server.rule = () => undefined
  const office = await signUp(app, 'Office', ['administrator'])
  await office.browser.get('/admin/mail')
  const rows = await app.db.selectFrom('mail').select('id').orderBy('number').execute()
  await office.browser.post(`/admin/mail/${rows[1]?.id ?? ''}/resend`)
  await app.runJobs()
  expect(server.subjects()).toEqual([])
  await office.browser.post(`/admin/mail/${rows[0]?.id ?? ''}/resend`)
  await app.runJobs()
  expect(server.subjects()).toEqual(numbered('a', 3))
})

test('two jobs that ask for one mail at the same moment send it once', async () => {
  const app = college()
  server.slowness = 100
  await promise(app.db, ['A place'])
  const { id } = await app.db.selectFrom('mail').select('id').executeTakeFirstOrThrow()
  const delivery = { db: app.db, post, sender: senderFrom(app.config), clock: () => app.clock.now }
  const attempt = { number: 1, last: false }
  await Promise.all([1, 2, 3].map(() => deliver(delivery, id, attempt)))
  expect(server.subjects()).toEqual(['A place'])
  expect(await statuses(app.db)).toEqual({ 'A place': 'sent' })
})

test('two busy workers and a slow server: every mail once, each order kept', async () => {
  const app = college()
  // Slow ones keep most hands busy, so that the jobs of a long order pile up behind one that works.
  server.rule = (step, { subject }) => {
    if (step === 'message') server.slowness = subject.startsWith('slow') ? 120 : 10
    return undefined
  }
  for (const subject of numbered('slow', 3)) await promise(app.db, [subject])
  for (const name of ['a', 'b', 'c']) await promise(app.db, numbered(name, 10), `calendar ${name}`)
  const { db, database } = app
  const config = { ...app.config, smtpUrl: server.url() }
  const deps = { db, pool: database.pool, config, log: makeLog('silent'), clock: () => app.clock.now }
  const workers = [await startWorkerFor(deps), await startWorkerFor(deps)]
  try {
    await until(async () => Object.values(await statuses(db)).every((status) => status === 'sent'))
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
  for (const [name, count] of [
    ['a', 10],
    ['b', 10],
    ['c', 10],
  ] as const)
    expect(server.subjects().filter((subject) => subject.startsWith(`${name}-`))).toEqual(
      numbered(name, count),
    )
  expect(server.received).toHaveLength(33)
})

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await done()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It took longer than ten seconds')
}
