// What others do between the preview and the button, or at the same moment.
import { sql } from 'kysely'
import type * as BulkChanges from '../../../src/scheduling/bulk-changes/queries.ts'
import type { Tx } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { lockRun, updateSession } from '../../../src/scheduling/queries.ts'
import { retireRoom } from '../../../src/scheduling/venues/change-room.ts'
import { retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import { addRoom, inDays } from '../../scheduling/support/doings.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addRun, addVenue, today } from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'
import { confirm, look, previewed } from './support/preview.ts'
import { oneWeekLater, storiesIn } from './support/sleep-well.ts'
import { isWaiting } from '../../support/waiting.ts'

let locksAreOut = false
jest.mock('../../../src/scheduling/bulk-changes/queries.ts', () => {
  const real = jest.requireActual<typeof BulkChanges>('../../../src/scheduling/bulk-changes/queries.ts')
  const lockRuns: typeof real.lockRuns = (tx, ids) =>
    locksAreOut ? Promise.resolve() : real.lockRuns(tx, ids)
  return { ...real, lockRuns }
})
afterEach(() => (locksAreOut = false))

const college = testApp()
const { sleepWell, sessions, mailsTo } = storiesIn(college)

/** Sends the form while somebody else is in the middle of this, and lets them finish once the form has to wait. */
async function during<Answer>(
  work: (tx: Tx) => Promise<unknown>,
  send: () => Promise<Answer>,
  connections = 1,
): Promise<Answer> {
  const { db } = college()
  let sent: Promise<Answer> | undefined
  await db.transaction().execute(async (tx) => {
    await work(tx)
    sent = send()
    if (!(await isWaiting(sent, db, connections))) throw new Error('The form never had to wait')
  })
  if (sent === undefined) throw new Error('Nothing was sent')
  return sent
}

test('what a colleague changed between preview and button is said, and nothing is done', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const { runId, sessionIds } = await sleepWell()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  const [, moved = ''] = sessionIds
  await db
    .updateTable('session')
    .set({ starts_at: inDays(15), ends_at: addMinutes(inDays(15), 120), revision: 1 })
    .where('id', '=', moved)
    .execute()
  await addEnrolment(db, runId, { status: 'waiting' })
  const answer = previewed(await ada.post(paths.adminBulkChanges(), preview.fields))
  expect(answer.status).toBe(409)
  expect(answer.text).toMatch(
    /Somebody changed a date meanwhile. It is now: Sleep well, Wednesday 16 September/,
  )
  expect((await sessions(runId))[0]?.starts_at).toEqual(inDays(7))
  expect(answer.ticked).toHaveLength(3)
  await confirm(ada, answer)
  expect((await sessions(runId)).map(({ starts_at }) => starts_at)).toEqual([14, 22, 28].map(inDays))
})

test('a form that comes twice, or with nothing ticked, does nothing more', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  const nothing = await ada.post(paths.adminBulkChanges(), { ...preview.fields, dates: [] })
  expect([nothing.status, errorsOn(nothing.text)]).toEqual([422, 'Tick at least one date'])
  const report = await confirm(ada, preview)
  await app.runJobs()
  const once = (await mailsTo(amal)).length
  expect(await confirm(ada, preview)).toBe(report)
  expect(noticeOn((await ada.get(report)).text)).toContain('It was done already')
  await app.runJobs()
  expect((await sessions(runId))[0]?.starts_at).toEqual(inDays(14))
  expect((await mailsTo(amal)).length).toBe(once)
})

test.each([
  [true, { status: 409, starts: inDays(15) }],
  [false, { status: 303, starts: inDays(21) }],
])('a colleague moves a date at that moment (held: %s)', async (held, outcome) => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, sessionIds } = await sleepWell()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  const [, second = ''] = sessionIds
  const times = { starts_at: inDays(15), ends_at: addMinutes(inDays(15), 120) }
  locksAreOut = !held
  const answer = await during(
    async (tx) => {
      await lockRun(tx, runId)
      await updateSession(tx, second, times, today)
    },
    () => ada.post(paths.adminBulkChanges(), preview.fields),
  )
  const dates = await sessions(runId)
  expect([answer.status, dates.find(({ id }) => id === second)?.starts_at]).toEqual([
    outcome.status,
    outcome.starts,
  ])
})

test.each([
  [true, [303, 303]],
  [false, [303, 500]],
])('the form comes twice at that moment (held: %s)', async (held, statuses) => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  locksAreOut = !held
  const send = () => ada.post(paths.adminBulkChanges(), preview.fields)
  const answers = await during(
    async (tx) => {
      await sql`lock table bulk_change in share mode`.execute(tx)
    },
    () => Promise.all([send(), send()]),
    2,
  )
  expect(answers.map(({ status }) => status).sort()).toEqual(statuses)
  await app.runJobs()
  expect((await sessions(runId)).map(({ starts_at }) => starts_at)).toEqual([14, 21, 28].map(inDays))
  const letters = (await mailsTo(amal)).filter(({ template }) => template === 'enrolment/dates-changed')
  expect(letters).toHaveLength(1)
})

test('a room that another run takes at that moment is said, and nothing is done', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const hall = await addVenue(db, { name: 'Town Hall' })
  const room = await addRoom(db, hall)
  const { runId } = await sleepWell({ venue: hall })
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', runId).execute()
  const other = await addRun(db, { venue: hall, sessions: [{ startsAt: inDays(28) }] })
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  expect(preview.ticked).toHaveLength(3)
  const answer = await during(
    (tx) => tx.updateTable('session').set({ room_id: room }).where('run_id', '=', other.runId).execute(),
    () => ada.post(paths.adminBulkChanges(), preview.fields),
  )
  expect([answer.status, errorsOn(answer.text)]).toEqual([409, expect.stringContaining('stands in the way')])
  expect(Object.values(previewed(answer).hints).join()).toContain('The room is used by')
  expect((await sessions(runId))[0]?.starts_at).toEqual(inDays(7))
})

test.each(['venue', 'room'] as const)(
  'a %s that is given up while dates are moved there is said',
  async (what) => {
    const app = college()
    const { db } = app
    const [ada] = await office(app, 'Ada')
    const hall = await addVenue(db, { name: 'Town Hall' })
    const room = await addRoom(db, hall)
    const { runId } = await sleepWell()
    const wish = { scope: 'run', run: runId, change: 'place', place: `${hall}/${room}`, reason: '' }
    const preview = await look(ada, wish)
    const doing = { actorId: null, now: app.clock.now }
    const answer = await during<{ status: number; text: string }>(
      (tx) => (what === 'venue' ? retireVenue(tx, hall, doing) : retireRoom(tx, room, doing)),
      () => ada.post(paths.adminBulkChanges(), preview.fields),
    )
    expect(answer.status).toBe(422)
    expect((await sessions(runId)).filter(({ venue_id }) => venue_id === hall)).toEqual([])
  },
)
