// Each person has the invitations they want, and hears of every change all the same.
import type { CalendarInvitations } from '../../src/database/schema.ts'
import { refreshPerson } from '../../src/enrolment/run-jobs.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { auditOf } from '../audit/support.ts'
import { inDays, irregular, irregularCourse } from './support/irregular.ts'
import { mailsTo, press, signUp } from './support/people.ts'

const college = testApp()

async function wishes(app: TestApp, id: string, calendar_invitations: CalendarInvitations): Promise<void> {
  await app.db.updateTable('person').set({ calendar_invitations }).where('id', '=', id).execute()
}

test('someone who asked for an invitation for every date has one, however irregular they are', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app)
  const amal = await signUp(app, 'Amal')
  await wishes(app, amal.id, 'every-date')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await app.runJobs()
  const invites = await app.db.selectFrom('calendar_invite').selectAll().execute()
  expect(invites).toHaveLength(irregular.length)
  await change.move(sessions[1] ?? '', inDays(12))
  await app.runJobs()
  expect((await mailsTo(app.db, amal.email)).slice(irregular.length)).toEqual(['calendar-moved'])
  expect(await auditOf(app)).toEqual([])
})

test('someone who wants no invitations hears of a changed date in a letter', async () => {
  const app = college()
  const { runId, change, sessions } = await irregularCourse(app, irregular.slice(0, 2))
  const amal = await signUp(app, 'Amal')
  await wishes(app, amal.id, 'none')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.move(sessions[1] ?? '', inDays(12))
  await app.runJobs()
  const invites = app.db.selectFrom('calendar_invite').where('person_id', '=', amal.id)
  expect(await invites.selectAll().execute()).toEqual([])
  expect(await mailsTo(app.db, amal.email)).toEqual(['place-confirmed', 'dates-changed'])
  expect(await auditOf(app)).toEqual([])
})

test('who wants no invitations hears of a date that is added, and of one that moved just before they said so', async () => {
  const app = college()
  const { runId, change, afterwards, sessions } = await irregularCourse(app, irregular.slice(0, 1))
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  await change.move(sessions[0] ?? '', inDays(12))
  await wishes(app, amal.id, 'none')
  await refreshPerson(app.db, amal.id, { config: app.config, clock: () => app.clock.now })
  expect(await mailsTo(app.db, amal.email)).toEqual([
    'place-confirmed',
    'invitations-stopped',
    'dates-changed',
  ])
  const { venue_id: venueId } = await app.db
    .selectFrom('session')
    .select('venue_id')
    .executeTakeFirstOrThrow()
  await afterwards.add(runId, inDays(19), { venueId, roomId: null, joinLink: null })
  await app.runJobs()
  expect((await mailsTo(app.db, amal.email)).slice(3)).toEqual(['dates-changed'])
})

test('whoever stops the invitations has them taken out, and whoever starts them again gets them', async () => {
  const app = college()
  const { runId } = await irregularCourse(app, irregular.slice(0, 1))
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${runId}`, 'Enrol on this course')
  const context = { config: app.config, clock: () => app.clock.now }
  await wishes(app, amal.id, 'none')
  await refreshPerson(app.db, amal.id, context)
  await wishes(app, amal.id, 'usual')
  await refreshPerson(app.db, amal.id, context)
  expect(await mailsTo(app.db, amal.email)).toEqual([
    'place-confirmed',
    'invitations-stopped',
    'calendar-invited',
  ])
  const stopped = await app.db
    .selectFrom('mail')
    .where('template', '=', 'enrolment/invitations-stopped')
    .select('view')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(stopped.view)).toContain('You still have your place.')
  expect(JSON.stringify(stopped.view)).toContain('Friday 11 September 2026')
  const methods = await app.db.selectFrom('mail').orderBy('number').select('calendar_method').execute()
  expect(methods.map(({ calendar_method: method }) => method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST'])
  expect(await auditOf(app)).toEqual([])
})
