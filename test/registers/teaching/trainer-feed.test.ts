// What a trainer's own calendar shows of their teaching, asked for as a calendar does; and what a letter says instead.
import { load } from 'cheerio'
import { inTransaction } from '../../../src/database/transaction.ts'
import { enqueueJob } from '../../../src/jobs/enqueue.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { components, lineFaults, unescaped } from '../../calendar/support/content-lines.ts'
import { shownByNodeIcal } from '../../calendar/support/node-ical.ts'
import { doingsIn } from '../../scheduling/support/doings.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import {
  addCourse,
  addEnrolment,
  addPerson,
  addRun,
  addVenue,
  type NewRun,
  today,
} from '../../support/college.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Tess, the peer trainer of a run called Sleep well, signed in, with her calendar link. */
async function taught(run: NewRun = {}) {
  const { db, as } = college()
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const venue = await addVenue(db, {
    name: 'Library',
    address: '4 Mill Lane\nBelfast',
    online: run.mode === 'online',
  })
  const added = await addRun(db, { course, venue, ...run })
  await db
    .updateTable('person')
    .set({ name: 'Tess', email: 'tess@example.org' })
    .where('id', '=', added.peerId)
    .execute()
  await givePasswords(db)
  const tess = await as('tess@example.org')
  const made = await tess.post('/account/feed')
  return { ...added, db, tess, feed: new URL(load(made.text)('code').text()).pathname }
}

async function open(feed: string) {
  const response = await college().visitor().agent.get(feed)
  expect([response.status, lineFaults(response.text)]).toEqual([200, []])
  return response
}

async function eventsOf(feed: string) {
  const { text } = await open(feed)
  return components(text, 'VEVENT').map((event) => ({
    uid: event.get('UID')?.value,
    title: unescaped(event.get('SUMMARY')?.value),
    where: unescaped(event.get('LOCATION')?.value),
    about: unescaped(event.get('DESCRIPTION')?.value),
    url: event.get('URL')?.value,
    changed: event.get('LAST-MODIFIED')?.value,
  }))
}

test('a trainer’s own calendar holds the sessions they teach, how many come, and the way to the class list', async () => {
  const sessions = [{ startsAt: inDays(3) }, { startsAt: inDays(10) }]
  const { feed, db, runId, sessionIds } = await taught({ sessions })
  for (const name of ['Zoe Zimmer', 'Amal Haddad'])
    await addEnrolment(db, runId, { person: await addPerson(db, { name }) })
  for (const status of ['waiting', 'offered', 'requested'] as const) await addEnrolment(db, runId, { status })
  await addRun(db, { sessions: [{ startsAt: inDays(4) }] })
  const list = `http://localhost:3000/trainer/runs/${runId}`
  const event = {
    title: 'Teaching: Sleep well',
    where: 'Library, 4 Mill Lane, Belfast',
    about: `2 people are coming.\nClass list: ${list}`,
    url: list,
  }
  expect(await eventsOf(feed)).toMatchObject([
    { ...event, uid: `${sessionIds[0] ?? ''}@college.example` },
    { ...event, uid: `${sessionIds[1] ?? ''}@college.example` },
  ])
  const { text } = await open(feed)
  expect(text).not.toMatch(/Zoe|Amal|ATTENDEE|ORGANIZER|METHOD|peer|lived/i)
  expect(shownByNodeIcal([text]).map(({ start }) => start)).toEqual(
    [inDays(3), inDays(10)].map((day) => day.toISOString()),
  )
})

test('when somebody enrols or withdraws, the calendar says so, and that it has changed', async () => {
  const { feed, db, runId, peerId, sessionIds } = await taught()
  const before = await open(feed)
  expect((await open(feed)).headers.etag).toBe(before.headers.etag)
  const [empty] = await eventsOf(feed)
  expect(empty?.about).toContain('Nobody is coming so far.')
  const enrolment = await addEnrolment(db, runId, { joinedAt: addMinutes(today, 60) })
  const [one] = await eventsOf(feed)
  expect(one?.about).toContain('1 person is coming.')
  expect((await open(feed)).headers.etag).not.toBe(before.headers.etag)
  await db
    .updateTable('attendance')
    .set({ mark: 'told-us', marked_at: addMinutes(today, 90), marked_by: peerId, means: 'page' })
    .where('session_id', '=', sessionIds[0] ?? '')
    .where('enrolment_id', '=', enrolment)
    .execute()
  const [away] = await eventsOf(feed)
  expect([away?.about, away?.changed]).toEqual([
    expect.stringContaining('Nobody is coming so far.'),
    '20260901T103000Z',
  ])
  await db
    .updateTable('enrolment')
    .set({ status: 'withdrawn', ended_at: addMinutes(today, 120) })
    .where('id', '=', enrolment)
    .execute()
  const [none] = await eventsOf(feed)
  expect(none?.about).toContain('Nobody is coming so far.')
  expect([empty?.changed, one?.changed, none?.changed]).toEqual([
    '20260901T090000Z',
    '20260901T100000Z',
    '20260901T110000Z',
  ])
})

test('one calendar holds what a person learns and what they teach, and a session of both once', async () => {
  const { feed, db, peerId, runId } = await taught()
  const { id: course } = await addCourse(db, { title: 'Starting to draw' })
  const other = await addRun(db, { course, sessions: [{ startsAt: inDays(2) }] })
  await addEnrolment(db, other.runId, { person: peerId })
  await addEnrolment(db, runId, { person: peerId })
  expect((await eventsOf(feed)).map(({ title }) => title)).toEqual([
    'Starting to draw',
    'Teaching: Sleep well',
  ])
})

test('a trainer who wants a neutral title finds no course named, and still how many come', async () => {
  const { feed, db, peerId } = await taught()
  await db.updateTable('person').set({ neutral_calendar_titles: true }).where('id', '=', peerId).execute()
  const [event] = await eventsOf(feed)
  expect(event).toMatchObject({ title: 'College course' })
  expect(event?.about).toContain('Nobody is coming so far.')
  expect((await open(feed)).text).not.toMatch(/Sleep|Teaching/)
})

test('an online session leads the trainer into it', async () => {
  const { feed } = await taught({
    mode: 'online',
    sessions: [{ startsAt: inDays(3), joinLink: 'https://meet.example/a-room', endAssumed: true }],
  })
  const [event] = await eventsOf(feed)
  expect(event?.where).toBe('https://meet.example/a-room')
  expect(event?.about).toContain('To join online: https://meet.example/a-room')
  expect(event?.about).toContain('The end time is still to be confirmed.')
})

test('a session that is cancelled vanishes, and so does what is called off or not published', async () => {
  const sessions = [{ startsAt: inDays(3) }, { startsAt: inDays(10) }]
  const { feed, db, runId, sessionIds } = await taught({ sessions })
  const [first = '', second = ''] = sessionIds
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', first).execute()
  expect((await eventsOf(feed)).map(({ uid }) => uid)).toEqual([`${second}@college.example`])
  for (const status of ['cancelled', 'draft'] as const) {
    await db.updateTable('run').set({ status }).where('id', '=', runId).execute()
    expect(await eventsOf(feed)).toEqual([])
  }
  await db.updateTable('run').set({ status: 'ended' }).where('id', '=', runId).execute()
  expect(await eventsOf(feed)).toHaveLength(1)
})

test('what they taught stays for sixty days', async () => {
  const { feed, sessionIds } = await taught({
    sessions: [{ startsAt: inDays(-61) }, { startsAt: inDays(-59) }, { startsAt: inDays(3) }],
  })
  expect((await eventsOf(feed)).map(({ uid }) => uid?.split('@')[0])).toEqual(sessionIds.slice(1))
})

test('a run they no longer teach vanishes', async () => {
  const { feed, db, runId, peerId } = await taught()
  expect(await eventsOf(feed)).toHaveLength(1)
  await db.updateTable('run').set({ co_delivery_override: 'Ill' }).where('id', '=', runId).execute()
  await db.deleteFrom('run_trainer').where('person_id', '=', peerId).execute()
  expect(await eventsOf(feed)).toEqual([])
})

test('My teaching leads to the link, and to a new one that ends the old', async () => {
  const { tess, feed } = await taught()
  const page = load((await tess.get('/trainer')).text)
  const form = page('form[action="/account/feed"]')
  expect(form.text()).toContain('Make a new link')
  expect(page('#calendar-link').parent().text()).toContain('the sessions you teach')
  const made = load((await tess.post('/account/feed')).text)('code').text()
  expect((await open(new URL(made).pathname)).text).toContain('Teaching: Sleep well')
  expect((await college().visitor().agent.get(feed)).status).toBe(404)
})

test('a trainer without runs finds the link all the same, and My details says what it shows', async () => {
  const { db, as } = college()
  await addPerson(db, { email: 'new@example.org', roles: ['trainer'] })
  await addPerson(db, { email: 'both@example.org', roles: ['trainer', 'student'] })
  await givePasswords(db)
  const trainer = load((await (await as('new@example.org')).get('/trainer')).text)
  expect(trainer('form[action="/account/feed"]').text()).toContain('Make my calendar link')
  const both = load((await (await as('both@example.org')).get('/account')).text)
  expect(both('#calendar-link').parent().text()).toContain('your courses and the sessions you teach')
})

test('dates without a pattern come in a letter, as to students: once, and anew when one of them changes or goes', async () => {
  const app = college()
  const { db } = app
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const sessions = [7, 9, 20, 24, 37, 46].map((days, index) => ({
    startsAt: addMinutes(inDays(days), index * 45),
  }))
  const run = await addRun(db, { course, sessions, status: 'draft' })
  await db.updateTable('person').set({ email: 'tess@example.org' }).where('id', '=', run.peerId).execute()
  const does = doingsIn(db, { now: today, actorId: null })
  const refresh = () =>
    inTransaction(db, (tx) =>
      enqueueJob(tx, 'enrolment.refresh-teaching', { runId: run.runId }, { key: `teaching:${run.runId}` }),
    )
  let read = 0
  const after = async (work: () => Promise<unknown>) => {
    await work()
    await app.runJobs()
    const mails = await db
      .selectFrom('mail')
      .where('to_address', '=', 'tess@example.org')
      .orderBy('number')
      .select(['template', 'view', 'calendar_text'])
      .execute()
    const fresh = mails.slice(read)
    read = mails.length
    return fresh.map(({ template, view, calendar_text: calendar }) => {
      const { facts } = view as { facts: { label: string; lines: string[] }[] }
      return [template, calendar, facts.find(({ label }) => label === 'Dates')?.lines.length ?? 0]
    })
  }
  const letter = (dates: number) => [['enrolment/teaching-dates', null, dates]]
  expect(await after(() => does.publish(run.runId))).toEqual(letter(6))
  expect(await after(refresh)).toEqual([])
  expect(await after(() => does.move(run.sessionIds[1] ?? '', inDays(12)))).toEqual(letter(6))
  expect(await after(() => does.cancel(run.sessionIds[0] ?? ''))).toEqual(letter(5))
  expect(await after(refresh)).toEqual([])
  // What has been is no news, and neither is that it has been.
  app.clock.now = inDays(60)
  expect(await after(refresh)).toEqual([])
})
