// Somebody phones: the office enrols them in three presses, by the same rules and into the same queue as online.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { auditOf } from '../../audit/support.ts'
import { deedsIn } from '../../support/deeds.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun, today } from '../../support/college.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from '../support/people.ts'

const college = testApp()
const day = 24 * 60

async function amalPhones(run: NewRun = {}, person: { email?: string | null } = { email: null }) {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  const amal = await addPerson(app.db, { name: 'Amal Haddad', ...person })
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, ...run })
  const choose = `/admin/people/${amal}/enrolments`
  return { app, db: app.db, browser: office.browser, officeId: office.id, amal, runId, course, choose }
}

test('from their page it is three presses, and then the page says what to tell them', async () => {
  const { db, app, browser, officeId, amal, runId } = await amalPhones()
  const person = await browser.get(`/admin/people/${amal}`)
  const first = load(person.text)('main a').filter(
    (_, link) => load(person.text)(link).text() === 'Enrol on a course',
  )
  const second = await browser.get(`${first.attr('href')}?q=sleep`)
  expect(words(second)).toContain('Sleep well')
  expect(words(second)).toContain('Places free')
  const pressed = await press(browser, `${first.attr('href')}?q=sleep`, 'Enrol')
  expect(pressed.status).toBe(303)
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'confirmed' })
  const told = await browser.get(pressed.headers.location!)
  expect(load(told.text)('h1').text()).toBe('Place confirmed')
  expect(words(told)).toContain('“You have a place on Sleep well. We look forward to seeing you.”')
  expect(words(told)).toContain('Friday 11 September 2026, 10am to midday')
  expect(words(told)).toContain('Nothing is sent: Amal Haddad has no email address.')
  const event = await db.selectFrom('enrolment_event').selectAll().executeTakeFirstOrThrow()
  expect(event).toMatchObject({ action: 'enrol', actor: 'staff', actor_id: officeId })
  expect(await db.selectFrom('call').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('mail').selectAll().execute()).toEqual([])
  expect(await auditOf(app)).toEqual([])
})

test('somebody with email gets the same message as if they had pressed the button themselves', async () => {
  const { db, browser, choose } = await amalPhones({}, { email: 'amal@example.org' })
  const pressed = await press(browser, choose, 'Enrol')
  expect(words(await browser.get(pressed.headers.location!))).toContain(
    'also gets a message at amal@example.org',
  )
  expect(await mailsTo(db, 'amal@example.org')).toEqual(['place-confirmed'])
})

test('a full course puts them at the end of the same line, and the page says how far', async () => {
  const { app, db, browser, choose, runId } = await amalPhones({ capacity: 1 })
  const deeds = deedsIn(db, { config: app.config, clock: () => app.clock.now })
  for (const name of ['Ana', 'Ben']) await deeds.enrol(runId, await addPerson(db, { name }))
  expect(words(await browser.get(choose))).toContain('Full')
  const pressed = await press(browser, choose, 'Put on the waiting list')
  const told = await browser.get(pressed.headers.location!)
  expect(words(told)).toContain('Every place on Sleep well is taken just now. You are 2nd in line')
  expect(words(told)).toContain('please do not come along until you hear from us')
  expect(await auditOf(app)).toEqual([])
})

test('a course that is agreed first is asked for', async () => {
  const { db, browser, choose, runId } = await amalPhones({ needsApproval: true })
  const pressed = await press(browser, choose, 'Ask for a place')
  expect(words(await browser.get(pressed.headers.location!))).toContain('Sleep well is agreed with you first')
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'requested' })
})

test.each([
  ['has not opened', { opensAt: addMinutes(today, day) }, 'Enrolment has not opened yet'],
  ['has closed', { closesAt: addMinutes(today, -day) }, 'Enrolment has closed'],
  [
    'has begun',
    { sessions: [{ startsAt: addMinutes(today, -30) }] },
    'Or choose on the page of the run, under',
  ],
  ['is a draft', { status: 'draft' }, 'This date is not published yet'],
  ['is called off', { status: 'cancelled' }, 'This course has been called off'],
] as [string, NewRun, string][])(
  'what %s is refused to the office as to a student, with the reason',
  async (_, run, why) => {
    const { db, browser, choose, runId } = await amalPhones(run)
    const shown = await browser.get(choose)
    expect(buttons(shown)).not.toContain('Enrol')
    const posted = await browser.post(choose, { run: runId })
    expect(posted.status).toBe(409)
    expect(words(posted)).toContain(why)
    expect(await db.selectFrom('enrolment').selectAll().execute()).toEqual([])
  },
)

test('somebody who has it already is not enrolled twice', async () => {
  const { db, browser, choose, runId, amal } = await amalPhones()
  await addEnrolment(db, runId, { person: amal })
  const shown = await browser.get(choose)
  expect([words(shown).includes('Place confirmed'), buttons(shown).includes('Enrol')]).toEqual([true, false])
  const posted = await browser.post(choose, { run: runId, from: 'run' })
  expect(posted.status).toBe(409)
  expect(words(posted)).toContain('Amal Haddad has this one already: place confirmed')
  expect(load(posted.text)('main a').last().attr('href')).toBe(`/admin/runs/${runId}`)
})

test('two courses at one time are asked about, and the answer is given on the page', async () => {
  const { db, browser, choose, runId, amal } = await amalPhones()
  const { runId: other } = await addRun(db)
  await addEnrolment(db, other, { person: amal })
  const asked = await browser.post(choose, { run: runId })
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('Amal Haddad has something else at that time')
  expect(await statusesOf(db, runId)).toEqual({})
  const form = load(asked.text)('main form')
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  expect((await browser.post(form.attr('action')!, fields)).status).toBe(303)
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'confirmed' })
})

test('whoever is not a student cannot be enrolled, and the page leads to where that is changed', async () => {
  const { db, browser, runId } = await amalPhones()
  const terry = await addPerson(db, { name: 'Terry', roles: ['trainer'] })
  await browser.get('/admin/people')
  const posted = await browser.post(`/admin/people/${terry}/enrolments`, { run: runId })
  expect(posted.status).toBe(409)
  expect(words(posted)).toContain('Terry is not a student yet')
  expect(load(posted.text)('main a').first().attr('href')).toBe(`/admin/people/${terry}/roles`)
  expect(words(await browser.get(`/admin/people/${terry}`))).not.toContain('Enrol on a course')
})

test('somebody who closed their account is not enrolled, and the page says why', async () => {
  const { db, browser, officeId, amal, runId, choose } = await amalPhones()
  await db
    .insertInto('account_closing')
    .values({ person_id: amal, asked_at: today, asked_by: officeId })
    .execute()
  await browser.get(choose)
  const posted = await browser.post(choose, { run: runId })
  expect(posted.status).toBe(409)
  expect(words(posted)).toContain('The account of Amal Haddad is closed')
  expect(await statusesOf(db, runId)).toEqual({})
})

test.each([
  ['a part of the title', 'slee'],
  ['two words in any order', 'library sleep'],
  ['the day', '11 september'],
  ['the day of the week', 'friday'],
  ['the code', 'sw-7'],
  ['a slip of the pen', 'slep well'],
])('a course is found by %s', async (_, typed) => {
  const { db, browser, choose, runId } = await amalPhones({ code: 'SW-7' })
  await db.updateTable('venue').set({ name: 'Mill Lane Library' }).execute()
  const { id: course } = await addCourse(db, { title: 'Finding work' })
  await addRun(db, { course, sessions: [{ startsAt: addMinutes(today, 15 * day) }] })
  const page = load((await browser.get(`${choose}?q=${encodeURIComponent(typed)}`)).text)
  const found = page('main input[name=run]')
    .map((_, input) => page(input).val())
    .get()
  expect(found).toEqual([runId])
})

test('from the course, somebody is found, or added, and enrolled there', async () => {
  const { db, browser, runId } = await amalPhones()
  const run = await browser.get(`/admin/runs/${runId}`)
  expect(buttons(run)).toContain('Enrol somebody')
  await press(browser, `/admin/runs/${runId}/enrolling?q=amal`, 'Enrol')
  const add = load((await browser.get(`/admin/runs/${runId}/enrolling`)).text)(
    'main a[href^="/admin/people/new"]',
  )
  await browser.get(add.attr('href')!)
  const posted = await browser.post('/admin/people/new', {
    name: 'Wren Malley',
    phone: '07700 900123',
    preferred_contact: 'text',
    agreed: 'not-yet',
    role_student: 'yes',
    run: runId,
  })
  expect(posted.status).toBe(303)
  const told = await press(browser, posted.headers.location!, 'Enrol')
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'confirmed', 'Wren Malley': 'confirmed' })
  expect(words(await browser.get(told.headers.location!))).toContain(
    'They have not agreed to the student agreement yet.',
  )
})

test('whoever wrote instead of phoning is told by the office later, once', async () => {
  const { db, browser, choose } = await amalPhones()
  const page = (await press(browser, choose, 'Enrol')).headers.location!
  await press(browser, page, 'I cannot tell them now: put it on the call list')
  const shown = await browser.get(page)
  expect(words(shown)).toContain('It is on the call list')
  expect(buttons(shown)).not.toContain('I cannot tell them now: put it on the call list')
  await browser.post(`${page}/telling`)
  const calls = await db.selectFrom('call').select('template').execute()
  expect(calls).toEqual([{ template: 'enrolment/place-confirmed' }])
  expect(words(await browser.get('/admin/call-list'))).toContain('Amal Haddad')
})

test('their page holds what they have and had, and nothing that is sensitive', async () => {
  const { db, browser, amal, runId } = await amalPhones()
  await db
    .updateTable('person')
    .set({ what_helps: 'A secret need', phone: '028 9018 0123' })
    .where('id', '=', amal)
    .execute()
  await addEnrolment(db, runId, { person: amal })
  const { runId: past } = await addRun(db, { course: (await addCourse(db, { title: 'Old days' })).id })
  const ended = { status: 'withdrawn' as const, joined_at: today, ended_at: today }
  await db
    .insertInto('enrolment')
    .values({ run_id: past, person_id: amal, ...ended })
    .execute()
  const shown = await browser.get(`/admin/people/${amal}`)
  const page = load(shown.text)
  expect(page('main ul[aria-label="Their courses"]').text()).toContain('Sleep well')
  expect(page('main ul[aria-label="What was before"]').text()).toContain('Old days')
  expect(page(`main a[href="/admin/runs/${runId}"]`)).toHaveLength(1)
  expect(page('main a[href="tel:02890180123"]')).toHaveLength(1)
  expect(words(shown)).not.toContain('A secret need')
})
