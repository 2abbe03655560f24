import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun } from '../support/college.ts'
import { type Browser, testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { inDays, passTime, waitingForOne } from './support/waiting.ts'

const college = testApp()

const yes = 'Yes: give the place'

async function namesToReach(browser: Browser): Promise<string[]> {
  const page = load((await browser.get('/admin/call-list')).text)
  return page('h2[id^=person-]')
    .map((_, name) => page(name).text())
    .get()
}

/** A place comes free for Dora, who has a telephone and no email; Ben waits behind her. */
async function dorasTurn(run: NewRun = {}) {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, capacity: 1, ...run })
  const amal = await signUp(app, 'Amal')
  await addEnrolment(app.db, runId, { person: amal.id })
  const dora = await addPerson(app.db, { name: 'Dora', email: null })
  await app.db
    .updateTable('person')
    .set({ phone: '07700 900 456', preferred_contact: 'phone' })
    .where('id', '=', dora)
    .execute()
  await addEnrolment(app.db, runId, { person: dora, status: 'waiting' })
  const ben = await signUp(app, 'Ben')
  await press(ben.browser, `/runs/${runId}`, 'Join the waiting list')
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  const office = await signUp(app, 'Office', ['administrator'])
  return { app, runId, ben, office }
}

test('somebody without an email is on the call list until the course begins, with a number to press', async () => {
  const { app, office } = await dorasTurn()
  const list = await office.browser.get('/admin/call-list')
  expect(words(list)).toContain('Dora')
  expect(words(list)).toContain('Sleep well')
  expect(words(list)).toContain('begins Friday 11 September 2026 at 10am')
  expect(load(list.text)('a[href="tel:07700900456"]').text()).toContain('07700 900 456')
  expect(await app.db.selectFrom('offer').select('expires_at').execute()).toEqual([
    { expires_at: inDays(10) },
  ])
  expect(
    await app.db.selectFrom('mail').where('template', '=', 'enrolment/place-offered').selectAll().execute(),
  ).toEqual([])
})

test.each([
  [yes, { Amal: 'withdrawn', Dora: 'confirmed', Ben: 'waiting' }, 'accepted'],
  ['Not this time, or no answer', { Amal: 'withdrawn', Dora: 'waiting', Ben: 'offered' }, 'passed'],
  ['No: off the list', { Amal: 'withdrawn', Dora: 'withdrawn', Ben: 'offered' }, 'declined'],
])('what she says on the telephone is noted by one press: %s', async (button, statuses, offer) => {
  const { app, runId, office } = await dorasTurn()
  const pressed = await press(office.browser, '/admin/call-list', button)
  expect(pressed.status).toBe(303)
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual(statuses)
  const first = await app.db
    .selectFrom('offer')
    .select('status')
    .orderBy('offered_at')
    .executeTakeFirstOrThrow()
  expect(first.status).toBe(offer)
  const event = await app.db
    .selectFrom('enrolment_event')
    .selectAll()
    .where('actor', '=', 'staff')
    .executeTakeFirstOrThrow()
  expect(event.actor_id).toBe(office.id)
  expect(await namesToReach(office.browser)).toEqual([])
})

test('two of the office note her answer: the first counts, the second is told', async () => {
  const { app, runId, office } = await dorasTurn()
  const list = load((await office.browser.get('/admin/call-list')).text)
  const [accept = '', pass = ''] = list('main form')
    .map((_, form) => list(form).attr('action'))
    .get()
  await office.browser.post(accept)
  await office.browser.post(pass)
  expect(words(await office.browser.get(`/admin/runs/${runId}`))).toContain('Nothing was changed')
  expect((await statusesOf(app.db, runId)).Dora).toBe('confirmed')
})

test('when the course begins, the call list forgets about it, nobody is booked, and nobody goes on waiting', async () => {
  const { app, runId, office } = await dorasTurn()
  await passTime(app, inDays(10))
  expect(buttons(await office.browser.get('/admin/call-list'))).not.toContain(yes)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Dora: 'lapsed', Ben: 'declined' })
})

test('in the last 48 hours people with an email are telephoned too, and can still press the button', async () => {
  const app = college()
  const { runId, amal, ben } = await waitingForOne(app)
  app.clock.now = inDays(8)
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  const office = await signUp(app, 'Office', ['administrator'])
  expect(words(await office.browser.get('/admin/call-list'))).toContain('Ben')
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered'])
  const mail = await app.db.selectFrom('mail').selectAll().orderBy('number', 'desc').executeTakeFirstOrThrow()
  expect(JSON.stringify(mail.view)).toContain('until Friday 11 September 2026 at 10am')
  expect(buttons(await ben.browser.get('/my/courses'))).toContain('Accept this place')
  await press(office.browser, '/admin/call-list', yes)
  await app.runJobs()
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
  expect((await mailsTo(app.db, ben.email)).at(-1)).toBe('place-confirmed')
})

test('the office can note an answer to an offer that went by mail, beside the name', async () => {
  const app = college()
  const { runId, amal } = await waitingForOne(app)
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  const office = await signUp(app, 'Office', ['administrator'])
  expect(words(await office.browser.get('/admin/call-list'))).not.toContain('Ben')
  await press(office.browser, `/admin/runs/${runId}`, 'They say yes')
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('the list is sorted by how soon the course begins', async () => {
  const app = college()
  for (const [title, days] of [
    ['Later', 9],
    ['Sooner', 5],
  ] as const) {
    const { id: course } = await addCourse(app.db, { title })
    const { runId } = await addRun(app.db, { course, sessions: [{ startsAt: inDays(days) }] })
    const id = await addEnrolment(app.db, runId, { status: 'offered', offerExpiresAt: inDays(days) })
    await app.db.updateTable('offer').set({ channel: 'call-list' }).where('enrolment_id', '=', id).execute()
  }
  app.clock.now = addMinutes(app.clock.now, 1)
  const office = await signUp(app, 'Office', ['administrator'])
  const text = words(await office.browser.get('/admin/call-list'))
  expect(text.indexOf('Sooner')).toBeLessThan(text.indexOf('Later'))
})
