import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { countAllDue } from '../../../src/accounts/retention/report.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { writeToAway } from '../../../src/registers/re-engagement/write-to-away.ts'
import { writeInstead } from '../../../src/registers/instead/write-instead.ts'
import { sendTextAgain } from '../../../src/texts/send-again.ts'
import { words } from '../../enrolment/support/people.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun } from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'
import { inDays } from '../support/missed.ts'

const college = testApp()
const page = paths.adminReEngagement()
const month = 30.5

async function away(db: Db, name: string, months: number, person: Record<string, unknown> = {}) {
  const since = inDays(-months * month)
  const id = await addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, now: since })
  await db
    .updateTable('person')
    .set({ name, ...person })
    .where('id', '=', id)
    .execute()
  return id
}

/** Six people whom nobody has seen for a year, and some whom nobody shall write to. */
async function people(db: Db) {
  await away(db, 'Amal', 12)
  await away(db, 'Ben', 12, { phone: '07400 123456', preferred_contact: 'phone' })
  await away(db, 'Cai', 12, { email: null, preferred_contact: 'post', postal_address: '1 Mill Lane' })
  const dee = await away(db, 'Dee', 12)
  const over = await addRun(db, {
    now: inDays(-400),
    sessions: [{ startsAt: inDays(-390) }],
    trainers: 'none',
  })
  const had = await addEnrolment(db, over.runId, { person: dee, joinedAt: inDays(-366) })
  const ended = { status: 'not-completed' as const, ended_at: inDays(-360) }
  await db.updateTable('enrolment').set(ended).where('id', '=', had).execute()
  // Seen since, coming soon, works here, and leaves.
  await away(db, 'Seen', 12, { last_seen_at: inDays(-20) })
  const coming = await away(db, 'Coming', 12)
  await addEnrolment(db, (await addRun(db, { trainers: 'none' })).runId, { person: coming })
  const works = await away(db, 'Works', 12)
  await db
    .insertInto('role_grant')
    .values({ person_id: works, role: 'trainer', granted_at: inDays(0) })
    .execute()
  const closing = { asked_at: inDays(-1), asked_by: null, why: 'never-took-part' as const }
  await db
    .insertInto('account_closing')
    .values({ person_id: await away(db, 'Closing', 12), ...closing })
    .execute()
  await away(db, 'Recent', 3)
}

const shown = (html: string) =>
  load(html)('section[aria-labelledby=away] .row__title')
    .toArray()
    .map((row) => load(row).text())
    .sort()

test('the office sees who was not seen for a while, and writes to all of them by their own way, once', async () => {
  const app = college()
  const { db } = app
  await people(db)
  const [ada] = await office(app, 'Ada')
  const first = await ada.get(page)
  expect(shown(first.text)).toEqual(['Amal', 'Ben', 'Cai', 'Dee'])
  expect(words(first)).toContain('4 people have not been seen for 6 months')
  expect(words(first)).toContain('Kept until')
  expect(shown((await ada.get(`${page}?months=6&had=had-a-place`)).text)).toEqual(['Dee'])
  expect(shown((await ada.get(`${page}?months=2&had=never-had-one`)).text)).toEqual([
    'Amal',
    'Ben',
    'Cai',
    'Recent',
  ])
  const wrong = await ada.get(`${page}?months=none`)
  expect([wrong.status, errorsOn(wrong.text)]).toEqual([422, 'Enter a number of months from 1 to 60'])

  await ada.get(page)
  await ada.post(page, { months: '6', had: 'all' })
  const after = await ada.get(page)
  expect(noticeOn(after.text)).toContain('We wrote to 4 people')
  expect(shown(after.text)).toEqual([])
  const mails = db.selectFrom('mail').select(['to_address', 'view']).orderBy('to_address')
  const sent = await mails.execute()
  expect(sent.map(({ to_address: to }) => to)).toEqual(['amal@example.org', 'dee@example.org'])
  for (const link of ['/courses', '/sign-in', '/account/closing'])
    expect(JSON.stringify(sent)).toContain(link)
  const calls = await db.selectFrom('call').select('template').execute()
  expect(calls).toEqual(Array(2).fill({ template: 'registers/glad-to-see-you' }))

  await ada.post(page, { months: '6', had: 'all' })
  expect(noticeOn((await ada.get(page)).text)).toContain('Nobody was written to')
  // It is half a year later, and they stayed away: one more word is no flood.
  app.clock.now = inDays(190)
  expect(shown((await ada.get(page)).text)).toEqual(expect.arrayContaining(['Amal', 'Ben', 'Cai', 'Dee']))
})

test('each hears it their own way: nobody who asked for email is texted, and who cannot sign in is given a number to ring', async () => {
  const app = college()
  const { db, config } = app
  const phone = '07400 123456'
  await away(db, 'Amal', 12, { phone, preferred_contact: 'email' })
  await away(db, 'Ben', 12, { phone, preferred_contact: 'text' })
  await away(db, 'Cai', 12, { phone: '07400 123457', preferred_contact: 'text', email: null })
  await away(db, 'Dee', 12, { phone, preferred_contact: 'phone' })
  const actorId = await addPerson(db, { roles: ['administrator'] })
  const texts = { baseUrl: '', account: 'A', token: 'T', from: 'F' }
  const writing = { config: { ...config, texts }, now: app.clock.now, actorId }
  await inTransaction(db, (tx) => writeToAway(tx, { months: 6, had: 'all' }, writing))
  const told = db.selectFrom('re_engagement').innerJoin('person', 'person.id', 'person_id')
  expect(await told.select(['name', 'channel']).orderBy('name').execute()).toEqual([
    { name: 'Amal', channel: 'email' },
    { name: 'Ben', channel: 'text' },
    { name: 'Cai', channel: 'text' },
    { name: 'Dee', channel: 'call' },
  ])
  const mails = await db.selectFrom('mail').select('to_address').execute()
  expect(mails).toEqual([{ to_address: 'amal@example.org' }])
  const sent = await db.selectFrom('text_message').select('body').orderBy('to_number').execute()
  const words =
    'From your college: it is a while since we saw you. You are always welcome. Our courses: http://localhost:3000/courses To leave: '
  expect(sent.map(({ body }) => body)).toEqual([
    `${words}http://localhost:3000/account/closing`,
    `${words}please ring 01632 960 123`,
  ])
})

test('a kind word that a text does not bring is sent again or written instead, and never both', async () => {
  const app = college()
  const { db, config } = app
  await away(db, 'Amal', 12, { phone: '07400 123456', preferred_contact: 'text' })
  const actorId = await addPerson(db, { roles: ['administrator'] })
  const press = { at: app.clock.now, actorId }
  const texts = { baseUrl: '', account: 'A', token: 'T', from: 'F' }
  const writing = { config: { ...config, texts }, now: app.clock.now, actorId }
  await inTransaction(db, (tx) => writeToAway(tx, { months: 6, had: 'all' }, writing))
  const { id } = await db.selectFrom('text_message').select('id').executeTakeFirstOrThrow()
  const fail = () => db.updateTable('text_message').set({ status: 'failed' }).execute()
  const instead = () => inTransaction(db, (tx) => writeInstead(tx, id, writing))
  const mails = () => db.selectFrom('mail').select(['to_address', 'template']).execute()
  await fail()
  let work: Promise<void> = Promise.resolve()
  await inTransaction(db, async (tx) => {
    expect(await sendTextAgain(tx, id, press)).toBe(1)
    work = instead()
    expect(await isWaiting(work, db)).toBe(true)
  })
  await work
  expect(await mails()).toEqual([])
  await fail()
  await Promise.all([instead(), instead()])
  expect(await mails()).toEqual([{ to_address: 'amal@example.org', template: 'registers/glad-to-see-you' }])
  expect(await db.selectFrom('re_engagement').select('channel').execute()).toEqual([{ channel: 'email' }])
  expect(await inTransaction(db, (tx) => sendTextAgain(tx, id, press))).toBe(0)
})

test('that we wrote to somebody is no sign of them: their account is closed no later for it', async () => {
  const app = college()
  const { db, config } = app
  await away(db, 'Amal', 12)
  const due = (days: number) =>
    countAllDue(db, config.retention, { now: inDays(days), timeZone: config.timeZone })
  await db
    .updateTable('person')
    .set({ email_confirmed_at: inDays(-300) })
    .where('name', '=', 'Amal')
    .execute()
  const [ada] = await office(app, 'Ada')
  await ada.get(page)
  await ada.post(page, { months: '6', had: 'all' })
  // What every student of a test has agreed to today.
  await db.deleteFrom('agreement_acceptance').execute()
  const told = { closing_announced_at: inDays(340) }
  await db.updateTable('person').set(told).where('name', '=', 'Amal').execute()
  expect((await due(380))['never-took-part']).toBe(1)
})

test('a page that is sent twice goes on to nobody whom it did not show', async () => {
  const app = college()
  const { db } = app
  for (const months of [14, 13]) await away(db, `Gone${months}`, months)
  const [ada] = await office(app, 'Ada')
  const shownBy = load((await ada.get(page)).text)
  const until = shownBy('form[method=post] input[name=until]').attr('value')!
  // As if there had been more than are shown at once.
  await away(db, 'Later', 12)
  const form = { months: '6', had: 'all', until }
  for (let press = 0; press < 2; press++) await ada.post(page, form)
  expect(noticeOn((await ada.get(page)).text)).toContain('Nobody was written to')
  expect(shown((await ada.get(page)).text)).toEqual(['Later'])
  expect((await ada.post(page, { ...form, until: 'soon' })).status).toBe(422)
})

test('whoever came to a class since was seen, also on a place that they had given up, or without one', async () => {
  const app = college()
  const { db } = app
  const run = await addRun(db, { now: inDays(-400), sessions: [{ startsAt: inDays(-10) }] })
  const [sessionId = ''] = run.sessionIds
  const left = await away(db, 'Left', 12)
  const place = await addEnrolment(db, run.runId, { person: left, joinedAt: inDays(-360) })
  const came = {
    mark: 'late' as const,
    marked_at: inDays(-10),
    marked_by: run.peerId,
    means: 'page' as const,
  }
  await db.updateTable('attendance').set(came).where('enrolment_id', '=', place).execute()
  const ended = { status: 'withdrawn' as const, ended_at: inDays(-300) }
  await db.updateTable('enrolment').set(ended).where('id', '=', place).execute()
  const walked = { id: crypto.randomUUID(), session_id: sessionId, name: 'Walked' }
  const added = { person_id: await away(db, 'Walked', 12), added_by: run.peerId, added_at: inDays(-10) }
  await db
    .insertInto('walk_in')
    .values({ ...walked, ...added })
    .execute()
  await away(db, 'Amal', 12)
  const [ada] = await office(app, 'Ada')
  expect(shown((await ada.get(page)).text)).toEqual(['Amal'])
})
