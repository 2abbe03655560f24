import { load } from 'cheerio'
import { addEnrolment, addRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

/** Amal asks for a place on a run that is agreed with each person first. */
async function asked(run = {}) {
  const app = college()
  const { runId } = await addRun(app.db, { needsApproval: true, ...run })
  const amal = await signUp(app, 'Amal')
  const office = await signUp(app, 'Office', ['administrator'])
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  const { id } = await app.db.selectFrom('enrolment').select('id').executeTakeFirstOrThrow()
  return { app, amal, office, runId, enrolmentId: id }
}

test('asking for a place is no place yet: it says so, in a mail too, and no invitation goes out', async () => {
  const { app, amal, runId } = await asked()
  const mine = words(await amal.browser.get('/my/courses'))
  expect(mine).toContain('We have your request')
  expect(mine).toContain('Asked for a place')
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'requested' })
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-requested'])
  expect(await app.db.selectFrom('calendar_invite').selectAll().execute()).toEqual([])
})

test('a run that needs approval says so beside its button, when it is full too', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { needsApproval: true, capacity: 0 })
  const { browser } = await signUp(app, 'Amal')
  const page = await browser.get(`/runs/${runId}`)
  expect(buttons(page)).toEqual(['Enrol on this course'])
  expect(words(page)).toContain('This course is agreed with you first')
})

test('the office says yes: the place is confirmed, with its mail', async () => {
  const { app, amal, office, runId } = await asked()
  expect(words(await office.browser.get('/admin'))).toContain('1 request to answer')
  const pressed = await press(office.browser, `/admin/runs/${runId}`, 'Approve')
  expect([pressed.status, pressed.headers.location]).toEqual([303, `/admin/runs/${runId}`])
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed' })
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-requested', 'place-confirmed'])
  const event = await app.db
    .selectFrom('enrolment_event')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({ action: 'give-place', actor: 'staff', actor_id: office.id })
})

test.each([
  ['every place is taken', ['confirmed'] as const],
  ['somebody waits already', ['waiting'] as const],
])('a yes when %s puts the person in line, with the time at which they asked', async (_, others) => {
  const { app, amal, office, runId, enrolmentId } = await asked({ capacity: 1 })
  const before = await app.db
    .selectFrom('enrolment')
    .select('joined_at')
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow()
  for (const status of others) await addEnrolment(app.db, runId, { status })
  await press(office.browser, `/admin/runs/${runId}`, 'Approve')
  const row = await app.db
    .selectFrom('enrolment')
    .selectAll()
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ status: 'waiting', joined_at: before.joined_at })
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-requested', 'on-waiting-list'])
})

test('the office says no, with a reason the person reads in a mail and on My courses', async () => {
  const { app, amal, office, runId, enrolmentId } = await asked()
  const pressed = await office.browser.post(`/admin/enrolments/${enrolmentId}/refusal`, {
    reason: 'This one is for carers. <b>Another</b> begins soon',
  })
  expect(pressed.status).toBe(303)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'declined' })
  const mail = await app.db
    .selectFrom('mail')
    .selectAll()
    .where('template', '=', 'enrolment/request-declined')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(mail.view)).toContain('This one is for carers.')
  const mine = await amal.browser.get('/my/courses')
  expect(words(mine)).toContain('No place this time')
  expect(words(mine)).toContain('This one is for carers. <b>Another</b> begins soon')
  expect(load(mine.text)('main b')).toHaveLength(0)
})

test('a no without a reason is asked for one, beside the name it belongs to', async () => {
  const { app, office, runId, enrolmentId } = await asked()
  await office.browser.get(`/admin/runs/${runId}`)
  for (const [reason, why] of [
    ['', 'Say why, in a few words'],
    ['x'.repeat(301), 'Use 300 characters or fewer'],
  ] as const) {
    const response = await office.browser.post(`/admin/enrolments/${enrolmentId}/refusal`, { reason })
    const page = load(response.text)
    expect(response.status).toBe(422)
    expect(page('.nhsuk-error-summary a').first().attr('href')).toBe(`#reason-${enrolmentId}`)
    expect(page(`#reason-${enrolmentId}`).val()).toBe(reason)
    expect(words(response)).toContain(why)
  }
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'requested' })
})

test('two of the office answer at once: one answer counts, and the other is told how things are', async () => {
  const { app, amal, office, runId, enrolmentId } = await asked()
  await office.browser.get(`/admin/runs/${runId}`)
  const [yes, no] = await Promise.all([
    office.browser.post(`/admin/enrolments/${enrolmentId}/approval`),
    office.browser.post(`/admin/enrolments/${enrolmentId}/refusal`, { reason: 'Full' }),
  ])
  expect([yes.status, no.status]).toEqual([303, 303])
  const { Amal } = await statusesOf(app.db, runId)
  expect(await mailsTo(app.db, amal.email)).toEqual([
    'place-requested',
    Amal === 'confirmed' ? 'place-confirmed' : 'request-declined',
  ])
  const late = await office.browser.post(`/admin/enrolments/${enrolmentId}/approval`)
  expect(late.headers.location).toBe(`/admin/runs/${runId}`)
  expect(words(await office.browser.get(`/admin/runs/${runId}`))).toContain('Nothing was changed')
})

test('the office takes a confirmed place back, and says why', async () => {
  const { app, amal, office, runId, enrolmentId } = await asked()
  await press(office.browser, `/admin/runs/${runId}`, 'Approve')
  await office.browser.post(`/admin/enrolments/${enrolmentId}/cancellation`, { reason: 'Booked twice' })
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'cancelled' })
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-requested', 'place-confirmed', 'place-cancelled'])
  expect(words(await amal.browser.get('/my/courses'))).toContain('Booked twice')
  const run = await app.db.selectFrom('run').select('vacancies_opened').executeTakeFirstOrThrow()
  expect(run.vacancies_opened).toBe(1)
})
