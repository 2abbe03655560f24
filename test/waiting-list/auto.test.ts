import { sql } from 'kysely'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import { sweepWaitingLists } from '../../src/waiting-list/sweep.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'

const college = testApp()

/** A full run whose places are given to the next in line by themselves; Ben and then Caz wait. */
async function full(waitingListMode: 'auto' | 'offer' | 'staff' = 'auto') {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1, waitingListMode })
  const amal = await signUp(app, 'Amal')
  const ben = await signUp(app, 'Ben')
  const caz = await signUp(app, 'Caz')
  for (const { browser } of [amal, ben, caz])
    await press(browser, `/runs/${runId}`, await buttonOf(app, runId))
  return { app, runId, amal, ben, caz }
}

async function buttonOf({ db }: ReturnType<typeof college>, runId: string): Promise<string> {
  const { length } = await db.selectFrom('enrolment').where('run_id', '=', runId).selectAll().execute()
  return length === 0 ? 'Enrol on this course' : 'Join the waiting list'
}

test('a place that comes free goes to the next in line, who is booked and told, with the calendar', async () => {
  const { app, runId, amal, ben, caz } = await full()
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed', Ben: 'waiting', Caz: 'waiting' })
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'confirmed', Caz: 'waiting' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-confirmed'])
  expect(await mailsTo(app.db, caz.email)).toEqual(['on-waiting-list'])
  const invites = await app.db
    .selectFrom('mail')
    .where('calendar_method', 'is not', null)
    .orderBy('number')
    .execute()
  expect(invites).toHaveLength(3)
  expect(words(await ben.browser.get('/my/courses'))).toContain('Place confirmed')
  expect(words(await caz.browser.get('/my/courses'))).toContain('You are next in line.')
  const event = await app.db
    .selectFrom('enrolment_event')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({ action: 'give-place', actor: 'system', actor_id: null })
})

test('more places take as many people as there are places, in their order', async () => {
  const { app, runId } = await full()
  const office = await signUp(app, 'Office', ['administrator'])
  await office.browser.get(`/admin/runs/${runId}`)
  await office.browser.post(`/admin/runs/${runId}/capacity`, { capacity: '2' })
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed', Ben: 'confirmed', Caz: 'waiting' })
})

test('somebody without an email is never booked without knowing: they go on the call list', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1, waitingListMode: 'auto' })
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  const dora = await addPerson(app.db, { name: 'Dora', email: null })
  await addEnrolment(app.db, runId, { person: dora, status: 'waiting' })
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Dora: 'offered' })
  const offer = await app.db.selectFrom('offer').selectAll().executeTakeFirstOrThrow()
  expect(offer).toMatchObject({ channel: 'call-list', status: 'open' })
})

test('the job may run twice, and the sweep may repeat it: nobody gets two places', async () => {
  const { app, runId, amal } = await full()
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  for (let round = 0; round < 3; round++) {
    await app.db.transaction().execute(async (tx) => {
      await enqueueJob(tx, 'waiting-list.fill-places', { runId })
      await enqueueJob(tx, 'waiting-list.sweep', {})
    })
    await app.runJobs()
  }
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'confirmed', Caz: 'waiting' })
})

test('a poke that got lost is healed by the sweep', async () => {
  const { app, runId, amal } = await full()
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await sql`delete from graphile_worker._private_jobs`.execute(app.db)
  await app.runJobs()
  expect((await statusesOf(app.db, runId)).Ben).toBe('waiting')
  await sweepWaitingLists(app.db, app.clock.now)
  await app.runJobs()
  expect((await statusesOf(app.db, runId)).Ben).toBe('confirmed')
})

test('where staff give the places, nothing happens by itself', async () => {
  const { app, runId, amal, ben } = await full('staff')
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'waiting', Caz: 'waiting' })
  const office = await signUp(app, 'Office', ['administrator'])
  expect(words(await office.browser.get('/admin'))).toContain('free place to give')
  await press(office.browser, `/admin/runs/${runId}`, 'Give the place to the next in line')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'confirmed', Caz: 'waiting' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-confirmed'])
  const again = await office.browser.post(`/admin/runs/${runId}/next-place`)
  expect(again.status).toBe(303)
  expect(words(await office.browser.get(`/admin/runs/${runId}`))).toContain('Nothing was changed')
  expect((await statusesOf(app.db, runId)).Caz).toBe('waiting')
})

test('two of the office give the one place at once: one person has it', async () => {
  const { app, runId, amal } = await full('staff')
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  const office = await signUp(app, 'Office', ['administrator'])
  await office.browser.get(`/admin/runs/${runId}`)
  await Promise.all([1, 2, 3].map(() => office.browser.post(`/admin/runs/${runId}/next-place`)))
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'confirmed', Caz: 'waiting' })
})
