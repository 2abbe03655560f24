import { type Db, type Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { clashRefusal } from '../../src/scheduling/sessions/clashes.ts'
import { addCourse, addRun, addVenue, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { changeDateIn, type DateChanged, timesInForm } from '../support/moving.ts'
import { addRoom, auditTrail, doingsIn, from, inDays, jobsWithTimes } from './support/doings.ts'
import { held } from '../accounts/closing/held.ts'
import { isWaiting } from '../support/waiting.ts'

const database = testDatabase()

/** Two runs of one session each, on days of their own; the first is in the garden room. */
async function twoRuns() {
  const { db } = database()
  const venueId = await addVenue(db)
  const roomId = await addRoom(db, venueId)
  const { id: course } = await addCourse(db, { title: 'Gardening' })
  const one = await addRun(db, { course, venue: venueId, sessions: [{ startsAt: inDays(7) }] })
  const other = await addRun(db, { venue: venueId, sessions: [{ startsAt: inDays(8) }] })
  const [first = '', second = ''] = [one.sessionIds[0], other.sessionIds[0]]
  await inRoom(db, first, roomId)
  return { db, venueId, roomId, one, other, first, second, office: doingsIn(db) }
}

async function inRoom(db: Db, sessionId: string, roomId: string) {
  await db.updateTable('session').set({ room_id: roomId }).where('id', '=', sessionId).execute()
}

/** The trainer of one run gives the other, too. */
async function teachesBoth({ db, one, other }: Awaited<ReturnType<typeof twoRuns>>) {
  const trainer = { run_id: other.runId, person_id: one.peerId, expertise: 'lived' } as const
  await db.insertInto('run_trainer').values(trainer).execute()
  for (const session_id of other.sessionIds) {
    const { starts_at, ends_at, status } = await db
      .selectFrom('session')
      .selectAll()
      .where('id', '=', session_id)
      .executeTakeFirstOrThrow()
    const row = { session_id, run_id: other.runId, person_id: one.peerId, starts_at, ends_at, status }
    await db.insertInto('session_trainer').values(row).execute()
  }
}

const roomTaken = 'The room is used by Gardening, Tue 8 Sept, 10am'

test('a room has one session at a time: the other is named', async () => {
  const { db, office, roomId, second } = await twoRuns()
  await inRoom(db, second, roomId)
  const clash = { ok: false, field: 'day', message: roomTaken }
  expect(await office.move(second, inDays(7))).toEqual(clash)
  expect(await office.move(second, addMinutes(inDays(7), 119))).toEqual(clash)
  expect(await office.move(second, addMinutes(inDays(7), -119))).toEqual(clash)
  expect(await auditTrail(db)).toEqual([])
  expect(await jobsWithTimes(db)).toEqual([])
})

test('one session may begin when another ends, and a session never stands in its own way', async () => {
  const { db, office, roomId, second } = await twoRuns()
  await inRoom(db, second, roomId)
  expect(await office.move(second, addMinutes(inDays(7), 120))).toMatchObject({ ok: true })
  expect(await office.move(second, addMinutes(inDays(7), 180))).toMatchObject({ ok: true })
  expect(await office.move(second, addMinutes(inDays(7), -120))).toMatchObject({ ok: true })
})

test('two sessions of one run at once would need its trainers twice', async () => {
  const { office, one, venueId } = await twoRuns()
  const place = { venueId, roomId: null, joinLink: null }
  expect(await office.add(one.runId, addMinutes(inDays(7), 30), place)).toMatchObject({
    field: 'day',
    message: expect.stringMatching(
      /^Person \d+ teaches Gardening, Tue 8 Sept, 10am\. Person \d+ teaches/,
    ) as string,
  })
  expect(await office.add(one.runId, addMinutes(inDays(7), 120), place)).toMatchObject({ ok: true })
})

test.each<[string, (given: Awaited<ReturnType<typeof twoRuns>>) => Promise<DateChanged>]>([
  [
    'moving into the room',
    ({ office, second, venueId, roomId }) => office.place(second, { venueId, roomId, joinLink: null }),
  ],
  [
    'adding one in the room',
    ({ office, other, venueId, roomId }) =>
      office.add(other.runId, inDays(7), { venueId, roomId, joinLink: null }),
  ],
])('%s is checked too', async (_, change) => {
  const given = await twoRuns()
  await given.db
    .updateTable('session')
    .set({ starts_at: inDays(7), ends_at: from(inDays(7)).endsAt })
    .where('id', '=', given.second)
    .execute()
  expect(await change(given)).toMatchObject({
    field: 'day',
    message: expect.stringContaining(roomTaken) as string,
  })
})

test('a session that is called off is in nobody’s way, until it is to take place after all', async () => {
  const { db, office, roomId, first, second } = await twoRuns()
  await inRoom(db, second, roomId)
  await office.cancel(first)
  expect(await office.move(second, inDays(7))).toMatchObject({ ok: true })
  expect(await office.reinstate(first)).toEqual({ ok: false, reason: 'room-taken' })
  await office.cancel(second)
  expect(await office.reinstate(first)).toMatchObject({ ok: true })
})

test('sessions without a room, such as those online, are never in each other’s way', async () => {
  const { office, second } = await twoRuns()
  expect(await office.move(second, inDays(7))).toMatchObject({ ok: true })
})

test.each([
  [
    'room-taken',
    async ({ db, roomId, second }: Awaited<ReturnType<typeof twoRuns>>) => inRoom(db, second, roomId),
  ],
  ['trainer-busy', teachesBoth],
])(
  'two of the office at the same moment: the check of both sees nothing, the database says %s',
  async (reason, prepare) => {
    const given = await twoRuns()
    await prepare(given)
    const { db, first, second } = given
    const to = (sessionId: string) => (tx: Tx) =>
      changeDateIn(tx, sessionId, timesInForm(from(inDays(9))), { now: today, actorId: null })
    const quick = await held(db, to(first))
    const slow = inTransaction(db, to(second)).then(
      (result) => ({ result }),
      (error: unknown) => ({ reason: clashRefusal(error) }),
    )
    // The slow one has checked, found nothing, and waits for the quick one.
    expect(await isWaiting(slow, db)).toBe(true)
    quick.commit()
    expect(await quick.result).toMatchObject({ ok: true })
    expect(await slow).toEqual({ reason })
    const { starts_at } = await db
      .selectFrom('session')
      .selectAll()
      .where('id', '=', second)
      .executeTakeFirstOrThrow()
    expect(starts_at).toEqual(inDays(8))
    expect(await auditTrail(db)).toHaveLength(1)
    expect(await jobsWithTimes(db)).toHaveLength(1)
  },
)

test('any other refusal of the database is no clash', () => {
  expect(clashRefusal(new Error('something else'))).toBeUndefined()
  expect(clashRefusal(undefined)).toBeUndefined()
})
