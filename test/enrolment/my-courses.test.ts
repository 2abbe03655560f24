import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addRun, type NewRun, today } from '../support/college.ts'
import { buttons, signUp, words } from './support/people.ts'

const college = testApp()

const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function run(title: string, more: NewRun = {}) {
  const { id: course } = await addCourse(college().db, { title })
  return addRun(college().db, { course, ...more })
}

test('somebody new finds the way to the courses', async () => {
  const { browser } = await signUp(college(), 'Amal')
  const page = await browser.get('/my/courses')
  expect(words(page)).toContain('Nothing here yet')
  expect(load(page.text)('main a[href="/courses"]')).not.toHaveLength(0)
})

test('what waits for my answer comes first, then what I have, what I wait for, and what is over', async () => {
  const app = college()
  const { browser, id } = await signUp(app, 'Amal')
  const titles = {
    waiting: 'Gardening',
    confirmed: 'Sleep well',
    offered: 'Singing',
    requested: 'Cooking',
  } as const
  for (const [status, title] of Object.entries(titles)) {
    const { runId } = await run(title)
    await addEnrolment(app.db, runId, { person: id, status: status as keyof typeof titles })
  }
  const past = await run('History', { sessions: [{ startsAt: inDays(-20) }] })
  await addEnrolment(app.db, past.runId, { person: id, joinedAt: inDays(-30) })
  const page = load((await browser.get('/my/courses')).text)
  const order = page('main h2, main h3, main a[href^="/runs/"]')
    .map((_, one) => page(one).text().trim())
    .get()
    .filter((text, index, all) => all.indexOf(text) === index)
  expect(order).toEqual([
    'Waiting for your answer',
    'Singing',
    'You have a place',
    'Sleep well',
    'You are waiting',
    'Gardening',
    'Cooking',
    'Before',
    'History',
  ])
  const statuses = words(await browser.get('/my/courses'))
  for (const status of ['Place offered', 'Place confirmed', 'On the waiting list', 'Asked for a place'])
    expect(statuses).toContain(status)
})

test.each([
  [0, 'You are next in line.'],
  [1, 'You are 2nd in line.'],
  [2, 'You are 3rd in line.'],
  [10, 'You are 11th in line.'],
  [20, 'You are 21st in line.'],
])('with %i people before me, I read "%s"', async (before, standing) => {
  const app = college()
  const { runId } = await run('Gardening')
  for (let number = 0; number < before; number++)
    await addEnrolment(app.db, runId, { status: 'waiting', joinedAt: addMinutes(today, -60 + number) })
  const { browser, id } = await signUp(app, 'Amal')
  await addEnrolment(app.db, runId, { person: id, status: 'waiting' })
  await addEnrolment(app.db, runId, { status: 'waiting', joinedAt: addMinutes(today, 1) })
  await addEnrolment(app.db, runId, { status: 'confirmed', joinedAt: addMinutes(today, -99) })
  expect(words(await browser.get('/my/courses'))).toContain(standing)
})

test('the link to an online session is for those who have a place, and on no public page', async () => {
  const app = college()
  const link = 'https://meet.example.org/secret'
  const { runId } = await run('Online', {
    mode: 'online',
    sessions: [{ startsAt: inDays(3), joinLink: link }],
  })
  const amal = await signUp(app, 'Amal')
  const ben = await signUp(app, 'Ben')
  await addEnrolment(app.db, runId, { person: amal.id })
  await addEnrolment(app.db, runId, { person: ben.id, status: 'waiting' })
  expect(load((await amal.browser.get('/my/courses')).text)(`a[href="${link}"]`)).toHaveLength(1)
  expect((await ben.browser.get('/my/courses')).text).not.toContain('secret')
  for (const address of [`/runs/${runId}`, '/courses/online', '/calendar.ics', '/prospectus'])
    expect((await amal.browser.agent.get(address)).text).not.toContain('secret')
})

test('the dates of one course can be had as a calendar file, with what is called off left out', async () => {
  const app = college()
  const sessions = [
    { startsAt: inDays(3) },
    { startsAt: inDays(10), status: 'cancelled' as const },
    { startsAt: inDays(17) },
  ]
  const { runId } = await run('Sleep well', { sessions })
  const { browser, id } = await signUp(app, 'Amal')
  const enrolment = await addEnrolment(app.db, runId, { person: id })
  const href = load((await browser.get('/my/courses')).text)('a:contains("calendar file")').attr('href')
  expect(href).toBe(`/enrolments/${enrolment}/calendar.ics`)
  const file = await browser.agent.get(href ?? '')
  expect(file.headers['content-disposition']).toBe('attachment; filename=course.ics')
  expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(file.text.match(/^DTSTART.*$/gm)).toEqual(['DTSTART:20260904T090000Z', 'DTSTART:20260918T090000Z'])
})

test('a course that is called off says so and why, with nothing left to press', async () => {
  const app = college()
  const { runId } = await run('Sleep well')
  const { browser, id } = await signUp(app, 'Amal')
  const enrolment = await addEnrolment(app.db, runId, { person: id })
  const ended = { status: 'run-cancelled', ended_at: today, status_reason: 'The trainer is ill' } as const
  await app.db.updateTable('enrolment').set(ended).where('id', '=', enrolment).execute()
  const page = await browser.get('/my/courses')
  expect(words(page)).toContain('Course called off')
  expect(words(page)).toContain('The trainer is ill')
  expect(buttons(page)).not.toContain('Withdraw from this course')
})
