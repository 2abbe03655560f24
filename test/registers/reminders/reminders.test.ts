import { load } from 'cheerio'
import { sql } from 'kysely'
import { configFrom } from '../../../src/config/config.ts'
import { readEnvironment } from '../../../src/config/environment.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { postFor } from '../../../src/mail/transport.ts'
import { remindOf, sendReminders } from '../../../src/registers/reminders/send-reminders.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { jobFunctions } from '../../../src/worker.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { clearJobs, listJobs } from '../../support/jobs.ts'
import { noticeOn, office } from '../../support/office.ts'
import { Provider } from '../../texts/support/provider.ts'
import { inDays } from '../support/missed.ts'

const college = testApp()

const starts = inDays(10)
const near = addMinutes(starts, -47 * 60)

const classOf = (...people: Record<string, unknown>[]) =>
  datesOf([{ startsAt: starts }, { startsAt: inDays(17) }], people)

async function datesOf(sessions: NonNullable<NewRun['sessions']>, people: Record<string, unknown>[]) {
  const { db } = college()
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const run = await addRun(db, { course, now: inDays(-20), sessions })
  const ids: string[] = []
  for (const person of people) {
    const id = await addPerson(db, {})
    await db.updateTable('person').set(person).where('id', '=', id).execute()
    ids.push(await addEnrolment(db, run.runId, { person: id, joinedAt: inDays(-5) }))
  }
  return { ...run, sessionId: run.sessionIds[0] ?? '', ids }
}

const remind = (now = near, settings = {}) =>
  sendReminders(college().db, { config: { ...college().config, ...settings }, now })
const mails = async () =>
  (
    await college().db.selectFrom('mail').select(['to_address', 'subject']).orderBy('to_address').execute()
  ).map(({ to_address: to }) => to)

test('whoever has a place is reminded once, unless they said no, told us, or enrolled just now', async () => {
  const { db } = college()
  const { runId, sessionId, ids } = await classOf(
    { email: 'amal@example.org' },
    { email: 'ben@example.org', reminders: false },
    { email: 'cai@example.org' },
    { email: null, preferred_contact: 'post', postal_address: '1 Mill Lane' },
  )
  await addEnrolment(db, runId, { status: 'waiting' })
  await addEnrolment(db, runId, { joinedAt: near })
  const trainer = await addPerson(db, { roles: ['trainer'] })
  const told = { mark: 'told-us' as const, marked_at: today, marked_by: trainer, means: 'phone' as const }
  await db
    .updateTable('attendance')
    .set(told)
    .where('enrolment_id', '=', ids[2] ?? '')
    .execute()
  await remind(addMinutes(near, -120))
  expect(await mails()).toEqual([])
  await remind()
  await remind(addMinutes(near, 1))
  expect(await mails()).toEqual(['amal@example.org'])
  const mail = await db.selectFrom('mail').select(['subject', 'view']).executeTakeFirstOrThrow()
  expect(mail.subject).toBe('See you soon: Fri 11 Sept, 10am')
  expect(await db.selectFrom('reminder').select('channel').orderBy('channel').execute()).toEqual([
    { channel: 'email' },
    { channel: 'none' },
  ])

  // It moves to another day: that is worth another word. By an hour it is not.
  const move = (to: Date) =>
    db
      .updateTable('session')
      .set({ starts_at: to, ends_at: addMinutes(to, 120) })
      .where('id', '=', sessionId)
      .execute()
  await move(addMinutes(starts, 60))
  await remind(addMinutes(near, 10))
  expect(await mails()).toHaveLength(1)
  await move(inDays(12))
  await remind(addMinutes(near, 2 * 24 * 60))
  expect((await mails()).filter((to) => to === 'amal@example.org')).toHaveLength(2)
})

test.each([
  [
    'one of several dates, they keep it',
    [{ startsAt: inDays(-4) }, { startsAt: starts }],
    'If you cannot come this time, please tell us on the same page. You keep your place.',
    [
      'If you cannot come, please tell us here, and you keep your place: http://localhost:3000/my/courses',
      'If you cannot come, please ring 01632 960 123. You keep your place.',
    ],
  ],
  [
    'the one date that takes place, they give it up',
    [{ startsAt: starts }, { startsAt: inDays(17), status: 'cancelled' as const }],
    'If you cannot come, please give your place up on the same page: somebody else may be glad of it.',
    [
      'If you cannot come, please give your place up here, somebody else may be glad of it: http://localhost:3000/my/courses',
      'If you cannot come, please ring 01632 960 123 and give your place up: somebody else may be glad of it.',
    ],
  ],
])('whoever cannot come reads what becomes of their place: of %s', async (_, sessions, mail, texts) => {
  const { db } = college()
  await datesOf(sessions, [
    { email: 'amal@example.org' },
    { email: 'ben@example.org', phone: '07400 123456', preferred_contact: 'text' },
    { email: null, phone: '07400 123457', preferred_contact: 'text' },
  ])
  await remind(near, { texts: { baseUrl: '', account: 'A', token: 'T', from: 'F' } })
  const [letter] = await db.selectFrom('mail').select('view').execute()
  expect((letter?.view as { afterwards: string[] }).afterwards[0]).toBe(mail)
  // Who has no email cannot sign in: they are given a number to ring, and no link.
  const sent = await db.selectFrom('text_message').select('body').orderBy('to_number').execute()
  const seeYou = 'From your college: see you on Fri 11 Sept, 10am. '
  expect(sent.map(({ body }) => body)).toEqual(texts.map((text) => seeYou + text))
})

test('nobody is reminded of a class that is called off, nor by night', async () => {
  const { db } = college()
  const { sessionId } = await classOf({ email: 'amal@example.org' })
  await remind(new Date('2026-09-10T03:00:00Z'))
  expect(await mails()).toEqual([])
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', sessionId).execute()
  await remind()
  expect(await mails()).toEqual([])
})

test('a text message goes to whoever would rather have one, where there is a provider; else an email', async () => {
  const app = college()
  const { db } = app
  await classOf(
    { email: 'amal@example.org', phone: '07400 123456', preferred_contact: 'text' },
    { email: 'wall@example.org', phone: '01632 960123', preferred_contact: 'text' },
    // Their numbers can be texted, and they asked for something else.
    { email: 'ben@example.org', phone: '07400 123457', preferred_contact: 'email' },
    { email: 'call@example.org', phone: '07400 123458', preferred_contact: 'phone' },
    { email: null, phone: '07400 123459', preferred_contact: 'phone' },
  )
  await remind(near, { texts: { baseUrl: '', account: 'A', token: 'T', from: 'F' } })
  expect(await mails()).toEqual(['ben@example.org', 'call@example.org', 'wall@example.org'])
  const texts = await db.selectFrom('text_message').select(['to_number', 'body', 'useless_after']).execute()
  const [text] = texts
  expect(texts).toHaveLength(1)
  expect(text).toEqual({
    to_number: '+447400123456',
    useless_after: starts,
    body: expect.stringMatching(
      /^From your college: see you on Fri 11 Sept, 10am\. If you cannot come, please tell us here, and you keep your place: http\S+\/my\/courses$/,
    ) as string,
  })
  expect(text?.body).not.toContain('Sleep')
  await sql`delete from reminder`.execute(db)
  await remind(addMinutes(near, 1))
  expect(await mails()).toContain('amal@example.org')
})

/** A provider, and the work of the background as the worker does it with that. */
async function withProvider(use: (provider: Provider, work: (now?: Date) => Promise<void>) => Promise<void>) {
  const provider = new Provider()
  await provider.listen()
  const { db, config } = college()
  const { texts } = configFrom(readEnvironment({ TEXTS_URL: provider.url }))
  const attempt = { number: 1, last: false }
  const work = async (now = near) => {
    const jobs = jobFunctions({
      db,
      config: { ...config, texts },
      post: postFor(undefined),
      clock: () => now,
    })
    await jobs['registers.remind']({}, attempt)
    for (const name of ['texts.deliver', 'registers.text-failed'] as const) {
      const due = (await listJobs(db)).filter((job) => job.name === name)
      await clearJobs(db)
      await Promise.all(due.map(({ payload }) => jobs[name](payload as never, attempt)))
      // Work that a crash has begun anew finds that it is done.
      await Promise.all(due.map(({ payload }) => jobs[name](payload as never, attempt)))
    }
  }
  try {
    await use(provider, work)
  } finally {
    await provider.close()
  }
}

const stopped = { status: 400, body: { code: 21610, message: 'Attempt to send to unsubscribed recipient' } }

test('from end to end: the worker hands the text message to the provider', async () => {
  await withProvider(async (provider, work) => {
    await classOf({ email: null, phone: '07400 123456', preferred_contact: 'text' })
    await work()
    expect(provider.sent).toEqual([expect.objectContaining({ To: '+447400123456' })])
  })
})

test('a reminder that a text message does not bring goes by email, once, and the office is told once', async () => {
  const app = college()
  const { db } = app
  const people = [
    { name: 'Amal', email: 'amal@example.org', phone: '07400 123456', preferred_contact: 'text' },
    { name: 'Ben', email: null, phone: '07400 123457', preferred_contact: 'text' },
  ]
  await withProvider(async (provider, work) => {
    await classOf(...people)
    provider.rule = () => stopped
    await work()
    expect(await mails()).toEqual(['amal@example.org'])
    expect(
      (await db.selectFrom('reminder').select('channel').execute()).map(({ channel }) => channel).sort(),
    ).toEqual(['email', 'text'])

    const [ada] = await office(app, 'Ada')
    const listed = async () => {
      const rows = load((await ada.get('/admin/mail')).text)('section[aria-labelledby=texts] .row').toArray()
      return rows.map((row) => [load(row)('.row__title').text(), load(row)('button').text()]).sort()
    }
    const amal = ['To Amal, +447400123456', '']
    const ben = ['To Ben, +447400123457', 'Send again']
    expect(await listed()).toEqual([amal, ben])
    expect((await ada.get('/admin')).text).toContain('2 messages could not be delivered')
    expect((await ada.get('/admin/mail')).text).toContain('It went by email instead')
    const { id } = await db
      .selectFrom('text_message')
      .where('to_number', '=', '+447400123456')
      .select('id')
      .executeTakeFirstOrThrow()
    await ada.post(`/admin/texts/${id}/resend`)
    expect(noticeOn((await ada.get('/admin/mail')).text)).toContain('Nothing was changed')

    // The next class: tried as they wish, brought by email, and not said to the office again.
    await work(addMinutes(inDays(17), -47 * 60))
    expect(provider.sent.filter(({ To }) => To === '+447400123456')).toHaveLength(2)
    expect(await mails()).toEqual(['amal@example.org', 'amal@example.org'])
    expect(await listed()).toEqual([amal, ben, ben])
    await db.updateTable('person').set({ phone: '07400 123458' }).where('name', '=', 'Amal').execute()
    expect(await listed()).toEqual([ben, ben])
  })
})

test('what a text message does not bring is of no use after all: it goes nowhere', async () => {
  const { db } = college()
  await withProvider(async (provider, work) => {
    const phone = '07400 123456'
    const person = (email: string) => ({ email, phone, preferred_contact: 'text' })
    const { ids } = await classOf(
      person('amal@example.org'),
      person('ben@example.org'),
      person('cai@example.org'),
    )
    const whose = (place: number) =>
      sql`(select person_id from enrolment where id = ${ids[place] ?? ''}::uuid)`
    provider.rule = () => stopped
    await remind(near, { texts: { baseUrl: '', account: 'A', token: 'T', from: 'F' } })
    await sql`update person set reminders = false where id = ${whose(0)}`.execute(db)
    await sql`update attendance set mark = 'told-us', marked_at = ${today}, means = 'themselves', marked_by = ${whose(1)}
      where enrolment_id = ${ids[1] ?? ''}`.execute(db)
    await work()
    expect(await mails()).toEqual(['cai@example.org'])
  })
})

test('two workers at once remind everybody once; whoever leaves in that moment is not reminded afterwards', async () => {
  const app = college()
  const { db, config } = app
  const { runId, sessionId, ids } = await classOf({ email: 'amal@example.org' }, { email: 'ben@example.org' })
  await Promise.all([remind(), remind(), remind()])
  expect(await mails()).toEqual(['amal@example.org', 'ben@example.org'])
  await sql`delete from reminder`.execute(db)
  await sql`delete from mail`.execute(db)
  await deedsIn(db, { clock: () => near, config }).withdraw(ids[1] ?? '')
  await inTransaction(db, (tx) => remindOf(tx, { id: sessionId, run_id: runId }, { config, now: near }))
  const reminded = db.selectFrom('mail').where('template', '=', 'registers/reminder').select('to_address')
  expect(await reminded.execute()).toEqual([{ to_address: 'amal@example.org' }])
})

test('of a class that was moved to another day a moment before, nobody is reminded yet', async () => {
  const { db, config } = college()
  const { runId, sessionId } = await classOf({ email: 'amal@example.org' })
  const remindLate = () =>
    inTransaction(db, (tx) => remindOf(tx, { id: sessionId, run_id: runId }, { config, now: near }))
  await sql`update session set starts_at = starts_at + interval '20 days', ends_at = ends_at + interval '20 days'
    where id = ${sessionId}`.execute(db)
  await remindLate()
  expect(await mails()).toEqual([])
  await sql`update session set starts_at = starts_at - interval '20 days', ends_at = ends_at - interval '20 days'
    where id = ${sessionId}`.execute(db)
  await remindLate()
  expect(await mails()).toEqual(['amal@example.org'])
})
