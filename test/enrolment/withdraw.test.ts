import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addEnrolment, addRun, today } from '../support/college.ts'
import { listJobs } from '../support/jobs.ts'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

const day = 24 * 60

async function enrolled(status: 'confirmed' | 'waiting' | 'offered' | 'requested', run = {}) {
  const app = college()
  const { runId } = await addRun(app.db, run)
  const amal = await signUp(app, 'Amal')
  const enrolmentId = await addEnrolment(app.db, runId, { person: amal.id, status })
  return { app, ...amal, runId, enrolmentId }
}

test('a student withdraws from a place, is thanked, told by mail, and may come back', async () => {
  const { app, browser, runId, email, id } = await enrolled('confirmed')
  const pressed = await press(browser, '/my/courses', 'Withdraw from this course')
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/my/courses'])
  const mine = await browser.get('/my/courses')
  expect(words(mine)).toContain('You have withdrawn Thank you for telling us.')
  expect(words(mine)).toMatch(/Before .*Withdrawn/)
  expect(load(mine.text)('main form')).toHaveLength(0)
  expect(await mailsTo(app.db, email)).toEqual(['withdrawn'])
  const event = await app.db.selectFrom('enrolment_event').selectAll().executeTakeFirstOrThrow()
  expect(event).toMatchObject({
    action: 'withdraw',
    from_status: 'confirmed',
    to_status: 'withdrawn',
    actor: 'student',
    actor_id: id,
  })
  await press(browser, `/runs/${runId}`, 'Enrol on this course')
  const rows = await app.db.selectFrom('enrolment').select('status').orderBy('queue_number').execute()
  expect(rows).toEqual([{ status: 'withdrawn' }, { status: 'confirmed' }])
})

test('a place given back is noted as a vacancy and asked to be filled; a place in line is not', async () => {
  const { app, browser, runId } = await enrolled('confirmed')
  await press(browser, '/my/courses', 'Withdraw from this course')
  const run = await app.db.selectFrom('run').select('vacancies_opened').executeTakeFirstOrThrow()
  expect(run.vacancies_opened).toBe(1)
  const fill = { name: 'waiting-list.fill-places', payload: { runId } }
  expect((await listJobs(app.db)).filter(({ name }) => name === fill.name)).toEqual([fill])
})

test.each([
  ['waiting', 'Leave the waiting list', 'You have left the list'],
  ['offered', 'Leave the waiting list', 'You have left the list'],
] as const)('somebody %s leaves the list, and no vacancy comes of it', async (status, button, notice) => {
  const { app, browser, runId, email } = await enrolled(status)
  await press(browser, '/my/courses', button)
  expect(words(await browser.get('/my/courses'))).toContain(notice)
  expect(await mailsTo(app.db, email)).toEqual(['left-waiting-list'])
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn' })
  expect(
    (await app.db.selectFrom('run').select('vacancies_opened').executeTakeFirstOrThrow()).vacancies_opened,
  ).toBe(0)
  const open = await app.db.selectFrom('offer').where('status', '=', 'open').selectAll().execute()
  expect(open).toEqual([])
})

test('somebody who asked for a place takes the request back, in words that fit', async () => {
  const { app, browser, runId, email } = await enrolled('requested', { needsApproval: true })
  expect(buttons(await browser.get('/my/courses'))).toContain('Take back my request')
  await press(browser, '/my/courses', 'Take back my request')
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn' })
  expect(words(await browser.get('/my/courses'))).not.toContain('left the list')
  expect(await mailsTo(app.db, email)).toEqual(['request-taken-back'])
})

test('withdrawing always works: after the closing time, and while the course runs', async () => {
  const { app, browser, enrolmentId, runId } = await enrolled('confirmed', {
    closesAt: addMinutes(today, 1),
    sessions: [{ startsAt: addMinutes(today, 10 * day) }, { startsAt: addMinutes(today, 17 * day) }],
  })
  app.clock.now = addMinutes(today, 11 * day)
  expect(buttons(await browser.get('/my/courses'))).toContain('Withdraw from this course')
  expect((await browser.post(`/enrolments/${enrolmentId}/withdrawal`)).status).toBe(303)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn' })
})

test('an old page, or a second press, changes nothing and says so', async () => {
  const { app, browser, enrolmentId } = await enrolled('confirmed')
  await browser.get('/my/courses')
  const both = await Promise.all([1, 2].map(() => browser.post(`/enrolments/${enrolmentId}/withdrawal`)))
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  await browser.post(`/enrolments/${enrolmentId}/withdrawal`)
  expect(words(await browser.get('/my/courses'))).toContain(
    'You have withdrawn That was done before. There is nothing more to do.',
  )
  expect(await app.db.selectFrom('enrolment_event').selectAll().execute()).toHaveLength(1)
  expect(
    (await app.db.selectFrom('run').select('vacancies_opened').executeTakeFirstOrThrow()).vacancies_opened,
  ).toBe(1)
})

test('a course that is over is under "Before", with nothing left to press', async () => {
  const { app, browser } = await enrolled('confirmed')
  app.clock.now = addMinutes(today, 12 * day)
  const mine = await browser.get('/my/courses')
  expect(words(mine)).toContain('Before')
  expect(load(mine.text)('main form')).toHaveLength(0)
})
