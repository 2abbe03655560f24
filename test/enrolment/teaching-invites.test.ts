// What the calendar of a trainer is told of the dates they give.
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import { tellCalendars } from '../../src/scheduling/change-session.ts'
import { changeTeam } from '../../src/scheduling/trainers/change-team.ts'
import { tellHowManyCome } from '../../src/enrolment/teaching-invites/refresh.ts'
import { asToldBefore } from '../../src/enrolment/teaching-invites/sessions.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../support/college.ts'
import { doingsIn, inDays } from '../scheduling/support/doings.ts'
import { type Told, toldTo } from '../scheduling/support/told.ts'

const college = testApp()

/** A run of three weekly dates that was just published, which Tess gives. */
async function published() {
  const app = college()
  const { db } = app
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const venue = await addVenue(db, { name: 'Library', address: '4 Mill Lane' })
  const sessions = [7, 14, 21].map((days) => ({ startsAt: inDays(days) }))
  const run = await addRun(db, { course, venue, sessions, status: 'draft' })
  const tess = { name: 'Tess', email: 'tess@example.org' }
  await db.updateTable('person').set(tess).where('id', '=', run.peerId).execute()
  const doing = { now: today, actorId: null }
  const does = doingsIn(db, doing)
  let read = 0
  /** Does something, lets the worker work, and returns what Tess’s calendar is told because of it. */
  const after = async (work: () => Promise<unknown>): Promise<Told[]> => {
    await work()
    await app.runJobs()
    const all = await toldTo(db, 'tess@example.org')
    const fresh = all.slice(read)
    read = all.length
    return fresh
  }
  return { app, db, doing, does, after, ...run, first: await after(() => does.publish(run.runId)) }
}

const kinds = (told: Told[]) => told.map(({ template, method }) => [template, method])

test('a published run is in the calendar of who gives it: one series, how many come, and nobody’s name', async () => {
  const { first, db, runId, does, after, sessionIds } = await published()
  expect(first).toMatchObject([
    {
      template: 'teaching-invited',
      method: 'REQUEST',
      rule: 'FREQ=WEEKLY;COUNT=3;BYDAY=TU',
      summary: 'Teaching: Sleep well',
      location: 'Library, 4 Mill Lane',
      attendee: 'mailto:tess@example.org',
    },
  ])
  // Somebody enrols: no message for that alone; with the next one, the number is right.
  await addEnrolment(db, runId, { person: await addPerson(db, { name: 'Amal Haddad' }) })
  const moved = await after(() => does.move(sessionIds[1] ?? '', inDays(15)))
  expect(kinds(moved)).toEqual([['teaching-moved', 'REQUEST']])
  expect(moved[0]?.prose).toContain('1 person is coming.')
  const mails = await db
    .selectFrom('mail')
    .select(['calendar_text', 'view'])
    .where('to_address', '=', 'tess@example.org')
    .orderBy('number')
    .execute()
  expect(mails[1]?.calendar_text).toMatch(/1 person is coming/)
  expect(JSON.stringify(mails)).not.toContain('Amal')
  expect(kinds(await after(() => does.cancel(sessionIds[2] ?? '')))).toEqual([
    ['teaching-cancelled-one', 'CANCEL'],
  ])
})

test('who leaves finds the dates taken out, who comes finds them in, and a run called off takes all out', async () => {
  const { db, runId, peerId, doing, after, does, first } = await published()
  const lou = await addPerson(db, { name: 'Lou', email: 'lou@example.org', roles: ['trainer'] })
  await db.insertInto('trainer').values({ person_id: lou, lived: true, professional: false }).execute()
  const comes = { personId: lou, expertise: 'lived' as const }
  const gone = await after(() =>
    inTransaction(db, (tx) => changeTeam(tx, runId, { leaves: peerId, comes, reason: null }, doing)),
  )
  expect(kinds(gone)).toEqual([['teaching-cancelled', 'CANCEL']])
  expect(gone[0]?.uid).toBe(first[0]?.uid)
  expect(kinds(await toldTo(db, 'lou@example.org'))).toEqual([['teaching-invited', 'REQUEST']])
  await after(() => does.cancelRun(runId))
  expect(kinds(await toldTo(db, 'lou@example.org'))).toEqual([
    ['teaching-invited', 'REQUEST'],
    ['teaching-cancelled', 'CANCEL'],
  ])
})

test('somebody may give a run and have a place on it: neither takes the other out of the calendar', async () => {
  const { db, runId, peerId, after, does, sessionIds } = await published()
  await addEnrolment(db, runId, { person: peerId })
  await after(() => does.move(sessionIds[0] ?? '', inDays(8)))
  const active = async () =>
    db
      .selectFrom('calendar_invite')
      .where('person_id', '=', peerId)
      .where('status', '=', 'active')
      .select('teaching')
      .distinct()
      .orderBy('teaching')
      .execute()
  const both = [{ teaching: false }, { teaching: true }]
  expect(await active()).toEqual(both)
  // Looked at again, each is as it should be.
  expect(await after(() => inTransaction(db, (tx) => tellCalendars(tx, runId)))).toEqual([])
  expect(await active()).toEqual(both)
})

test('whoever wants no invitations gets none, and those they had are taken out', async () => {
  const { app, db, peerId, after } = await published()
  const wish = (calendar_invitations: 'none' | 'usual') => async () => {
    await db.updateTable('person').set({ calendar_invitations }).where('id', '=', peerId).execute()
    await inTransaction(app.db, (tx) => enqueueJob(tx, 'enrolment.refresh-person', { personId: peerId }))
  }
  expect(kinds(await after(wish('none')))).toEqual([['teaching-cancelled', 'CANCEL']])
  expect(kinds(await after(wish('usual')))).toEqual([['teaching-invited', 'REQUEST']])
})

test('on the afternoon before, a date says how many come, once, and only where that is news', async () => {
  const { app, db, runId, after } = await published()
  const context = { config: app.config, clock: () => app.clock.now }
  const asked = () => after(() => tellHowManyCome(db, context))
  await addEnrolment(db, runId)
  app.clock.now = new Date(inDays(6).toISOString().replace(/T.*/, 'T14:05:00Z'))
  expect(await asked()).toEqual([])
  app.clock.now = new Date(inDays(6).toISOString().replace(/T.*/, 'T15:05:00Z'))
  const told = await asked()
  expect(told).toMatchObject([
    { template: 'teaching-changed', method: 'REQUEST', recurrenceId: '2026-09-08T10:00:00' },
  ])
  expect(told[0]?.prose).toContain('1 person is coming.')
  expect(await asked()).toEqual([])
})

test('only how many come is held back: a place or a time is told, and the day asked for', () => {
  const session = {
    id: 'one',
    startsAt: inDays(7),
    endsAt: inDays(7.1),
    title: 'Teaching: Sleep well',
    location: 'Library',
    description: '2 people are coming.\nClass list: here',
    url: 'here',
  }
  const before = { ...session, description: '1 person is coming.\nClass list: here' }
  const said = (now: Partial<typeof session>, renew?: string) =>
    asToldBefore([{ ...session, ...now }], new Map([['one', before]]), renew, 'Europe/London')[0]?.description
  expect(said({})).toBe(before.description)
  expect(said({ location: 'Hall' })).toBe(session.description)
  expect(said({ startsAt: inDays(8) })).toBe(session.description)
  expect(said({}, '2026-09-08')).toBe(session.description)
  expect(said({}, '2026-09-09')).toBe(before.description)
})
