// News for people who do not read mails: the office tells them, and notes it.
import { load } from 'cheerio'
import { inTransaction } from '../../src/database/transaction.ts'
import { insertCall } from '../../src/mail/calls.ts'
import type { MailContent } from '../../src/mail/content.ts'
import { addCourse, addEnrolment, addPerson, addRun, today } from '../support/college.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { press, signUp, words } from '../enrolment/support/people.ts'
import { inDays } from './support/waiting.ts'

const college = testApp()

const calledOff: MailContent = {
  heading: 'This course has been called off',
  paragraphs: ['We are sorry: Sleep well will not take place.', 'This is why: the <b>roof</b> leaks'],
  facts: [{ label: 'Called off', lines: ['Friday 11 September 2026, 10am to midday', 'and the week after'] }],
  button: { text: 'See all courses', href: 'http://localhost/courses' },
  afterwards: ['You can do that on the same page.'],
}

type Reach = 'email' | 'phone' | 'text' | 'post'

async function addReader(
  app: TestApp,
  name: string,
  reach: Reach,
  phone: string | null,
  email: string | null,
) {
  const person = await addPerson(app.db, { name, email })
  await app.db
    .updateTable('person')
    .set({ phone, preferred_contact: reach, postal_address: '1 Mill Lane' })
    .where('id', '=', person)
    .execute()
  return person
}

async function addNews(app: TestApp, person_id: string, run_id: string, heading = calledOff.heading) {
  const view = JSON.stringify({ ...calledOff, heading })
  await inTransaction(app.db, (tx) =>
    insertCall(tx, {
      person_id,
      run_id,
      template: 'enrolment/run-cancelled',
      subject: 'About a course',
      view,
      created_at: today,
    }),
  )
}

async function offerByPhone(app: TestApp, runId: string, person: string, offerExpiresAt: Date) {
  const id = await addEnrolment(app.db, runId, { person, status: 'offered', offerExpiresAt })
  await app.db.updateTable('offer').set({ channel: 'call-list' }).where('enrolment_id', '=', id).execute()
}

async function sleepWell(app: TestApp, days = 10) {
  const { id: course } = await addCourse(app.db, { title: days === 10 ? 'Sleep well' : `In ${days} days` })
  const { runId } = await addRun(app.db, { course, sessions: [{ startsAt: inDays(days) }] })
  return runId
}

async function dorasNews(reach: Reach = 'phone', phone: string | null = '07700 900 456', email = null) {
  const app = college()
  const runId = await sleepWell(app)
  const dora = await addReader(app, 'Dora', reach, phone, email)
  await addNews(app, dora, runId)
  const office = await signUp(app, 'Office', ['administrator'])
  return { app, runId, dora, office }
}

const told = 'I have told them'

test('the list says whom to tell, what, since when, and leads to the run; nothing that only a mail can hold', async () => {
  const { office, runId } = await dorasNews()
  const list = await office.browser.get('/admin/call-list')
  const $ = load(list.text)
  const panel = $('section[aria-labelledby^=person-]')
  expect(panel.find('h2').text()).toBe('Dora')
  expect(panel.find('a[href="tel:07700900456"]').text()).toBe('07700 900 456')
  expect(panel.find('h3').text()).toContain(calledOff.heading)
  expect(panel.text()).toContain('This is why: the <b>roof</b> leaks')
  expect(panel.find('dl').text()).toMatch(
    /Called off\s*Friday 11 September 2026, 10am to midday\s*and the week/,
  )
  expect(panel.text()).toContain('Tuesday 1 September 2026 at 10am')
  expect(panel.find(`a[href="/admin/runs/${runId}"]`).text()).toBe('Sleep well')
  expect(panel.find('b')).toHaveLength(0)
  expect(panel.text()).not.toContain('See all courses')
  expect(panel.text()).not.toContain('on the same page')
  expect(words(list)).toContain('1 person to reach')
  expect(words(list)).toContain('ask for the person by name')
})

test.each([
  ['phone', '07700 900 456', 'tel:07700900456', '07700 900 456'],
  ['text', '07700 900 456', 'sms:07700900456', 'Prefers a text message: 07700 900 456'],
  ['post', null, undefined, 'Prefers a letter.'],
  ['post', '07700 900 456', 'tel:07700900456', 'Prefers a letter.'],
] as const)('somebody who prefers %s (%s) is reached so', async (reach, phone, href, text) => {
  const { office } = await dorasNews(reach, phone)
  const $ = load((await office.browser.get('/admin/call-list')).text)
  const contact = $('section[aria-labelledby^=person-] .lede')
  expect(contact.text().replace(/\s+/g, ' ')).toContain(text)
  expect(contact.find('a').attr('href')).toBe(href)
})

test('one press notes that they know: the line goes, and the trail says who told whom', async () => {
  const { app, office, dora, runId } = await dorasNews()
  const pressed = await press(office.browser, '/admin/call-list', told)
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/call-list'])
  const list = words(await office.browser.get('/admin/call-list'))
  expect(list).toContain('Noted: Dora knows')
  expect(list).toContain('Nobody to call')
  const call = await app.db.selectFrom('call').selectAll().executeTakeFirstOrThrow()
  expect(call).toMatchObject({ done_at: today, done_by: office.id })
  const entry = await app.db.selectFrom('audit_event').selectAll().executeTakeFirstOrThrow()
  expect(entry).toMatchObject({
    action: 'person.told',
    actor_id: office.id,
    subject_kind: 'person',
    subject_id: dora,
    detail: { callId: call.id, runId },
  })
})

test('two of the office note it: one of them is told that it was noted already', async () => {
  const { app, office } = await dorasNews()
  const $ = load((await office.browser.get('/admin/call-list')).text)
  const address = $('form[action^="/admin/calls/"]').attr('action') ?? ''
  const both = await Promise.all([1, 2].map(() => office.browser.post(address)))
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  await office.browser.post(address)
  expect(words(await office.browser.get('/admin/call-list'))).toContain('Somebody noted it already')
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toHaveLength(1)
})

test('a call that does not exist is not found', async () => {
  const { office } = await dorasNews()
  await office.browser.get('/admin/call-list')
  const posted = await office.browser.post('/admin/calls/00000000-0000-4000-8000-000000000000/done')
  expect(posted.status).toBe(404)
})

test('who has several things to hear, a place to answer too, is called once; namesakes are two people', async () => {
  const { app, office, runId, dora } = await dorasNews()
  await addNews(app, dora, runId, 'Another thing')
  await offerByPhone(app, await sleepWell(app, 12), dora, inDays(12))
  await addNews(app, await addReader(app, 'Dora', 'phone', '07700 900 456', null), runId)
  const list = await office.browser.get('/admin/call-list')
  const $ = load(list.text)
  const panels = $('section[aria-labelledby^=person-]')
  expect(panels.map((_, one) => $(one).find('h3').length).get()).toEqual([3, 1])
  expect(panels.first().find('button').text()).toContain('Yes: give the place')
  expect(words(list)).toContain('2 people to reach')
})

test('whoever has something soonest stands first, news and offers alike', async () => {
  const app = college()
  for (const days of [9, 3, 6]) {
    const runId = await sleepWell(app, days)
    const person = await addReader(app, `Person ${days}`, 'post', null, null)
    if (days === 6) await offerByPhone(app, runId, person, inDays(6))
    else await addNews(app, person, runId)
  }
  const office = await signUp(app, 'Office', ['administrator'])
  const $ = load((await office.browser.get('/admin/call-list')).text)
  expect(
    $('h2[id^=person-]')
      .map((_, one) => $(one).text())
      .get(),
  ).toEqual(['Person 3', 'Person 6', 'Person 9'])
})

test('an answer noted from the call list leads back to it, to the next in the list', async () => {
  const { app, office } = await dorasNews()
  const runId = await sleepWell(app, 12)
  const ed = await addReader(app, 'Ed', 'post', null, null)
  await offerByPhone(app, runId, ed, inDays(12))
  const pressed = await press(office.browser, '/admin/call-list', 'Yes: give the place')
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/call-list'])
  expect(words(await office.browser.get('/admin/call-list'))).toContain(
    'Ed has a place They told you themselves, so nobody needs to tell them.',
  )
})

test('what they have at the same time is there to be said before they say yes', async () => {
  const { app, office, dora, runId } = await dorasNews()
  await addEnrolment(app.db, runId, { person: dora })
  const { id: course } = await addCourse(app.db, { title: 'Walking group' })
  const walking = await addRun(app.db, { course, sessions: [{ startsAt: inDays(10) }] })
  await offerByPhone(app, walking.runId, dora, inDays(10))
  const list = words(await office.browser.get('/admin/call-list'))
  expect(list).toContain('At the same time they have: Sleep well, Friday 11 September, 10am to midday.')
})

test('an offer on a run of which every date is cancelled names no day', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { sessions: [{ startsAt: inDays(9), status: 'cancelled' }] })
  await offerByPhone(app, runId, await addReader(app, 'Ed', 'post', null, null), inDays(9))
  const office = await signUp(app, 'Office', ['administrator'])
  const list = words(await office.browser.get('/admin/call-list'))
  expect(list).toContain('Every date of it is cancelled')
  expect(list).not.toContain('1970')
})
