import { sql } from 'kysely'
import type { Post } from '../../src/mail/transport.ts'
import { buttons, press, signUp, words } from '../enrolment/support/people.ts'
import { testApp } from '../support/app.ts'
import { listJobs } from '../support/jobs.ts'
import { addFailedMail } from '../web/support/cast.ts'
import { promise, statuses } from './support/outbox.ts'

const posted: string[] = []
const post: Post = {
  send: ({ subject }) => {
    posted.push(subject ?? '')
    return Promise.resolve()
  },
  close: () => undefined,
}
const college = testApp({ post })
beforeEach(() => posted.splice(0))

const numbered = (name: string) => [0, 1, 2, 3].map((index) => `${name}-${index}`)

test('all failed messages are sent again at one press, each order kept, and each press is noted', async () => {
  const app = college()
  const { db } = app
  await promise(db, numbered('a'), 'calendar a')
  await promise(db, numbered('b'), 'calendar b')
  await promise(db, ['sent long ago'])
  await db.updateTable('mail').set({ status: 'failed', attempts: 11 }).execute()
  await db
    .updateTable('mail')
    .set({ status: 'sent', sent_at: app.clock.now })
    .where('subject', '=', 'sent long ago')
    .execute()
  await sql`delete from graphile_worker._private_jobs`.execute(db)
  const office = await signUp(app, 'Office', ['administrator'])
  const pressed = await press(office.browser, '/admin/mail', 'Send all again')
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/mail'])
  expect(words(await office.browser.get('/admin/mail'))).toContain('8 messages are on their way again')
  const mails = await db.selectFrom('mail').select(['id', 'subject']).orderBy('number').execute()
  const failed = mails.filter(({ subject }) => subject !== 'sent long ago')
  expect((await listJobs(db)).map(({ payload }) => payload.mailId)).toEqual(failed.map(({ id }) => id))
  await app.runJobs()
  for (const name of ['a', 'b'])
    expect(posted.filter((subject) => subject.startsWith(name))).toEqual(numbered(name))
  expect(posted).toHaveLength(8)
  expect(new Set(Object.values(await statuses(db)))).toEqual(new Set(['sent']))
  const noted = await db.selectFrom('audit_event').selectAll().orderBy('id').execute()
  expect(noted.map(({ action, subject_id }) => [action, subject_id])).toEqual(
    failed.map(({ id }) => ['mail.sent-again', id]),
  )
})

test('pressed twice at once, each is sent once; pressed when none has failed, nothing is changed', async () => {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  for (const subject of numbered('a')) await addFailedMail(app.db, office.id, subject)
  await office.browser.get('/admin/mail')
  await Promise.all([1, 2].map(() => office.browser.post('/admin/mail/resend')))
  await app.runJobs()
  expect(posted.sort()).toEqual(numbered('a'))
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toHaveLength(4)
  await office.browser.post('/admin/mail/resend')
  expect(words(await office.browser.get('/admin/mail'))).toContain('Nothing was changed')
})

test('one failed message has its own button only, and all of more than a page go at one press', async () => {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  await addFailedMail(app.db, office.id)
  expect(buttons(await office.browser.get('/admin/mail'))).toEqual(['Send again'])
  for (let more = 0; more < 101; more++) await addFailedMail(app.db, office.id)
  const page = await office.browser.get('/admin/mail')
  expect(words(page)).toContain('102 emails')
  expect(buttons(page).filter((text) => text === 'Send again')).toHaveLength(100)
  await press(office.browser, '/admin/mail', 'Send all again')
  expect(words(await office.browser.get('/admin/mail'))).toContain('All messages are delivered')
})
