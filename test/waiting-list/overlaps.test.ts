// Nobody finds themselves on two courses at one time without having said that they want to.
import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addRun, type NewRun } from '../support/college.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { buttons, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { inDays, offeredToBen, openOfferTo, waitingForOne } from './support/waiting.ts'

const college = testApp()

/** Another course on the same morning, on which this person has a place. */
async function alsoOn(app: TestApp, person: string, run: NewRun = {}): Promise<string> {
  const { id: course } = await addCourse(app.db, { title: 'Gardening' })
  const { runId } = await addRun(app.db, {
    course,
    sessions: [{ startsAt: addMinutes(inDays(10), 60) }],
    ...run,
  })
  await addEnrolment(app.db, runId, { person })
  return runId
}

test('waiting for one course is reason enough to ask before another at the same time is booked', async () => {
  const app = college()
  const { ben } = await waitingForOne(app)
  const { runId } = await addRun(app.db, { sessions: [{ startsAt: addMinutes(inDays(10), 60) }] })
  const asked = await press(ben.browser, `/runs/${runId}`, 'Enrol on this course')
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('This is at the same time as something you asked for')
  expect(words(asked)).toContain('Sleep well')
  expect(words(asked)).toContain('On the waiting list')
  expect(await statusesOf(app.db, runId)).toEqual({})
})

test('a place is offered, not given, to someone who has another course at that time', async () => {
  const app = college()
  const { runId, amal, ben } = await waitingForOne(app, { waitingListMode: 'auto' })
  await alsoOn(app, ben.id)
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'offered', Caz: 'waiting' })
})

test('the offer says what is at the same time, and a yes there is a yes to both', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  await alsoOn(app, ben.id)
  const page = await ben.browser.get(offer)
  expect(words(page)).toContain('You have something else at the same time.')
  expect(words(page)).toContain('Gardening')
  await press(ben.browser, offer, 'Accept this place')
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('a yes from My courses, where that is not said, is asked once more', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  await alsoOn(app, ben.id)
  const asked = await press(ben.browser, '/my/courses', 'Accept this place')
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('This is at the same time as something you have')
  expect(buttons(asked)).toEqual(['Accept this place all the same', 'See the other answers'])
  expect((await statusesOf(app.db, runId)).Ben).toBe('offered')
  expect(load(asked.text)('main a.nhsuk-button--secondary').attr('href')).toBe(offer)
  const form = load(asked.text)('form:contains("all the same")')
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  const yes = await ben.browser.post(form.attr('action') ?? '', fields)
  expect([yes.status, yes.headers.location]).toEqual([303, '/my/courses'])
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('a course that is called off, or over, is in nobody’s way', async () => {
  const app = college()
  const { runId, ben } = await offeredToBen(app)
  await alsoOn(app, ben.id, { status: 'cancelled' })
  await press(ben.browser, '/my/courses', 'Accept this place')
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('on the telephone staff say it, and the answer they note counts', async () => {
  const app = college()
  const { runId, ben } = await offeredToBen(app)
  await alsoOn(app, ben.id)
  const office = await signUp(app, 'Office', ['administrator'])
  await office.browser.post(`/admin/offers/${await openOfferTo(app, ben)}/acceptance`)
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('rubbish in the place of that yes is refused in words', async () => {
  const app = college()
  const { ben, offer, runId } = await offeredToBen(app)
  const answer = await ben.browser.post(`${offer}/acceptance`, { overlap: '<xss-probe>' })
  expect(answer.status).toBe(400)
  expect((await statusesOf(app.db, runId)).Ben).toBe('offered')
})
