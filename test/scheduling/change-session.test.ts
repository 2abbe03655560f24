import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { addPerson, addRun, addVenue, type NewRun, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { changeDateIn, timesInForm } from '../support/moving.ts'
import { addRoom, auditTrail, doingsIn, from, inDays, jobsWithTimes } from './support/doings.ts'

const database = testDatabase()

async function college(run: NewRun = {}) {
  const { db } = database()
  const actorId = await addPerson(db, { name: 'Office', roles: ['administrator'] })
  const added = await addRun(db, { sessions: [{ startsAt: inDays(7) }, { startsAt: inDays(14) }], ...run })
  const [first = '', second = ''] = added.sessionIds
  return { db, actorId, ...added, first, second, office: doingsIn(db, { now: today, actorId }) }
}

const sessionOf = (id: string) =>
  database().db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const nobodys = '00000000-0000-4000-8000-000000000000'

test('a session is moved, with the trainers of its run, a line in the trail and a job for the calendars', async () => {
  const { db, office, first, runId, actorId, peerId, professionalId } = await college()
  expect(await office.move(first, inDays(8))).toEqual({ ok: true, sessionId: first })
  expect(await sessionOf(first)).toMatchObject({
    starts_at: inDays(8),
    ends_at: from(inDays(8)).endsAt,
    revision: 1,
    updated_at: today,
  })
  const given = await db.selectFrom('session_trainer').selectAll().where('session_id', '=', first).execute()
  expect(given.map(({ person_id }) => person_id).sort()).toEqual([peerId, professionalId].sort())
  expect(given.map(({ starts_at }) => starts_at)).toEqual([inDays(8), inDays(8)])
  expect(await auditTrail(db)).toEqual([
    {
      action: 'session.changed',
      actor_id: actorId,
      subject_kind: 'session',
      subject_id: first,
      detail: { changes: [{ field: 'day', before: '2026-09-08', after: '2026-09-09' }] },
      at: today,
    },
  ])
  const [job, ...others] = await jobsWithTimes(db)
  expect(job).toMatchObject({
    name: 'enrolment.refresh-invites',
    payload: { runId },
    key: `invites:${runId}`,
  })
  expect(job?.seconds).toBeGreaterThan(4 * 60)
  expect(job?.seconds).toBeLessThanOrEqual(5 * 60)
  expect(others).toEqual([])
})

test('several changes of one run within minutes are one job, which waits five minutes from the last', async () => {
  const { db, office, first, second, runId } = await college()
  const other = await addRun(db, {})
  await office.move(first, inDays(8))
  await sql`update graphile_worker._private_jobs set run_at = now() + interval '1 minute'`.execute(db)
  await office.cancel(second)
  await office.move(other.sessionIds[0] ?? '', inDays(20))
  const jobs = await jobsWithTimes(db)
  expect(jobs.map(({ key }) => key)).toEqual([`invites:${runId}`, `invites:${other.runId}`])
  for (const { seconds } of jobs) expect(seconds).toBeGreaterThan(4 * 60)
})

test('a session is cancelled, reinstated, and both are in the trail', async () => {
  const { db, office, first } = await college()
  expect(await office.cancel(first)).toEqual({ ok: true, sessionId: first })
  expect(await sessionOf(first)).toMatchObject({ status: 'cancelled', revision: 1 })
  expect(await office.cancel(first)).toEqual({ ok: false, reason: 'already-cancelled' })
  expect(await office.move(first, inDays(8))).toEqual({
    ok: false,
    field: 'day',
    message: 'This date is cancelled. Put it back on first',
  })
  expect(await office.reinstate(first)).toEqual({ ok: true, sessionId: first })
  expect(await office.reinstate(first)).toEqual({ ok: false, reason: 'not-cancelled' })
  expect(await sessionOf(first)).toMatchObject({ status: 'planned', revision: 2 })
  expect((await auditTrail(db)).map(({ action }) => action)).toEqual([
    'session.cancelled',
    'session.reinstated',
  ])
})

test('a run is online while the only date in a room is called off, and in person once it is back on', async () => {
  const { db, office, first, second, runId } = await college()
  const online = await addVenue(db, { name: 'Online', online: true })
  await office.place(second, { venueId: online, roomId: null, joinLink: 'https://meet.example.org/x' })
  const mode = async () =>
    (await db.selectFrom('run').select('mode').where('id', '=', runId).executeTakeFirst())?.mode
  expect(await mode()).toBe('in-person')
  await office.cancel(first)
  expect(await mode()).toBe('online')
  await office.reinstate(first)
  expect(await mode()).toBe('in-person')
  await office.cancel(first)
  await office.cancel(second)
  expect(await mode()).toBe('online')
})

test('a session moves to another venue, room and link, and keeps its time', async () => {
  const { db, office, first } = await college()
  const venueId = await addVenue(db, { name: 'Library' })
  const roomId = await addRoom(db, venueId)
  const place = { venueId, roomId, joinLink: 'https://meet.example.org/x' }
  expect(await office.place(first, place)).toEqual({ ok: true, sessionId: first })
  expect(await sessionOf(first)).toMatchObject({
    venue_id: venueId,
    room_id: roomId,
    join_link: 'https://meet.example.org/x',
    starts_at: inDays(7),
    revision: 1,
  })
  const changes = [
    { field: 'place', after: `${venueId}/${roomId}` },
    { field: 'join_link', before: '', after: 'https://meet.example.org/x' },
  ]
  expect(await auditTrail(db)).toMatchObject([{ action: 'session.changed', detail: { changes } }])
})

test('a session is added with the trainers of its run', async () => {
  const { db, office, runId, peerId, professionalId } = await college()
  const venueId = await addVenue(db)
  const added = await office.add(runId, inDays(21), { venueId, roomId: null, joinLink: null })
  const id = added.ok ? added.sessionId : ''
  expect(await sessionOf(id)).toMatchObject({
    run_id: runId,
    starts_at: inDays(21),
    status: 'planned',
    revision: 0,
  })
  const given = await db
    .selectFrom('session_trainer')
    .select('person_id')
    .where('session_id', '=', id)
    .execute()
  expect(given.map(({ person_id }) => person_id).sort()).toEqual([peerId, professionalId].sort())
  expect(await auditTrail(db)).toMatchObject([{ action: 'session.added', subject_id: id }])
  expect(await jobsWithTimes(db)).toHaveLength(1)
})

const refusedDay = (message: string) => ({ ok: false, field: 'day', message })
const notFound = { ok: false, reason: 'not-found' }
const backwards = { startsAt: inDays(8), endsAt: addMinutes(inDays(8), -60) }

const refusals: [string, (given: Awaited<ReturnType<typeof college>>) => Promise<unknown>, object][] = [
  [
    'to this very moment',
    ({ office, first }) => office.move(first, today),
    refusedDay('Enter a time that is still to come'),
  ],
  [
    'to an end before its start',
    ({ office, first }) => office.moveTo(first, backwards),
    refusedDay('This date cannot be'),
  ],
  [
    'to no length at all',
    ({ office, first }) => office.moveTo(first, { startsAt: inDays(8), endsAt: inDays(8) }),
    refusedDay('This date cannot be'),
  ],
  ['that does not exist', ({ office }) => office.move(nobodys, inDays(8)), notFound],
  ['that does not exist, cancelled', ({ office }) => office.cancel(nobodys), notFound],
]

test.each(refusals)(
  'moving a session %s is refused, and nothing at all is written',
  async (_, change, refused) => {
    const given = await college()
    expect(await change(given)).toEqual(refused)
    expect(await sessionOf(given.first)).toMatchObject({ starts_at: inDays(7), revision: 0 })
    expect(await auditTrail(given.db)).toEqual([])
    expect(await jobsWithTimes(given.db)).toEqual([])
  },
)

test.each(['cancelled', 'ended'] as const)('nothing of a run that is %s is changed', async (status) => {
  const { db, office, first, runId } = await college({ status })
  const venueId = await addVenue(db)
  const place = { venueId, roomId: null, joinLink: null }
  const over = refusedDay('This run is over. Its dates stay as they were')
  expect(await office.move(first, inDays(8))).toEqual(over)
  expect(await office.place(first, place)).toEqual(over)
  expect(await office.add(runId, inDays(8), place)).toEqual(over)
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', first).execute()
  expect(await office.reinstate(first)).toEqual({ ok: false, reason: 'run-over' })
  expect(await auditTrail(db)).toEqual([])
})

test('what has begun can be neither cancelled nor reinstated, and a run that does not exist gets no session', async () => {
  const { db, office, first } = await college({
    sessions: [{ startsAt: inDays(-1) }, { startsAt: inDays(7) }],
  })
  expect(await office.cancel(first)).toEqual({ ok: false, reason: 'in-the-past' })
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', first).execute()
  expect(await office.reinstate(first)).toEqual({ ok: false, reason: 'in-the-past' })
  const place = { venueId: await addVenue(db), roomId: null, joinLink: null }
  expect(await office.add(nobodys, inDays(8), place)).toEqual(notFound)
})

test('a change that is rolled back leaves no trail and no job', async () => {
  const { db, first } = await college()
  const failing = inTransaction(db, async (tx) => {
    const doing = { now: today, actorId: null }
    expect(await changeDateIn(tx, first, timesInForm(from(inDays(9))), doing)).toMatchObject({ ok: true })
    throw new Error('the power went')
  })
  await expect(failing).rejects.toThrow('the power went')
  expect(await auditTrail(db)).toEqual([])
  expect(await jobsWithTimes(db)).toEqual([])
  expect(await sessionOf(first)).toMatchObject({ starts_at: inDays(7) })
})
