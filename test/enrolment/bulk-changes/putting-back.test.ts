// Many dates were changed by mistake: those that are still as the change left them are put back, seen before.
import { retireCourse } from '../../../src/catalogue/courses/change-course.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import type * as Sessions from '../../../src/scheduling/sessions/queries.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { retireRoom } from '../../../src/scheduling/venues/change-room.ts'
import { retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import { held } from '../../accounts/closing/held.ts'
import { addRoom, inDays } from '../../scheduling/support/doings.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addEnrolment, addRun, addVenue, today } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'
import { confirm, look, previewed } from './support/preview.ts'
import { storiesIn } from './support/sleep-well.ts'

let placesAreFree = false
jest.mock('../../../src/scheduling/sessions/queries.ts', () => {
  const real = jest.requireActual<typeof Sessions>('../../../src/scheduling/sessions/queries.ts')
  const lockPlaces: typeof real.lockPlaces = (tx, places) =>
    placesAreFree ? Promise.resolve() : real.lockPlaces(tx, places)
  return { ...real, lockPlaces }
})
afterEach(() => (placesAreFree = false))

const college = testApp()
const { sleepWell, sessions, mailsTo } = storiesIn(college)

/** What the button of the report shows. */
async function lookBack(browser: Browser, report: string) {
  const page = (await browser.get(report)).text
  const action = paths.adminBulkChangePreview()
  return previewed(await browser.post(action, fieldsOn(page, action)))
}

test('a run went online by mistake: rooms and links are as before, but for what was changed since', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const venue = (await sessions(runId))[0]?.venue_id ?? ''
  const room = await addRoom(db, venue, 'Green room')
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', runId).execute()
  const online = await addVenue(db, { name: 'Online', online: true })
  const wish = { scope: 'run', run: runId, change: 'online', online_venue: online, reason: '' }
  const report = await confirm(ada, await look(ada, { ...wish, join_link: 'https://meet.example/x' }))
  await runJobs()
  const [first, second] = await sessions(runId)
  const other = paths.adminSession({ id: second?.id ?? '' })
  const changed = { ...fieldsOn((await ada.get(other)).text, other), from: '11:00', until: '13:00' }
  expect((await ada.post(other, changed)).status).toBe(303)
  await runJobs()
  app.clock.now = addMinutes(today, 90)
  const preview = await lookBack(ada, report)
  expect(preview.text).toContain('put back')
  expect(preview.text).toContain('It was changed again since, and stays as it is')
  expect(preview.ticked).toHaveLength(2)
  const again = await confirm(ada, preview)
  await runJobs()
  const places = (await sessions(runId)).map(({ venue_id, room_id, join_link }) => [
    venue_id,
    room_id,
    join_link,
  ])
  expect(places).toEqual([
    [venue, room, null],
    [online, null, 'https://meet.example/x'],
    [venue, room, null],
  ])
  expect((await sessions(runId))[0]?.starts_at).toEqual(first?.starts_at)
  const letters = (await mailsTo(amal)).map(({ view }) => JSON.stringify(view))
  expect(letters.find((words) => words.includes('has been taken back'))).toContain('Green room')
  expect((await ada.get(again)).text).not.toContain('Was that a mistake?')
})

test('a day was called off by mistake: its date is back on, for everybody', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const wish = { scope: 'day', day: '15/9/2026', change: 'call-off', reason: 'Snow' }
  const report = await confirm(ada, await look(ada, wish))
  await app.runJobs()
  expect((await sessions(runId))[1]?.status).toBe('cancelled')
  app.clock.now = addMinutes(today, 90)
  const booked = await addRun(app.db, { sessions: [{ startsAt: inDays(14) }] })
  await addEnrolment(app.db, booked.runId, { person: amal })
  const preview = await lookBack(ada, report)
  expect(preview.text).toContain('becomes back on')
  expect(preview.text).toContain('1 person has another course then')
  const again = await confirm(ada, preview)
  expect((await ada.get(again)).text).toContain('as it was before')
  await app.runJobs()
  expect((await sessions(runId)).map(({ status, starts_at }) => [status, starts_at])).toEqual(
    [7, 14, 21].map((days) => ['planned', inDays(days)]),
  )
  const said = (await mailsTo(amal)).map(({ view }) => JSON.stringify(view)).join()
  expect(said).toContain('Back on: Tuesday 15 September 2026')
  const page = paths.adminSession({ id: (await sessions(runId))[1]?.id ?? '' })
  expect((await ada.get(page)).text).toContain('Ada put a date back on')
  expect((await ada.get(paths.adminUndo())).text).not.toContain('put a date back on')
})

test('what was planned since is in the way of a date that was called off: it is said before, and the others go back', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const { runId, peerId } = await sleepWell()
  const venue = (await sessions(runId))[0]?.venue_id ?? ''
  const days = { scope: 'venue', venue, from_day: '8/9/2026', until_day: '15/9/2026' }
  const report = await confirm(ada, await look(ada, { ...days, change: 'call-off', reason: 'Snow' }))
  const other = await addRun(db, { sessions: [{ startsAt: inDays(14) }] })
  await inTransaction(db, (tx) =>
    insertTrainer(tx, { run_id: other.runId, person_id: peerId, expertise: 'lived' }, today),
  )
  const preview = await lookBack(ada, report)
  expect(preview.text).toMatch(/Person \d+ teaches Course/)
  expect(preview.ticked).toHaveLength(1)
  await confirm(ada, preview)
  expect((await sessions(runId)).map(({ status }) => status)).toEqual(['planned', 'cancelled', 'planned'])
})

test('what was called off at a venue that is in use no more stays off', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId } = await sleepWell()
  const venue = (await sessions(runId))[0]?.venue_id ?? ''
  const other = await addVenue(app.db, { name: 'Library' })
  const days = { scope: 'venue', venue, from_day: '8/9/2026', until_day: '15/9/2026' }
  const report = await confirm(ada, await look(ada, { ...days, change: 'call-off', reason: 'Flood' }))
  const rest = { scope: 'run', run: runId, change: 'place', place: other, reason: 'Flood' }
  await confirm(ada, await look(ada, rest))
  expect((await ada.post(paths.adminVenueRetirement({ id: venue }))).status).toBe(303)
  const preview = await lookBack(ada, report)
  expect(preview.text).toContain('Where it was is in use no more')
  expect(preview.ticked).toEqual([])
})

const givingUp = { venue: retireVenue, room: retireRoom, course: retireCourse }

/** A flood called off what was in a room; while that is put back, somebody gives up the room, its venue or the course. */
async function givenUpMeanwhile(givenUp: keyof typeof givingUp) {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, courseId: course } = await sleepWell()
  const [first, second, third] = await sessions(runId)
  const venue = first?.venue_id ?? ''
  const room = await addRoom(db, venue)
  const flooded = [first?.id ?? '', second?.id ?? '']
  await db.updateTable('session').set({ room_id: room }).where('id', 'in', flooded).execute()
  const other = await addVenue(db, { name: 'Library' })
  await db
    .updateTable('session')
    .set({ venue_id: other })
    .where('id', '=', third?.id ?? '')
    .execute()
  const days = { scope: 'venue', venue, from_day: '8/9/2026', until_day: '15/9/2026' }
  const report = await confirm(ada, await look(ada, { ...days, change: 'call-off', reason: 'Flood' }))
  // Nobody gives up a course of which a date is to come.
  if (givenUp === 'course') await db.updateTable('session').set({ status: 'cancelled' }).execute()
  const preview = await lookBack(ada, report)
  const doing = { actorId: null, now: college().clock.now }
  const giving = await held(db, async (tx): Promise<{ ok: boolean }> =>
    givingUp[givenUp](tx, { venue, room, course }[givenUp], doing),
  )
  const sent = ada.post(paths.adminBulkChanges(), preview.fields)
  const waited = await isWaiting(sent, db)
  giving.commit()
  expect(await giving.result).toEqual({ ok: true })
  const answer = await sent
  const there = (await sessions(runId)).filter(
    ({ status, venue_id }) => status === 'planned' && venue_id === venue,
  )
  return { waited, status: answer.status, there: there.length, said: previewed(answer).text }
}

test.each([
  ['venue', 'Where it was is in use no more'],
  ['room', 'Where it was is in use no more'],
  ['course', 'Its course has left the prospectus'],
] as const)(
  'whoever puts dates back waits for somebody who just gives up the %s, and is told',
  async (givenUp, why) => {
    const { said, ...raced } = await givenUpMeanwhile(givenUp)
    expect(raced).toEqual({ waited: true, status: 409, there: 0 })
    expect(said).toContain(why)
  },
)

test('negative control: without the hold on the place, dates come to stand where nothing can be', async () => {
  placesAreFree = true
  expect(await givenUpMeanwhile('venue')).toMatchObject({ waited: false, status: 303, there: 2 })
})

test('a link that somebody gave a date since is theirs', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId } = await sleepWell()
  const online = await addVenue(app.db, { name: 'Online', online: true })
  const wish = { scope: 'run', run: runId, change: 'online', online_venue: online, reason: '' }
  await confirm(ada, await look(ada, { ...wish, join_link: 'https://meet.example/first' }))
  const report = await confirm(ada, await look(ada, { ...wish, join_link: 'https://meet.example/second' }))
  const page = paths.adminSession({ id: (await sessions(runId))[0]?.id ?? '' })
  const own = { ...fieldsOn((await ada.get(page)).text, page), join_link: 'https://meet.example/own' }
  expect((await ada.post(page, own)).status).toBe(303)
  await confirm(ada, await lookBack(ada, report))
  expect((await sessions(runId)).map(({ join_link }) => join_link)).toEqual([
    'https://meet.example/own',
    'https://meet.example/first',
    'https://meet.example/first',
  ])
})

test.each([
  [{ scope: 'bulk-change', change: 'move' }, 422],
  [{ scope: 'run', change: 'back' }, 422],
  [{ scope: 'bulk-change', change: 'back', bulk_change: 'x' }, 422],
  [{ scope: 'bulk-change', change: 'back', bulk_change: crypto.randomUUID() }, 422],
])('what no button asks for is refused, or finds nothing: %j', async (wish, status) => {
  const [ada] = await office(college(), 'Ada')
  const { runId } = await sleepWell()
  const known = {
    bulk_change: crypto.randomUUID(),
    run: runId,
    amount: '1',
    unit: 'weeks',
    direction: 'later',
  }
  const shown = await look(ada, { ...known, ...wish })
  expect(shown.status).toBe(status)
  expect(noticeOn(shown.html)).not.toContain('error')
})
