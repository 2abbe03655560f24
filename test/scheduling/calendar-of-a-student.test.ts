// Six Tuesdays at 10, across the end of summer time, and what a student's calendar is told about them.
import { addMinutes } from '../../src/lib/time.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../support/college.ts'
import { press, signUp } from '../enrolment/support/people.ts'
import { doingsIn } from './support/doings.ts'
import { type Told, toldTo } from './support/told.ts'

const college = testApp()

const tuesdays = [
  '2026-10-06T09:00:00Z',
  '2026-10-13T09:00:00Z',
  '2026-10-20T09:00:00Z',
  '2026-10-27T10:00:00Z',
  '2026-11-03T10:00:00Z',
  '2026-11-10T10:00:00Z',
].map((starts) => new Date(starts))

async function enrolled() {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const venue = await addVenue(app.db, { name: 'Library', address: '4 Mill Lane' })
  const run = await addRun(app.db, { course, venue, sessions: tuesdays.map((startsAt) => ({ startsAt })) })
  const amal = await signUp(app, 'Amal')
  await press(amal.browser, `/runs/${run.runId}`, 'Enrol on this course')
  await app.runJobs()
  const [first] = await toldTo(app.db, amal.email)
  if (first === undefined) throw new Error('No invitation')
  const change = doingsIn(app.db)
  let read = 1
  /** Does something, lets the worker work, and returns what the calendar is told because of it. */
  const after = async (...work: (() => Promise<unknown>)[]): Promise<Told[]> => {
    for (const step of work) expect(await step()).toMatchObject({ ok: true })
    await app.runJobs()
    const all = await toldTo(app.db, amal.email)
    const fresh = all.slice(read)
    read = all.length
    return fresh
  }
  return { app, amal, ...run, sessions: run.sessionIds, first, change, after }
}

test('the confirmation holds one weekly series, in London time, and asks for nothing', async () => {
  const { first, app } = await enrolled()
  expect(first).toMatchObject({
    template: 'place-confirmed',
    method: 'REQUEST',
    sequence: 0,
    status: 'CONFIRMED',
    starts: '2026-10-06T10:00:00',
    ends: '2026-10-06T12:00:00',
    recurrenceId: undefined,
    rule: 'FREQ=WEEKLY;COUNT=6;BYDAY=TU',
    except: [],
    summary: 'Sleep well',
    location: 'Library, 4 Mill Lane',
    attendee: 'mailto:amal@example.org',
    organizer: 'mailto:office@college.example',
  })
  expect(first.prose).toContain('Tuesday 27 October 2026, 10am to midday')
  expect(await app.db.selectFrom('mail').select('status').execute()).toEqual([{ status: 'sent' }])
})

test('one session moves: the same entry, one occurrence, and both times in words', async () => {
  const { change, after, sessions, first } = await enrolled()
  const told = await after(() => change.move(sessions[2] ?? '', new Date('2026-10-21T13:00:00Z')))
  expect(told).toMatchObject([
    {
      template: 'calendar-moved',
      method: 'REQUEST',
      uid: first.uid,
      sequence: 1,
      recurrenceId: '2026-10-20T10:00:00',
      starts: '2026-10-21T14:00:00',
      ends: '2026-10-21T16:00:00',
      rule: undefined,
      status: 'CONFIRMED',
    },
  ])
  const { prose } = told[0] ?? first
  expect(prose).toContain('Sleep well')
  expect(prose).toContain('Tuesday 20 October 2026, 10am to midday')
  expect(prose).toContain('Wednesday 21 October 2026, 2pm to 4pm')
  expect(prose).toContain('Tuesday 10 November 2026, 10am to midday')
})

test('one session is called off, and takes place after all: its occurrence goes, and a new entry comes', async () => {
  const { change, after, sessions, first } = await enrolled()
  const gone = await after(() => change.cancel(sessions[1] ?? ''))
  expect(gone).toMatchObject([
    {
      template: 'calendar-cancelled-one',
      method: 'CANCEL',
      uid: first.uid,
      sequence: 1,
      recurrenceId: '2026-10-13T10:00:00',
      status: 'CANCELLED',
    },
  ])
  expect(gone[0]?.prose).toContain('Sleep well')
  expect(gone[0]?.prose).toContain('Tuesday 13 October 2026, 10am to midday')
  const back = await after(() => change.reinstate(sessions[1] ?? ''))
  expect(back).toMatchObject([
    {
      template: 'calendar-invited',
      method: 'REQUEST',
      sequence: 0,
      starts: '2026-10-13T10:00:00',
      recurrenceId: undefined,
      rule: undefined,
    },
  ])
  expect(back[0]?.uid).not.toBe(first.uid)
  expect(back[0]?.prose).toContain('Tuesday 13 October 2026, 10am to midday')
})

test('a session moved past its neighbour leaves the series for an entry of its own', async () => {
  const { change, after, sessions, first } = await enrolled()
  const told = await after(() => change.move(sessions[2] ?? '', new Date('2026-10-29T10:00:00Z')))
  expect(told).toMatchObject([
    { method: 'CANCEL', uid: first.uid, sequence: 1, recurrenceId: '2026-10-20T10:00:00' },
    { method: 'REQUEST', sequence: 0, starts: '2026-10-29T10:00:00', recurrenceId: undefined },
  ])
})

test('another place for one session is that occurrence; for all of them, the series and each exception again', async () => {
  const { app, change, after, sessions, first } = await enrolled()
  const elsewhere = { venueId: await addVenue(app.db, { name: 'Town hall' }), roomId: null, joinLink: null }
  const one = await after(() => change.place(sessions[4] ?? '', elsewhere))
  expect(one).toMatchObject([
    {
      template: 'calendar-changed',
      method: 'REQUEST',
      uid: first.uid,
      sequence: 1,
      recurrenceId: '2026-11-03T10:00:00',
      location: 'Town hall',
    },
  ])
  await after(() => change.move(sessions[2] ?? '', new Date('2026-10-21T13:00:00Z')))
  const rest = sessions.filter((_, index) => index !== 4).map((id) => () => change.place(id, elsewhere))
  const all = await after(...rest)
  expect(all[0]).toMatchObject({
    method: 'REQUEST',
    uid: first.uid,
    sequence: 3,
    recurrenceId: undefined,
    location: 'Town hall',
    rule: 'FREQ=WEEKLY;COUNT=6;BYDAY=TU',
  })
  const exceptions = all.slice(1)
  expect(exceptions.map(({ recurrenceId }) => recurrenceId)).toContain('2026-10-20T10:00:00')
  for (const { uid, location } of exceptions) expect([uid, location]).toEqual([first.uid, 'Town hall'])
})

test('every session at another hour is a new series, after the old one is taken out', async () => {
  const { change, after, sessions, first } = await enrolled()
  const later = (index: number) => new Date((tuesdays[index]?.getTime() ?? 0) + 90 * 60_000)
  const told = await after(...sessions.map((id, index) => () => change.move(id, later(index))))
  expect(told).toMatchObject([
    { method: 'CANCEL', uid: first.uid, recurrenceId: undefined, status: 'CANCELLED', sequence: 1 },
    { method: 'REQUEST', sequence: 0, starts: '2026-10-06T11:30:00', rule: 'FREQ=WEEKLY;COUNT=6;BYDAY=TU' },
  ])
  expect(told[0]?.prose).toContain('Tuesday 6 October 2026, 10am to midday')
  expect(told[1]?.prose).toContain('Tuesday 6 October 2026, 11:30am to 1:30pm')
  expect(told[1]?.uid).not.toBe(first.uid)
})

test('one more session is one more entry', async () => {
  const { app, change, after, runId } = await enrolled()
  const place = { venueId: await addVenue(app.db), roomId: null, joinLink: null }
  const told = await after(() => change.add(runId, new Date('2026-11-17T10:00:00Z'), place))
  expect(told).toMatchObject([
    { template: 'calendar-invited', method: 'REQUEST', sequence: 0, starts: '2026-11-17T10:00:00' },
  ])
})

test('staff who correct themselves at once send one message, or none when it is as before', async () => {
  const { change, after, sessions } = await enrolled()
  const id = sessions[2] ?? ''
  const to = (text: string) => () => change.move(id, new Date(text))
  expect(await after(to('2026-10-21T13:00:00Z'), to('2026-10-22T13:00:00Z'))).toMatchObject([
    { starts: '2026-10-22T14:00:00', sequence: 1 },
  ])
  expect(await after(to('2026-10-19T13:00:00Z'), to('2026-10-22T13:00:00Z'))).toEqual([])
})

test('each message of an entry is later than the one before, in number and in time', async () => {
  const { change, after, sessions, first, runId } = await enrolled()
  const told = [
    first,
    ...(await after(() => change.move(sessions[2] ?? '', new Date('2026-10-21T13:00:00Z')))),
    ...(await after(() => change.move(sessions[3] ?? '', new Date('2026-10-28T13:00:00Z')))),
    ...(await after(() => change.cancel(sessions[0] ?? ''))),
    ...(await after(() => change.cancelRun(runId))),
  ].filter(({ uid }) => uid === first.uid)
  expect(told.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4])
  expect(told.map(({ stamp }) => stamp)).toEqual([...new Set(told.map(({ stamp }) => stamp))].sort())
})

test('a student who withdraws is told once, and every entry is taken out as a whole', async () => {
  const { app, amal, change, after, sessions, first } = await enrolled()
  await after(() => change.cancel(sessions[1] ?? ''))
  app.clock.now = addMinutes(today, 1)
  const [single] = await after(() => change.reinstate(sessions[1] ?? ''))
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  const told = await after()
  expect(told).toMatchObject([
    {
      template: 'withdrawn',
      method: 'CANCEL',
      uid: first.uid,
      sequence: 2,
      recurrenceId: undefined,
      status: 'CANCELLED',
    },
    { template: 'calendar-cancelled', method: 'CANCEL', uid: single?.uid, sequence: 1, status: 'CANCELLED' },
  ])
  expect(await after(() => change.move(sessions[3] ?? '', new Date('2026-10-28T13:00:00Z')))).toEqual([])
  const invites = app.db.selectFrom('calendar_invite').where('person_id', '=', amal.id)
  expect(await invites.select('status').distinct().execute()).toEqual([{ status: 'cancelled' }])
})

test('a whole run is called off: everyone is told, and only those with a place lose a calendar entry', async () => {
  const { app, amal, change, runId, first } = await enrolled()
  const people = { ben: 'waiting', caz: 'offered', dan: 'requested' } as const
  for (const [name, status] of Object.entries(people)) {
    const person = await addPerson(app.db, { name, email: `${name}@example.org` })
    await addEnrolment(app.db, runId, { person, status: status as 'waiting' })
  }
  await addEnrolment(app.db, runId, { person: await addPerson(app.db, { name: 'Dora', email: null }) })
  expect(await change.cancelRun(runId, 'The trainer is ill')).toEqual({ ok: true })
  expect(await change.cancelRun(runId)).toEqual({ ok: false, reason: 'run-over' })
  await app.runJobs()
  const live = await app.db.selectFrom('enrolment').select(['status', 'status_reason', 'ended_at']).execute()
  expect(live).toEqual(
    Array(5).fill({ status: 'run-cancelled', status_reason: 'The trainer is ill', ended_at: today }),
  )
  const told = (await toldTo(app.db, amal.email)).slice(1)
  expect(told).toMatchObject([
    { template: 'run-cancelled', method: 'CANCEL', uid: first.uid, sequence: 1, recurrenceId: undefined },
  ])
  expect(told[0]?.prose).toContain('This is why: The trainer is ill')
  expect(told[0]?.prose).toContain('Tuesday 6 October 2026')
  const others = await app.db
    .selectFrom('mail')
    .select(['to_address', 'template', 'calendar_method'])
    .where('to_address', '<>', amal.email)
    .orderBy('to_address')
    .execute()
  expect(others).toEqual(
    Object.keys(people).map((name) => ({
      to_address: `${name}@example.org`,
      template: 'enrolment/run-cancelled',
      calendar_method: null,
    })),
  )
  const noted = await app.db.selectFrom('audit_event').select(['action', 'subject_id']).execute()
  expect(noted).toEqual([{ action: 'run.cancelled', subject_id: runId }])
  expect(await app.db.selectFrom('session').select('status').distinct().execute()).toEqual([
    { status: 'cancelled' },
  ])
})

test('people who wait, were offered a place, or asked for one are told nothing about dates that move', async () => {
  const { app, change, after, sessions, runId } = await enrolled()
  for (const status of ['waiting', 'offered', 'requested'] as const)
    await addEnrolment(app.db, runId, {
      status,
      person: await addPerson(app.db, { email: `${status}@example.org` }),
    })
  await after(() => change.move(sessions[2] ?? '', new Date('2026-10-21T13:00:00Z')))
  const others = await app.db
    .selectFrom('mail')
    .where('to_address', '<>', 'amal@example.org')
    // Those who give it are told.
    .where('template', 'not like', 'enrolment/teaching-%')
    .selectAll()
    .execute()
  expect(others).toEqual([])
  const invites = app.db.selectFrom('calendar_invite').where('teaching', '=', false)
  expect(await invites.select('person_id').distinct().execute()).toHaveLength(1)
})

test('nothing is said about sessions that are over', async () => {
  const { app, after, sessions, first } = await enrolled()
  app.clock.now = new Date('2026-10-21T12:00:00Z')
  const later = doingsIn(app.db, { now: app.clock.now, actorId: null })
  const told = await after(() => later.cancel(sessions[3] ?? ''))
  expect(told).toMatchObject([{ method: 'CANCEL', uid: first.uid, recurrenceId: '2026-10-27T10:00:00' }])
  expect(told[0]?.prose).not.toContain('6 October')
})
