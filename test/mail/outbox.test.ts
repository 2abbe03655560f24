import { enqueueMails } from '../../src/mail/enqueue.ts'
import { sweepMail } from '../../src/mail/deliver.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { senderFrom } from '../../src/worker.ts'
import { addPerson, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { listJobs, makeJobsDue } from '../support/jobs.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { config } from './support/letters.ts'
import { calendarPart, letter, promise } from './support/outbox.ts'
import { sql } from 'kysely'

const database = testDatabase()

const context = { now: today, mailDomain: 'college.example' }
const mails = () => database().db.selectFrom('mail').selectAll().orderBy('number').execute()

test('a mail is promised with its transaction: row and job are there when it commits', async () => {
  const { db } = database()
  const id = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await inTransaction(db, async (tx) => {
    await enqueueMails(
      tx,
      { id, name: 'Amal', email: 'amal@example.org' },
      [{ letter: letter('A place') }],
      context,
    )
    expect(await mails()).toEqual([])
  })
  const [mail] = await mails()
  expect(mail).toMatchObject({
    to_address: 'amal@example.org',
    subject: 'A place',
    status: 'queued',
    attempts: 0,
  })
  expect(mail?.message_id).toMatch(/^<[0-9a-f-]{36}@college\.example>$/)
  expect(await listJobs(db)).toEqual([{ name: 'mail.deliver', payload: { mailId: mail?.id } }])
})

test('a transaction that is rolled back leaves no mail and no job behind', async () => {
  const { db } = database()
  const id = await addPerson(db, { email: 'amal@example.org' })
  const failing = inTransaction(db, async (tx) => {
    await enqueueMails(
      tx,
      { id, name: 'Amal', email: 'amal@example.org' },
      [{ letter: letter('A place') }],
      context,
    )
    throw new Error('the power went')
  })
  await expect(failing).rejects.toThrow('the power went')
  expect([await mails(), await listJobs(db)]).toEqual([[], []])
})

test('somebody without an email is promised nothing; a calendar that was elsewhere is still written to', async () => {
  const { db } = database()
  const id = await addPerson(db, { email: null })
  const dora = { id, name: 'Dora', email: null }
  await inTransaction(db, (tx) => enqueueMails(tx, dora, [{ letter: letter('A place') }], context))
  expect(await mails()).toEqual([])
  const calendar = calendarPart('calendar x', 'old-address@example.org')
  await inTransaction(db, (tx) =>
    enqueueMails(tx, dora, [{ letter: letter('Dates taken out'), calendar }], context),
  )
  expect((await mails()).map(({ to_address }) => to_address)).toEqual(['old-address@example.org'])
})

test('several mails of one promise keep their order, and each has an identifier of its own', async () => {
  const { db } = database()
  await promise(db, ['one', 'two', 'three'], 'calendar x')
  const all = await mails()
  expect(all.map(({ subject }) => subject)).toEqual(['one', 'two', 'three'])
  expect(new Set(all.map(({ message_id }) => message_id)).size).toBe(3)
  expect(all.map(({ order_key }) => order_key)).toEqual(Array(3).fill('calendar x'))
})

const sweep = (now: Date) =>
  sweepMail({
    db: database().db,
    sender: senderFrom(config),
    clock: () => now,
    post: { send: () => Promise.resolve(), close: () => undefined },
  })

test('a mail whose job is gone is found by the sweep, the first of its order only, and not twice', async () => {
  const { db } = database()
  await promise(db, ['one', 'two'], 'calendar x')
  await promise(db, ['other'])
  await sql`delete from graphile_worker._private_jobs`.execute(db)
  await sweep(addMinutes(today, 1))
  expect(await listJobs(db)).toEqual([])
  await sweep(addMinutes(today, 3))
  await sweep(addMinutes(today, 3))
  const all = await mails()
  const named = (await listJobs(db)).map(
    ({ payload }) => all.find(({ id }) => id === payload.mailId)?.subject,
  )
  expect(named.sort()).toEqual(['one', 'other'])
})

test('a mail whose job waits for its next attempt is left to it; one whose job has given up is not', async () => {
  const { db } = database()
  await promise(db, ['one'])
  await sql`update graphile_worker._private_jobs set attempts = 3, run_at = now() + interval '1 hour'`.execute(
    db,
  )
  await sweep(addMinutes(today, 60))
  expect(await listJobs(db)).toHaveLength(1)
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(db)
  await sweep(addMinutes(today, 60))
  expect(await listJobs(db)).toHaveLength(2)
  expect(await makeJobsDue(db)).toBe(true)
})
