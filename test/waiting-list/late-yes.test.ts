import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addClosure } from './support/closure.ts'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { inDays, offeredToBen, openOfferTo, passTime, waitingForOne } from './support/waiting.ts'

const college = testApp()

const expires = new Date('2026-09-04T09:00:00Z')

test('when the time runs out the offer lapses, the person is told, and the next one is asked', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await passTime(app, addMinutes(expires, -1))
  expect((await statusesOf(app.db, runId)).Ben).toBe('offered')
  await passTime(app, expires)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'lapsed', Caz: 'offered' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered', 'offer-lapsed'])
  expect(await mailsTo(app.db, caz.email)).toEqual(['on-waiting-list', 'place-offered'])
  const mine = await ben.browser.get('/my/courses')
  expect(words(mine)).toContain('Offer ran out')
  expect(buttons(mine)).toContain('Put me back on the list')
  expect(words(await ben.browser.get(offer))).toContain('The time for your answer ran out.')
})

test('days on which the college is shut do not count', async () => {
  const app = college()
  await addClosure(app.db, '2026-09-02', '2026-09-03')
  await offeredToBen(app)
  const { expires_at } = await app.db.selectFrom('offer').selectAll().executeTakeFirstOrThrow()
  expect(expires_at).toEqual(new Date('2026-09-08T09:00:00Z'))
})

test('a late yes is honoured while the offer has not been swept and the place is there', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  app.clock.now = addMinutes(expires, 5)
  const page = await ben.browser.get(offer)
  expect(words(page)).toContain('has run out, but you can still say yes')
  expect((await press(ben.browser, offer, 'Accept this place')).status).toBe(303)
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('a late yes is honoured after the sweep too, when nobody else wants the place', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await passTime(app, expires)
  expect((await statusesOf(app.db, runId)).Ben).toBe('lapsed')
  expect(buttons(await ben.browser.get(offer))).toEqual(['Accept this place', 'Put me back on the list'])
  await press(ben.browser, offer, 'Accept this place')
  await app.runJobs()
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
  expect((await mailsTo(app.db, ben.email)).at(-1)).toBe('place-confirmed')
})

test('a late yes for a place that is with somebody else is a friendly no, and the way back into the line', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await passTime(app, expires)
  await press(caz.browser, `/offers/${await openOfferTo(app, caz)}`, 'Accept this place')
  const late = await press(ben.browser, offer, 'Accept this place')
  expect(late.status).toBe(409)
  expect(load(late.text)('h1').text()).toBe('The place has gone to someone else')
  expect(buttons(late)).toContain('Put me back on the list')
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'lapsed', Caz: 'confirmed' })
})

test('somebody put back on the list stands where they stood before', async () => {
  const app = college()
  const { runId, ben, caz } = await offeredToBen(app)
  await passTime(app, expires)
  await press(caz.browser, `/offers/${await openOfferTo(app, caz)}`, 'Not this time, keep my place in line')
  const dan = await signUp(app, 'Dan')
  await dan.browser.get(`/runs/${runId}`)
  await press(ben.browser, '/my/courses', 'Put me back on the list')
  expect(words(await ben.browser.get('/my/courses'))).toContain('You are back where you were in the line.')
  const row = await app.db
    .selectFrom('enrolment')
    .selectAll()
    .where('person_id', '=', ben.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ status: 'waiting', ended_at: null })
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toMatchObject({ Ben: 'offered', Caz: 'waiting' })
})

test.each([
  ['the course has begun', (app: ReturnType<typeof college>) => (app.clock.now = inDays(10))],
  [
    'the course is called off',
    (app: ReturnType<typeof college>) => app.db.updateTable('run').set({ status: 'cancelled' }).execute(),
  ],
])('once %s nobody can say yes or go back on the list', async (_, change) => {
  const app = college()
  const { runId, ben, offer, caz } = await offeredToBen(app)
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await passTime(app, expires)
  await ben.browser.get(offer)
  await change(app)
  expect((await ben.browser.post(`${offer}/acceptance`)).status).toBe(409)
  const { id } = await app.db
    .selectFrom('enrolment')
    .select('id')
    .where('person_id', '=', ben.id)
    .executeTakeFirstOrThrow()
  await ben.browser.post(`/enrolments/${id}/return`)
  expect(words(await ben.browser.get('/my/courses'))).toContain('You cannot go back on that list')
  expect((await statusesOf(app.db, runId)).Ben).toBe('lapsed')
})

test('on the run’s page, whoever did not answer in time is offered what is possible', async () => {
  const app = college()
  const { runId, ben, caz } = await offeredToBen(app)
  await passTime(app, expires)
  expect(buttons(await ben.browser.get(`/runs/${runId}`))).toContain('Put me back on the list')
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await app.runJobs()
  const free = await ben.browser.get(`/runs/${runId}`)
  expect(buttons(free)).toEqual(['Enrol on this course'])
  await app.db.updateTable('run').set({ status: 'cancelled' }).where('id', '=', runId).execute()
  const off = await ben.browser.get(`/runs/${runId}`)
  expect(buttons(off)).toEqual([])
  expect(words(off)).toContain('This course has been called off')
})

test('whoever joins again instead has their old place in line back, and no second row', async () => {
  const app = college()
  const { runId, ben, caz } = await offeredToBen(app)
  await passTime(app, expires)
  const again = await ben.browser.post(`/runs/${runId}/enrolments`)
  expect([again.status, again.headers.location]).toEqual([303, '/my/courses'])
  const dan = await signUp(app, 'Dan')
  await press(dan.browser, `/runs/${runId}`, 'Join the waiting list')
  expect(words(await ben.browser.get('/my/courses'))).toContain('You are next in line.')
  expect(await statusesOf(app.db, runId)).toEqual({
    Amal: 'withdrawn',
    Ben: 'waiting',
    Caz: 'offered',
    Dan: 'waiting',
  })
  const rows = await app.db.selectFrom('enrolment').select('id').where('person_id', '=', ben.id).execute()
  expect(rows).toHaveLength(1)
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await app.runJobs()
  expect((await statusesOf(app.db, runId)).Ben).toBe('offered')
})

test('whoever enrols again while the place is still free has it: a late yes', async () => {
  const app = college()
  const { runId, ben, caz } = await offeredToBen(app)
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await passTime(app, expires)
  await ben.browser.post(`/runs/${runId}/enrolments`)
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
  const rows = await app.db.selectFrom('enrolment').select('id').where('person_id', '=', ben.id).execute()
  expect(rows).toHaveLength(1)
  expect(await mailsTo(app.db, ben.email)).toContain('place-confirmed')
})

test('an offer near the start is shorter: it never runs into the last 48 hours', async () => {
  const app = college()
  await waitingForOne(app, { sessions: [{ startsAt: inDays(4) }] })
  const amal = await app.as('amal@example.org')
  await press(amal, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  const offer = await app.db.selectFrom('offer').selectAll().executeTakeFirstOrThrow()
  expect(offer).toMatchObject({ channel: 'email', expires_at: inDays(2) })
})
