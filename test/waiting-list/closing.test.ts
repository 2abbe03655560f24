// When the list closes nobody is left hoping, and nobody is given a place by accident.
import { sql } from 'kysely'
import { countDeadJobs } from '../../src/jobs/queries.ts'
import { sweepWaitingLists } from '../../src/waiting-list/sweep.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { sweepEnrolments } from '../../src/enrolment/sweep.ts'
import { closingTime } from '../../src/catalogue/open.ts'
import { listRunsToFill } from '../../src/waiting-list/queries.ts'
import { addEnrolment, addRun, type NewRun } from '../support/college.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { inDays, offeredToBen, passTime, waitingForOne } from './support/waiting.ts'

const college = testApp()

/** Lets the sweep of enrolments see a moment, and the worker do what it finds. */
async function sweepAt(app: TestApp, now: Date): Promise<void> {
  app.clock.now = now
  await sweepEnrolments(app.db, now)
  await app.runJobs()
}

test.each<[string, NewRun, Date]>([
  ['the first session begins', {}, inDays(10)],
  ['enrolment closes', { closesAt: inDays(5) }, inDays(5)],
  [
    'enrolment closes late',
    { closesAt: inDays(12), sessions: [{ startsAt: inDays(10) }, { startsAt: inDays(17) }] },
    inDays(12),
  ],
  ['staff were to give the places', { waitingListMode: 'staff' }, inDays(10)],
])('when %s, everyone who waits is told that no place came free', async (_, run, closes) => {
  const app = college()
  const { runId, ben, caz } = await waitingForOne(app, run)
  await passTime(app, addMinutes(closes, -1))
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed', Ben: 'waiting', Caz: 'waiting' })
  await passTime(app, closes)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed', Ben: 'declined', Caz: 'declined' })
  for (const { email } of [ben, caz])
    expect(await mailsTo(app.db, email)).toEqual(['on-waiting-list', 'no-place-came-free'])
  expect(words(await ben.browser.get('/my/courses'))).toContain('No place this time')
})

test('a place that comes free after the list has closed is given to nobody', async () => {
  const app = college()
  const { runId, amal } = await waitingForOne(app, { waitingListMode: 'auto' })
  app.clock.now = inDays(10)
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'declined', Caz: 'declined' })
})

test('before the sweep has come round, nobody reads that they are next in line on a list that has closed', async () => {
  const app = college()
  const { ben } = await waitingForOne(app)
  app.clock.now = addMinutes(inDays(10), 1)
  const mine = words(await ben.browser.get('/my/courses'))
  expect(mine).toContain('The list has closed.')
  expect(mine).not.toContain('next in line')
})

test('once it has closed, nobody is invited to go back on it', async () => {
  const app = college()
  const { ben } = await offeredToBen(app)
  await passTime(app, inDays(4))
  expect(buttons(await ben.browser.get('/my/courses'))).toContain('Put me back on the list')
  await passTime(app, inDays(10))
  expect(buttons(await ben.browser.get('/my/courses'))).not.toContain('Put me back on the list')
})

test('an offer that would outlast the list, because its date moved, ends with the list', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  await app.db
    .updateTable('session')
    .set({ starts_at: inDays(1), ends_at: addMinutes(inDays(1), 120) })
    .where('run_id', '=', runId)
    .execute()
  await passTime(app, inDays(1))
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'lapsed', Caz: 'declined' })
  expect(words(await ben.browser.get(offer))).not.toContain('kept for you')
})

test('a request cannot be put on a list that has closed', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 1, needsApproval: true })
  await addEnrolment(app.db, runId)
  const amal = await signUp(app, 'Amal')
  const request = await addEnrolment(app.db, runId, { person: amal.id, status: 'requested' })
  const office = await signUp(app, 'Office', ['administrator'])
  app.clock.now = inDays(10)
  await office.browser.get(`/admin/runs/${runId}`)
  await office.browser.post(`/admin/enrolments/${request}/approval`)
  expect(words(await office.browser.get(`/admin/runs/${runId}`))).toContain(
    'No place is free, and the waiting list has closed',
  )
  expect((await statusesOf(app.db, runId)).Amal).toBe('requested')
})

test('work of the sweep that fails keeps its attempts, waits longer, and is seen when it is given up', async () => {
  const { db } = college()
  const { runId } = await addRun(db, {})
  await addEnrolment(db, runId, { status: 'waiting' })
  await sweepWaitingLists(db, inDays(10))
  await sql`update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'x'`.execute(db)
  expect(await countDeadJobs(db)).toBe(1)
  await sweepWaitingLists(db, inDays(10))
  expect(await countDeadJobs(db)).toBe(1)
})

test('a run that is over ends: what nobody answered is answered, and what people had stays', async () => {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 2, needsApproval: true })
  const [amal, ben] = [await signUp(app, 'Amal'), await signUp(app, 'Ben')]
  await addEnrolment(app.db, runId, { person: amal.id })
  await addEnrolment(app.db, runId, { person: ben.id, status: 'requested' })
  const status = async () =>
    (await app.db.selectFrom('run').select('status').executeTakeFirstOrThrow()).status
  await sweepAt(app, addMinutes(inDays(10), 119))
  expect(await status()).toBe('published')
  await sweepAt(app, addMinutes(inDays(10), 120))
  expect(await status()).toBe('ended')
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'confirmed', Ben: 'declined' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['request-declined'])
  const entries = await app.db.selectFrom('audit_event').select(['action', 'subject_id']).execute()
  expect(entries).toContainEqual({ action: 'run.ended', subject_id: runId })
  expect(words(await amal.browser.get('/my/courses'))).toMatch(/Before .*Finished/)
  await sweepAt(app, inDays(11))
  expect(await mailsTo(app.db, ben.email)).toEqual(['request-declined'])
})

test('a run does not end while one of its dates, though cancelled, is still to come', async () => {
  const app = college()
  await addRun(app.db, {
    sessions: [{ startsAt: inDays(10) }, { startsAt: inDays(17), status: 'cancelled' }],
  })
  await sweepAt(app, inDays(12))
  expect(await app.db.selectFrom('run').select('status').execute()).toEqual([{ status: 'published' }])
  await sweepAt(app, inDays(18))
  expect(await app.db.selectFrom('run').select('status').execute()).toEqual([{ status: 'ended' }])
})

const first = { startsAt: inDays(10) }
test.each<[string, NewRun]>([
  ['as it comes', { sessions: [first] }],
  ['closed before', { sessions: [first], closesAt: inDays(8) }],
  ['open into its last day', { sessions: [first, { startsAt: inDays(17) }], closesAt: inDays(17) }],
  [
    'open after a first class that is needed',
    {
      sessions: [first, { startsAt: inDays(17) }],
      closesAt: inDays(12),
      rules: { first_session_needed: true },
    },
  ],
  ['open beyond its end', { sessions: [first], closesAt: inDays(30) }],
  [
    'with its first date cancelled',
    { sessions: [{ ...first, status: 'cancelled' }, { startsAt: inDays(12) }] },
  ],
  ['with every date cancelled', { sessions: [{ ...first, status: 'cancelled' }] }],
])('the sweep and the rule agree on when a list closes: a run %s', async (_, run) => {
  const { db } = college()
  const { runId } = await addRun(db, { ...run, capacity: 0 })
  await addEnrolment(db, runId, { status: 'waiting' })
  const sessions = (run.sessions ?? []).filter(({ status }) => status !== 'cancelled')
  const closes = closingTime({
    closesAt: run.closesAt ?? null,
    sessions: sessions.map(({ startsAt }) => ({ startsAt, endsAt: addMinutes(startsAt, 120) })),
  })
  for (let hours = 0; hours < 24 * 40; hours += 1) {
    const now = addMinutes(inDays(0), hours * 60)
    const found = await listRunsToFill(db, now)
    expect([hours, found.length > 0]).toEqual([hours, closes !== undefined && closes <= now])
  }
})
