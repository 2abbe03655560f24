import { load } from 'cheerio'
import type { AddedRun } from '../support/college.ts'
import { addCourse, addEnrolment, addRun, today } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { buttons, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

const day = 24 * 60
const inDays = (days: number) => addMinutes(today, days * day)

/** A run that refuses, why, and what can be done instead. */
const refusals: [string, Parameters<typeof addRun>[1], string, string][] = [
  [
    'a run that is not open yet',
    { opensAt: new Date('2026-09-04T08:30:00Z') },
    'Enrolment has not opened yet',
    'You can enrol from Friday 4 September 2026 at 9:30am. Please come back then.',
  ],
  ['a run that has closed', { closesAt: inDays(-1) }, 'Enrolment has closed', 'Please get in touch'],
  [
    'a run that has begun',
    { sessions: [{ startsAt: inDays(-7) }, { startsAt: inDays(7) }] },
    'This course has begun',
    'If you would like to join late, please ask us.',
  ],
  ['a run that is cancelled', { status: 'cancelled' }, 'This course has been called off', 'We are sorry'],
  ['a run that is over', { sessions: [{ startsAt: inDays(-7) }] }, 'This date is over', 'You cannot enrol'],
  [
    'a run without a date that stands',
    { sessions: [{ startsAt: inDays(7), status: 'cancelled' }] },
    'This date is over',
    '',
  ],
  ['a run that has ended', { status: 'ended' }, 'This date is over', ''],
]

test.each(refusals)(
  '%s says so instead of a button, and again to whoever presses an old one',
  async (_, run, heading, text) => {
    const app = college()
    const { id: course, slug } = await addCourse(app.db, { title: 'Sleep well' })
    const { runId } = await addRun(app.db, { course, ...run })
    const { browser } = await signUp(app, 'Amal')
    const shown = await browser.get(`/runs/${runId}`)
    expect(shown.status).toBe(200)
    expect(buttons(shown)).not.toContain('Enrol on this course')
    expect(words(shown)).toContain(heading)
    const refused = await browser.post(`/runs/${runId}/enrolments`)
    expect(refused.status).toBe(409)
    expect(load(refused.text)('h1').text()).toBe(heading)
    expect(words(refused)).toContain(text)
    const links = load(refused.text)('main a')
      .map((__, link) => link.attribs.href)
      .get()
    expect(links).toEqual([`/courses/${slug}`, `/runs/${runId}`])
    expect(await app.db.selectFrom('enrolment').selectAll().execute()).toEqual([])
    expect(await app.db.selectFrom('mail').selectAll().execute()).toEqual([])
  },
)

test('somebody who has the course already is told what they have', async () => {
  const app = college()
  const { runId } = await addRun(app.db, {})
  const { browser } = await signUp(app, 'Amal')
  await browser.post(`/runs/${runId}/enrolments`)
  const again = await browser.post(`/runs/${runId}/enrolments`)
  expect(again.status).toBe(409)
  expect(words(again)).toContain('You have this one already: place confirmed')
  expect(words(again)).toContain('Nothing was changed.')
  expect(buttons(again)).toEqual(['See my courses'])
  expect(buttons(await browser.get(`/runs/${runId}`))).toEqual([])
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed' })
})

test('the button pressed twice at once is one place, whichever press comes first', async () => {
  const app = college()
  const { runId } = await addRun(app.db, {})
  const { browser } = await signUp(app, 'Amal')
  await browser.get(`/runs/${runId}`)
  const presses = await Promise.all(
    Array.from({ length: 4 }, () => browser.post(`/runs/${runId}/enrolments`)),
  )
  expect(presses.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409])
  expect(await app.db.selectFrom('enrolment').selectAll().execute()).toHaveLength(1)
  expect(await app.db.selectFrom('mail').selectAll().execute()).toHaveLength(1)
})

async function booked(other: AddedRun, wanted: Parameters<typeof addRun>[1]) {
  const app = college()
  const amal = await signUp(app, 'Amal')
  await addEnrolment(app.db, other.runId, { person: amal.id })
  const { runId } = await addRun(app.db, wanted)
  return { ...amal, app, runId }
}

test('a course at the same time as another is booked only by somebody who says so twice', async () => {
  const { db } = college()
  const { id: course } = await addCourse(db, { title: 'Gardening' })
  const other = await addRun(db, { course, sessions: [{ startsAt: inDays(10) }, { startsAt: inDays(17) }] })
  const overlapping = { sessions: [{ startsAt: addMinutes(inDays(10), 60) }, { startsAt: inDays(24) }] }
  const { app, browser, runId } = await booked(other, overlapping)
  const page = `/runs/${runId}`
  const asked = await press(browser, page, 'Enrol on this course')
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('This is at the same time as something you have')
  expect(words(asked)).toContain('Gardening')
  expect(words(asked)).toContain('Friday 11 September')
  expect(words(asked)).not.toContain('18 September')
  expect(words(asked)).toContain('Nothing has been changed yet.')
  expect(buttons(asked)).toEqual(['Enrol all the same', 'Do not enrol'])
  expect(await statusesOf(app.db, runId)).toEqual({})
  const form = load(asked.text)('form:contains("Enrol all the same")')
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  const confirmed = await browser.post(form.attr('action') ?? '', fields)
  expect([confirmed.status, confirmed.headers.location]).toEqual([303, '/my/courses'])
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed' })
})

test.each([
  ['a course right after another', { sessions: [{ startsAt: addMinutes(inDays(10), 120) }] }],
  [
    'a date that is called off',
    { sessions: [{ startsAt: inDays(10), status: 'cancelled' as const }, { startsAt: inDays(12) }] },
  ],
])('%s is not at the same time', async (_, wanted) => {
  const other = await addRun(college().db, { sessions: [{ startsAt: inDays(10) }] })
  const { browser, runId } = await booked(other, wanted)
  expect((await browser.post(`/runs/${runId}/enrolments`)).status).toBe(303)
})

test('saying twice helps with nothing but time', async () => {
  const app = college()
  const { browser } = await signUp(app, 'Amal')
  const { runId } = await addRun(app.db, { closesAt: inDays(-1) })
  expect((await browser.post(`/runs/${runId}/enrolments`, { overlap: 'accepted' })).status).toBe(409)
  const open = await addRun(app.db, {})
  expect((await browser.post(`/runs/${open.runId}/enrolments`, { overlap: 'perhaps' })).status).toBe(400)
  expect(await app.db.selectFrom('enrolment').selectAll().execute()).toEqual([])
})
