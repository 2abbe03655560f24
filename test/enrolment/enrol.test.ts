import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addRun, today } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

async function title(name: string) {
  return (await addCourse(college().db, { title: name })).id
}

const events = () =>
  college()
    .db.selectFrom('enrolment_event')
    .select(['action', 'from_status', 'to_status', 'actor', 'actor_id', 'reason'])
    .orderBy('id')
    .execute()

test('a place that is free is confirmed at once, and everything that goes with it is promised', async () => {
  const app = college()
  const { id, browser, email } = await signUp(app, 'Amal')
  const { runId } = await addRun(app.db, { course: await title('Sleep well'), capacity: 2 })
  const page = await browser.get(`/runs/${runId}`)
  expect(words(page)).toContain('You get a place straight away')
  expect(words(page)).toContain('2 places left')
  const pressed = await press(browser, `/runs/${runId}`, 'Enrol on this course')
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/my/courses'])
  const mine = await browser.get('/my/courses')
  expect(words(mine)).toContain('Place confirmed You have a place on Sleep well.')
  expect(words(mine)).toContain('You have a place')
  expect(buttons(mine)).toContain('Withdraw from this course')
  expect(words(await browser.get('/my/courses'))).not.toContain('We have sent you a message')
  expect(await mailsTo(app.db, email)).toEqual(['place-confirmed'])
  expect(await events()).toEqual([
    {
      action: 'enrol',
      from_status: null,
      to_status: 'confirmed',
      actor: 'student',
      actor_id: id,
      reason: null,
    },
  ])
  const stored = await app.db.selectFrom('enrolment').selectAll().executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ person_id: id, joined_at: today, confirmed_at: today, ended_at: null })
})

test('a full course offers its waiting list, and says that it is no place', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { course: await title('Sleep well'), capacity: 1 })
  await addEnrolment(app.db, runId)
  const { browser, email } = await signUp(app, 'Amal')
  const page = await browser.get(`/runs/${runId}`)
  expect(words(page)).toContain('Full')
  expect(words(page)).toContain('You would be first in line')
  expect(buttons(page)).toEqual(['Join the waiting list'])
  await press(browser, `/runs/${runId}`, 'Join the waiting list')
  const mine = await browser.get('/my/courses')
  expect(words(mine)).toContain('You do not have a place on Sleep well yet')
  expect(words(mine)).toContain('You are next in line. We will tell you as soon as a place comes free.')
  expect(buttons(mine)).toContain('Leave the waiting list')
  expect(await mailsTo(app.db, email)).toEqual(['on-waiting-list'])
  expect(await app.db.selectFrom('calendar_invite').selectAll().execute()).toEqual([])
})

test.each([
  ['a place that staff keep back', { placesHeld: 1 }, []],
  ['a place that is offered to somebody', {}, ['offered'] as const],
  ['somebody who waits for the place that is free', {}, ['waiting'] as const],
])('%s is not for the next who comes', async (_, run, others) => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1, ...run })
  for (const status of others) await addEnrolment(app.db, runId, { status })
  const { browser } = await signUp(app, 'Amal')
  expect(buttons(await browser.get(`/runs/${runId}`))).toEqual(['Join the waiting list'])
  await browser.post(`/runs/${runId}/enrolments`)
  expect((await statusesOf(app.db, runId)).Amal).toBe('waiting')
})

test('a place whose offer has run out is free again, even before anybody has swept', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1 })
  await addEnrolment(app.db, runId, {
    status: 'offered',
    joinedAt: addMinutes(today, -600),
    offerExpiresAt: addMinutes(today, -1),
  })
  const { browser } = await signUp(app, 'Amal')
  await press(browser, `/runs/${runId}`, 'Enrol on this course')
  expect((await statusesOf(app.db, runId)).Amal).toBe('confirmed')
})

test('the line counts people in the order in which they came, even where the clock of one machine is behind', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1 })
  await addEnrolment(app.db, runId)
  for (const [name, seconds] of [
    ['Amal', 0],
    ['Ben', -30],
    ['Caz', 30],
  ] as const) {
    const { browser } = await signUp(app, name)
    app.clock.now = addMinutes(today, seconds / 60)
    await browser.post(`/runs/${runId}/enrolments`)
  }
  const line = await app.db
    .selectFrom('enrolment')
    .select('joined_at')
    .where('status', '=', 'waiting')
    .orderBy('queue_number')
    .execute()
  expect(line.map(({ joined_at }) => (joined_at.getTime() - today.getTime()) / 1000)).toEqual([0, 0, 30])
  const ranks = ['Amal', 'Ben', 'Caz'].map(async (name) =>
    words(await (await app.as(`${name.toLowerCase()}@example.org`)).get('/my/courses')),
  )
  const [amal, ben, caz] = await Promise.all(ranks)
  expect(amal).toContain('You are next in line.')
  expect(ben).toContain('You are 2nd in line. We will tell you when it is your turn.')
  expect(caz).toContain('You are 3rd in line.')
})

test('a visitor sees the same and is sent to sign in first; staff are told that only students enrol', async () => {
  const app = college()
  const { runId } = await addRun(app.db, {})
  const page = await app.visitor().get(`/runs/${runId}`)
  expect(buttons(page)).toEqual(['Enrol on this course'])
  expect(load(page.text)('main form')).toHaveLength(0)
  const { browser } = await signUp(app, 'Tutor', ['personal-tutor'])
  const theirs = await browser.get(`/runs/${runId}`)
  expect(buttons(theirs)).toEqual([])
  expect(words(theirs)).toContain('Only students enrol.')
})
