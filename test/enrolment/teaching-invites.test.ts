// What the calendar of a trainer is told of the dates they give.
import { load } from 'cheerio'
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import { tellCalendars } from '../../src/scheduling/tell-calendars.ts'
import { changeTeam } from '../../src/scheduling/trainers/change-team.ts'
import { tellHowManyCome } from '../../src/enrolment/teaching-invites/refresh.ts'
import { sweepTeaching } from '../../src/enrolment/teaching-invites/sweep.ts'
import { asToldBefore } from '../../src/enrolment/teaching-invites/sessions.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../support/college.ts'
import { noticeOn, office as officeOf } from '../support/office.ts'
import { doingsIn, inDays, jobsWithTimes } from '../scheduling/support/doings.ts'
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
  expect(moved[0]?.prose).toContain('1 person has a place.')
  const mails = await db
    .selectFrom('mail')
    .select(['calendar_text', 'view'])
    .where('to_address', '=', 'tess@example.org')
    .orderBy('number')
    .execute()
  expect(mails[1]?.calendar_text).toMatch(/1 person has a place/)
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

test('nobody books a drop-in: neither the invitation nor its letter says that nobody has enrolled', async () => {
  const { app, db, runId, after } = await published()
  await db.updateTable('run').set({ drop_in: true }).where('id', '=', runId).execute()
  await db.deleteFrom('calendar_invite').execute()
  app.clock.now = addMinutes(today, 11)
  const [told] = await after(() => sweepTeaching(db, { config: app.config, clock: () => app.clock.now }))
  expect(told?.prose).toContain('It is a drop-in.')
  const mails = await db
    .selectFrom('mail')
    .where('to_address', '=', 'tess@example.org')
    .select('calendar_text')
    .orderBy('number')
    .execute()
  expect(mails.at(-1)?.calendar_text).toContain('DESCRIPTION:It is a drop-in.')
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
  const { app, db, runId, peerId, sessionIds, after } = await published()
  const context = { config: app.config, clock: () => app.clock.now }
  const asked = () => after(() => tellHowManyCome(db, context))
  await addEnrolment(db, runId)
  // Whoever has told us that they cannot come to this one does not come.
  const away = await addEnrolment(db, runId)
  await db
    .updateTable('attendance')
    .set({ mark: 'told-us', marked_at: today, marked_by: peerId, means: 'page' })
    .where('session_id', '=', sessionIds[0] ?? '')
    .where('enrolment_id', '=', away)
    .execute()
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

test('what was published before there were invitations is found, and each trainer told of it once', async () => {
  const { app, db, runId, after } = await published()
  const sweep = () => after(() => sweepTeaching(db, { config: app.config, clock: () => app.clock.now }))
  expect(await sweep()).toEqual([])
  await db.deleteFrom('calendar_invite').execute()
  expect(await sweep()).toEqual([])
  app.clock.now = addMinutes(today, 11)
  expect(kinds(await sweep())).toEqual([['teaching-invited', 'REQUEST']])
  expect(await sweep()).toEqual([])
  // Of a date they lack, that alone.
  const [invite] = await db
    .selectFrom('calendar_invite')
    .innerJoin('person', 'person.id', 'person_id')
    .where('person.name', '=', 'Tess')
    .select(['calendar_invite.id', 'slots'])
    .execute()
  const slots = JSON.stringify(
    invite?.slots.map((slot, index) => (index === 2 ? { ...slot, sessionId: null } : slot)),
  )
  await db
    .updateTable('calendar_invite')
    .set({ slots })
    .where('id', '=', invite?.id ?? '')
    .execute()
  expect(kinds(await sweep())).toEqual([['teaching-invited', 'REQUEST']])
  expect(await sweep()).toEqual([])
  await db.updateTable('run').set({ status: 'draft' }).where('id', '=', runId).execute()
  await db.deleteFrom('calendar_invite').execute()
  expect(await sweep()).toEqual([])
})

test('whoever wants no invitations, has no address or gives dates without a pattern is not looked at for ever', async () => {
  const { app, db, runId, peerId, professionalId, sessionIds } = await published()
  app.clock.now = addMinutes(today, 11)
  await db.deleteFrom('calendar_invite').execute()
  await db
    .updateTable('person')
    .set({ calendar_invitations: 'none' })
    .where('id', '=', professionalId)
    .execute()
  const [session] = await db
    .selectFrom('session')
    .selectAll()
    .where('id', '=', sessionIds[0] ?? '')
    .execute()
  const dates = [30, 41, 53, 67].map((days) => ({
    starts_at: inDays(days),
    ends_at: inDays(days + 0.01 * days),
  }))
  await db.deleteFrom('session_trainer').where('run_id', '=', runId).where('person_id', '=', peerId).execute()
  for (const date of dates) {
    const { id } = await db
      .insertInto('session')
      .values({ run_id: runId, venue_id: session?.venue_id ?? '', updated_at: today, ...date })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('session_trainer')
      .values({ session_id: id, run_id: runId, person_id: peerId, status: 'planned', ...date })
      .execute()
  }
  const asked = async () => {
    await sweepTeaching(db, { config: app.config, clock: () => app.clock.now })
    return (await jobsWithTimes(db)).filter(({ name }) => name === 'enrolment.refresh-teaching').length
  }
  expect(await asked()).toBe(1)
  await app.runJobs()
  await db.deleteFrom('calendar_invite').execute()
  const { starts_at, ends_at } = session ?? { starts_at: today, ends_at: today }
  await db
    .insertInto('session_trainer')
    .values({
      session_id: sessionIds[0] ?? '',
      run_id: runId,
      person_id: peerId,
      status: 'planned',
      starts_at,
      ends_at,
    })
    .execute()
  // Too many for invitations now: a letter says them, once.
  expect(await asked()).toBe(1)
  await app.runJobs()
  expect(await asked()).toBe(0)
})

test('what is published no more goes from the calendar, and then the draft can go', async () => {
  const { app, db, runId, does, after } = await published()
  const [office] = await officeOf(app, 'Ada')
  const undo = async (words: string) => {
    const page = load((await office.get(paths.adminUndo())).text)
    const form = page('.undo form')
      .filter((_, one) => page(one).text().includes(words))
      .first()
    return office.post(form.attr('action') ?? '')
  }
  const goes = () => office.post(paths.adminDraftRemoval({ id: runId }))
  expect(kinds(await after(() => undo('published')))).toEqual([['teaching-cancelled', 'CANCEL']])
  await after(() => does.publish(runId))
  await undo('published')
  expect((await goes()).status).toBe(303)
  expect(noticeOn((await office.get(paths.adminRun({ id: runId }))).text)).toContain('still in the calendars')
  await app.runJobs()
  expect((await goes()).status).toBe(303)
  expect(await db.selectFrom('run').select('id').execute()).toEqual([])
})
