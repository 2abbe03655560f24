// News reaches everyone: by mail, in their calendar, or by somebody of the office who tells them.
import type { MailContent } from '../../src/mail/content.ts'
import { sweepEnrolments } from '../../src/enrolment/sweep.ts'
import { cancelRun } from '../../src/scheduling/cancel-run.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { doingsIn } from '../scheduling/support/doings.ts'
import { clearJobs } from '../support/jobs.ts'
import { addEnrolment, addPerson, today } from '../support/college.ts'
import { deedsIn, openOfferOf } from '../support/deeds.ts'
import { inDays, irregular, irregularCourse } from './support/irregular.ts'
import { mailsTo, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

/** Somebody who reads no mail, with a place. */
async function dora(app: TestApp, runId: string): Promise<string> {
  const person = await addPerson(app.db, { name: 'Dora', email: null })
  return addEnrolment(app.db, runId, { person })
}

async function calls({ db }: TestApp): Promise<string[]> {
  const rows = await db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .where('call.overtaken_at', 'is', null)
    .orderBy('call.number')
    .select(['person.name', 'call.subject'])
    .execute()
  return rows.map(({ name, subject }) => `${name}: ${subject}`)
}

test('where the timetable is too irregular for invitations, a changed date is told in a letter', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app)
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.move(sessions[1] ?? '', inDays(12))
  await change.cancel(sessions[2] ?? '')
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'dates-changed'])
  const { view } = await app.db
    .selectFrom('mail')
    .where('template', '=', 'enrolment/dates-changed')
    .select('view')
    .executeTakeFirstOrThrow()
  const { facts } = view as unknown as MailContent
  expect(facts[0]?.lines).toEqual([
    expect.stringContaining('Now: Sunday 13 September 2026, 10am to midday'),
    expect.stringContaining('Cancelled: Monday 14 September 2026'),
  ])
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toHaveLength(2)
})

test('where invitations become possible only now, the letter still says what has changed', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app, irregular.slice(0, 5))
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.cancel(sessions[2] ?? '')
  await app.runJobs()
  const mails = await mailsTo(app.db, amal.email)
  expect(mails.filter((name) => name === 'dates-changed')).toHaveLength(1)
  expect(mails.filter((name) => name === 'calendar-invited')).toHaveLength(4)
})

test('who joins after a change is not told of it again', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app)
  await change.move(sessions[1] ?? '', inDays(12))
  app.clock.now = addMinutes(today, 120)
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed'])
})

test('someone without an email is to be called about a date that moved, and only about the latest', async () => {
  const app = college()
  const { runId, change, afterwards, sessions } = await irregularCourse(app, irregular.slice(0, 1))
  await dora(app, runId)
  await change.move(sessions[0] ?? '', inDays(12))
  await app.runJobs()
  expect(await calls(app)).toEqual(['Dora: A date has changed'])
  await afterwards.cancel(sessions[0] ?? '')
  await app.runJobs()
  expect(await calls(app)).toEqual(['Dora: A date has changed'])
  const told = await app.db.selectFrom('call').orderBy('number').select('overtaken_at').execute()
  expect(told.map(({ overtaken_at: at }) => at !== null)).toEqual([true, false])
})

test('of a slip that is put right before anybody is told, nobody is told', async () => {
  const app = college()
  const { runId, change, afterwards, sessions } = await irregularCourse(app)
  await dora(app, runId)
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await app.runJobs()
  const [first = '', second = '', third = ''] = sessions
  const [was] = await app.db.selectFrom('session').select('starts_at').where('id', '=', first).execute()
  await change.move(first, inDays(12))
  await change.cancel(second)
  await afterwards.reinstate(second)
  await afterwards.move(first, was?.starts_at ?? today)
  await app.runJobs()
  expect(await calls(app)).toEqual([])
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed'])
  await doingsIn(app.db, { now: addMinutes(today, 120), actorId: null }).cancel(third)
  await app.runJobs()
  expect(await calls(app)).toEqual(['Dora: A date has changed'])
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'dates-changed'])
})

test('someone who would rather be telephoned is, and the mail with the dates comes too', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app, irregular.slice(0, 1))
  const amal = await signUp(app, 'Amal')
  await app.db
    .updateTable('person')
    .set({ preferred_contact: 'phone', phone: '07700 900 456' })
    .where('id', '=', amal.id)
    .execute()
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  expect(await calls(app)).toEqual([])
  await change.move(sessions[0] ?? '', inDays(12))
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'calendar-moved'])
  expect(await calls(app)).toEqual(['Amal: A date has changed'])
})

test('news that later news has made untrue is told no more', async () => {
  const app = college()
  const { runId, change, afterwards, sessions } = await irregularCourse(app, irregular.slice(0, 1))
  await app.db.updateTable('run').set({ needs_approval: true }).execute()
  const person = await addPerson(app.db, { name: 'Dora', email: null })
  const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
  const request = await addEnrolment(app.db, runId, { person, status: 'requested' })
  await deeds.approve(request)
  expect(await calls(app)).toEqual([expect.stringMatching(/^Dora: Your place is confirmed/)])
  await change.move(sessions[0] ?? '', inDays(12))
  await app.runJobs()
  await afterwards.move(sessions[0] ?? '', inDays(13))
  await app.runJobs()
  expect(await calls(app)).toEqual([
    expect.stringMatching(/^Dora: Your place is confirmed/),
    'Dora: A date has changed',
  ])
  await deeds.withdraw(request)
  expect(await calls(app)).toEqual([])
})

test('a course that is called off, and a place that is taken back, are told to those without an email', async () => {
  const app = college()
  const { runId } = await irregularCourse(app)
  const enrolment = await dora(app, runId)
  const eve = await addPerson(app.db, { name: 'Eve', email: null })
  await addEnrolment(app.db, runId, { person: eve, status: 'waiting' })
  await deedsIn(app.db, { config: app.config, clock: () => app.clock.now }).cancelPlace(enrolment)
  const doing = { now: today, actorId: null }
  await inTransaction(app.db, (tx) => cancelRun(tx, runId, 'The trainer is ill', doing))
  await app.runJobs()
  expect(await calls(app)).toEqual([
    'Dora: Your place has been cancelled',
    expect.stringMatching(/^Eve: A course has been called off/),
  ])
})

test('what somebody says on the telephone needs no call, and an offer is on the list by itself', async () => {
  const app = college()
  const { runId } = await irregularCourse(app)
  await app.db.updateTable('run').set({ capacity: 1 }).execute()
  const given = await addEnrolment(app.db, runId)
  const person = await addPerson(app.db, { name: 'Dora', email: null })
  const waiting = await addEnrolment(app.db, runId, { person, status: 'waiting' })
  const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
  await deeds.withdraw(given)
  await app.runJobs()
  await deeds.accept(await openOfferOf(app.db, waiting))
  expect((await statusesOf(app.db, runId)).Dora).toBe('confirmed')
  await deeds.withdraw(waiting)
  expect(await calls(app)).toEqual([])
})

test('a promise to tell that got lost is made again by the sweep', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app)
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.move(sessions[1] ?? '', inDays(12))
  await clearJobs(app.db)
  await sweepEnrolments(app.db, addMinutes(today, 61))
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed'])
  await sweepEnrolments(app.db, addMinutes(today, 71))
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'dates-changed'])
})

test('so is the promise to tell that a course is called off', async () => {
  const app = college()
  const { runId } = await irregularCourse(app)
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await inTransaction(app.db, (tx) => cancelRun(tx, runId, 'No room', { now: today, actorId: null }))
  await clearJobs(app.db)
  await sweepEnrolments(app.db, today)
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'run-cancelled'])
})

test('a course of which every date was cancelled is called off in the end, not finished', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app, irregular.slice(0, 1))
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.cancel(sessions[0] ?? '')
  await app.runJobs()
  app.clock.now = inDays(11)
  await sweepEnrolments(app.db, app.clock.now)
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'run-cancelled' })
  expect(await mailsTo(app.db, amal.email)).toContain('run-cancelled')
})

test('when every date is cancelled, My courses says so, and still lets the person withdraw', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app, irregular.slice(0, 2))
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await dora(app, runId)
  for (const session of sessions) await change.cancel(session)
  await app.runJobs()
  expect(await mailsTo(app.db, amal.email)).toEqual([
    'place-confirmed',
    'calendar-invited',
    'dates-changed',
    'calendar-cancelled',
  ])
  const mine = words(await amal.browser.get('/my/courses'))
  expect(mine).toContain('Every date that was still to come is cancelled.')
  expect(mine).toContain('Withdraw from this course')
  expect(mine).not.toContain('We look forward to seeing you.')
  const call = await app.db.selectFrom('call').select('view').executeTakeFirst()
  expect(JSON.stringify(call?.view)).toContain('every date of Sleep well that was still to come is cancelled')
})
