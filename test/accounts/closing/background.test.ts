// The work in the background may be done twice, at once, or stop anywhere: what comes of it is the same.
import { sql } from 'kysely'
import { closeAccount } from '../../../src/accounts/closing/close-account.ts'
import { finishClosing } from '../../../src/accounts/closing/finish.ts'
import { sweepClosings } from '../../../src/accounts/closing/sweep.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { leaveEveryRun } from '../../../src/enrolment/leave-every-run.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import type { Post } from '../../../src/mail/transport.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { addQuill, finish, findWords, marks, secret } from './support.ts'

const college = testApp()

async function closed() {
  const app = college()
  const { config, clock, db } = app
  const people = await addQuill(app)
  await inTransaction(db, (tx) =>
    closeAccount(tx, { personId: people.quill, byId: people.quill, secret }, today),
  )
  const context = { config, clock: () => clock.now }
  return { app, db, context, ...people }
}

const goodbyes = async (db: Db) =>
  (await db.selectFrom('mail').where('template', '=', 'accounts/goodbye').select('id').execute()).length

const erasedAt = async (db: Db, id: string) =>
  (await db.selectFrom('person').where('id', '=', id).select('erased_at').executeTakeFirstOrThrow()).erased_at

test('done twice at once, each place is given back once and goodbye is said once', async () => {
  const { app, db, context, quill } = await closed()
  const once = async () => {
    await leaveEveryRun(db, quill, context)
    await finishClosing(db, quill, context)
  }
  await Promise.all([once(), once(), once()])
  await finish(app)
  await once()
  const withdrawals = db.selectFrom('enrolment_event').where('action', '=', 'withdraw').select('id')
  expect((await withdrawals.execute()).length).toBe(2)
  expect(await goodbyes(db)).toBe(1)
  const noted = db
    .selectFrom('audit_event')
    .where('action', '=', 'person.erased')
    .select(['actor_id', 'subject_id'])
  expect(await noted.execute()).toEqual([{ actor_id: null, subject_id: quill }])
})

test('nobody is erased while their messages are on their way, nor without a goodbye', async () => {
  const { db, context, quill } = await closed()
  await finishClosing(db, quill, context)
  expect([await goodbyes(db), await erasedAt(db, quill)]).toEqual([0, null])
  await leaveEveryRun(db, quill, context)
  await finishClosing(db, quill, context)
  expect([await goodbyes(db), await erasedAt(db, quill)]).toEqual([1, null])
  const cleared = db.selectFrom('mail').where('calendar_method', '=', 'CANCEL').select('to_address')
  // Two places that are given back now, and the one the office took back before.
  expect(await cleared.execute()).toEqual([1, 2, 3].map(() => ({ to_address: 'quill@example.org' })))
})

async function loseWorkOn(db: Db, personId: string): Promise<void> {
  await sql`delete from graphile_worker._private_jobs where payload ->> 'personId' = ${personId}`.execute(db)
}

test('work that got lost at any step is found again by the sweep', async () => {
  const { app, db, context, quill } = await closed()
  await loseWorkOn(db, quill)
  await sweepClosings(db)
  await app.runJobs()
  expect(await goodbyes(db)).toBe(1)
  await loseWorkOn(db, quill)
  await finish(app)
  expect(await erasedAt(db, quill)).toEqual(today)
  await sweepClosings(db)
  const { rows } = await sql`select from graphile_worker._private_jobs`.execute(db)
  expect(rows).toEqual([])
  await finishClosing(db, quill, context)
})

test('somebody without an email is erased at once, and nobody writes to them', async () => {
  const { db, config, runJobs } = college()
  const admin = await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  const caller = await addPerson(db, { name: 'Mags Nomail', email: null })
  await inTransaction(db, (tx) => closeAccount(tx, { personId: caller, byId: admin, secret }, today))
  await runJobs()
  expect([await goodbyes(db), await erasedAt(db, caller), config.mailDomain]).toEqual([
    0,
    today,
    'college.example',
  ])
})

describe('with a mail server that takes nothing', () => {
  const refusing: Post = { send: () => Promise.reject(new Error('451 later')), close: () => undefined }
  const stuck = testApp({ post: refusing })

  test('messages are waited for, and after three days no more', async () => {
    const app = stuck()
    const { db, clock, config } = app
    const { quill } = await addQuill(app)
    await inTransaction(db, (tx) => closeAccount(tx, { personId: quill, byId: quill, secret }, today))
    const context = { config, clock: () => clock.now }
    await leaveEveryRun(db, quill, context)
    await finishClosing(db, quill, context)
    clock.now = addMinutes(today, 3 * 24 * 60 - 1)
    await finishClosing(db, quill, context)
    expect(await erasedAt(db, quill)).toBeNull()
    clock.now = addMinutes(today, 3 * 24 * 60)
    await finishClosing(db, quill, context)
    expect(await erasedAt(db, quill)).toEqual(clock.now)
    expect(await findWords(db, marks)).toEqual([])
    await app.runJobs()
  })
})
