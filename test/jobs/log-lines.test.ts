// A log is read by whoever keeps the computers running, and copied to many places: it names nobody.
import { sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import type { JobFunctions } from '../../src/jobs/jobs.ts'
import { runDueJobs } from '../../src/jobs/run.ts'
import { postFor } from '../../src/mail/transport.ts'
import { jobFunctions } from '../../src/worker.ts'
import { closeAll } from '../crash/support/close-all.ts'
import { signUp } from '../enrolment/support/people.ts'
import { outbox, promise } from '../mail/support/outbox.ts'
import { MailServer } from '../mail/support/smtp.ts'
import { Browser, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { keepLog } from './support/kept-log.ts'

const college = testApp()

const ending: (() => unknown)[] = []
afterEach(() => closeAll(...ending.splice(0).reverse()))

/** Lets the engine write down what became of each job: it says that it is done a moment before. */
async function untilNoneIsHeld(db: Db): Promise<void> {
  const held = () => sql`select id from graphile_worker._private_jobs where locked_at is not null`.execute(db)
  while ((await held()).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a mail server that names the person it refuses is not quoted in the log', async () => {
  const { db, database, config, clock } = college()
  const server = new MailServer()
  await server.start()
  ending.push(() => server.stop())
  const post = postFor(server.url())
  ending.push(() => post.close())
  server.rule = (step, { to }) =>
    step === 'recipient' ? { code: 451, text: `<${to}> try later` } : undefined
  await promise(db, ['A place'])
  const { to_address: address } = await db.selectFrom('mail').select('to_address').executeTakeFirstOrThrow()
  const kept = keepLog()
  const functions = jobFunctions({ db, config, post, clock: () => clock.now })
  await runDueJobs({ pool: database.pool, functions, log: kept.log })
  await untilNoneIsHeld(db)
  // The office can read it.
  expect((await outbox(db))[0]?.last_error).toContain(address)
  expect(kept.text()).not.toContain(address)
  expect(kept.text()).not.toContain('try later')
  expect(kept.lines()).toContainEqual(
    expect.objectContaining({
      level: 40,
      job: expect.objectContaining({ kind: 'mail.deliver', attempt: 1, of: 11 }) as object,
      error: expect.objectContaining({ code: 'EENVELOPE', responseCode: 451 }) as object,
    }),
  )
})

test('a job that breaks a rule of the database tells which rule, and not whose address', async () => {
  const { db, database } = college()
  await addPerson(db, { email: 'amal@example.org' })
  const functions = {
    'waiting-list.fill-places': () => addPerson(db, { email: 'amal@example.org' }),
  } as unknown as JobFunctions
  const runId = '00000000-0000-4000-8000-000000000000'
  await inTransaction(db, (tx) => enqueueJob(tx, 'waiting-list.fill-places', { runId }))
  const kept = keepLog()
  await runDueJobs({ pool: database.pool, functions, log: kept.log })
  await untilNoneIsHeld(db)
  expect(kept.text()).not.toMatch(/amal|already exists/)
  const told = kept.lines().find(({ level }) => Number(level) >= 40)
  expect(told?.error).toMatchObject({ code: '23505', constraint: 'person_email_key', table: 'person' })
  expect((told?.error as { stack: string[] }).stack.join()).toMatch(/addPerson/)
})

test('a page that fails tells its number and what failed, and whom it was about it does not', async () => {
  const { db, database, config, clock } = college()
  await sql`create function refuse_loudly() returns trigger language plpgsql as $$
    declare whose text = (select email from person where id = new.person_id);
    begin raise exception '% may not', whose using detail = whose, hint = whose, errcode = '23514'; end $$`.execute(
    db,
  )
  ending.push(() => sql`drop function refuse_loudly() cascade`.execute(db))
  await sql`create trigger loud before insert on enrolment
    for each row execute function refuse_loudly()`.execute(db)
  const { runId } = await addRun(db, {})
  const { email } = await signUp(college(), 'Zuleikha')
  const kept = keepLog()
  const secret = 'a-secret-for-tests-of-32-letters'
  const app = createApp({ db, pool: database.pool, config, secret, log: kept.log, clock: () => clock.now })
  const browser = new Browser(app)
  await browser.signIn(email)
  const response = await browser.post(`/runs/${runId}/enrolments`)
  expect(response.status).toBe(500)
  expect(kept.text()).not.toMatch(/zuleikha/i)
  expect(kept.lines().filter(({ level }) => level === 50)).toEqual([
    expect.objectContaining({
      route: 'POST /runs/:id/enrolments',
      number: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      error: expect.objectContaining({ code: '23514' }) as object,
    }),
  ])
})
