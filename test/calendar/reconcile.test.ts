import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { mostBlocks } from '../../src/calendar/blocks.ts'
import { coverageFaults, listInviteCoverage } from '../../src/calendar/coverage.ts'
import { findPersonByFeedToken, resetFeedToken } from '../../src/calendar/feed-token.ts'
import { deleteFeed, hasFeed } from '../../src/calendar/queries.ts'
import { reconcileInvites } from '../../src/calendar/reconcile.ts'
import type { CalendarSession } from '../../src/calendar/session.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { testDatabase } from '../support/database.ts'
import { Mailboxes } from './support/mailboxes.ts'
import { inOrder, shownAs } from './support/told-history.ts'
import { at, autumnCourse, change, london, meeting, move, settings, without } from './support/timetable.ts'

const database = testDatabase()
const now = at('2026-09-28T09:00')
const booked = autumnCourse()

async function makePerson(
  email = `${randomUUID()}@example.org`,
): Promise<{ personId: string; name: string; address: string }> {
  const { id } = await database()
    .db.insertInto('person')
    .values({ name: 'Amal Haddad', email, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { personId: id, name: 'Amal Haddad', address: email }
}

async function makeRun(): Promise<string> {
  const { db } = database()
  const course = await db
    .insertInto('course')
    .values({ slug: `c-${randomUUID()}`, title: randomUUID(), created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const run = await db
    .insertInto('run')
    .values({ course_id: course.id, mode: 'in-person', created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return run.id
}

function reconcile(
  runId: string,
  recipient: Awaited<ReturnType<typeof makePerson>>,
  sessions: CalendarSession[],
  at = now,
) {
  return inTransaction(database().db, (tx) =>
    reconcileInvites(tx, { runId, recipient, sessions, now: at, mostEntries: mostBlocks, settings }),
  )
}

const rows = () =>
  database()
    .db.selectFrom('calendar_invite')
    .selectAll()
    .orderBy('created_at')
    .orderBy('sequence', 'desc')
    .execute()

test('a whole history is kept in the database and told to the calendar', async () => {
  const [runId, person, mailboxes] = [await makeRun(), await makePerson(), new Mailboxes()]
  const moved = move(booked, 's4', '2026-11-04T17:00')
  const relocated = without(moved, 's6').map((session) => ({ ...session, location: 'The Bandstand' }))
  const onto = move(relocated, 's5', '2026-11-17T10:00')
  for (const sessions of [booked, moved, relocated, onto, [], booked]) {
    const { messages } = await reconcile(runId, person, sessions)
    for (const message of messages) mailboxes.receive(message)
    const shown = mailboxes.future(person.address, now).map(inOrder)
    expect(shown).toEqual([inOrder(sessions.map(shownAs)), inOrder(sessions.map(shownAs))])
    expect((await reconcile(runId, person, sessions)).messages).toEqual([])
  }
  expect((await rows()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'active'])
})

test('an invite is stored as it was told', async () => {
  const [runId, person] = [await makeRun(), await makePerson()]
  const [message] = (await reconcile(runId, person, booked)).messages
  await reconcile(runId, person, move(booked, 's4', '2026-11-04T17:00'))
  const [row] = await rows()
  expect(row).toMatchObject({
    id: message!.inviteId,
    uid: message!.uid,
    person_id: person.personId,
    run_id: runId,
    address: person.address,
    time_zone: london,
    frequency: 'WEEKLY',
    repeat_interval: 1,
    sequence: 1,
    last_dtstamp: new Date(now.getTime() + 1000),
    status: 'active',
  })
  expect(row!.slots).toHaveLength(7)
  expect(row!.slots[2]).toMatchObject({
    sessionId: null,
    originalStart: at('2026-10-27T18:30').toISOString(),
  })
  expect(row!.slots[3]).toMatchObject({
    sessionId: 's4',
    originalStart: at('2026-11-03T18:30').toISOString(),
    startsAt: at('2026-11-04T17:00').toISOString(),
  })
})

test('messages go to the address the person had, under one key for each entry', async () => {
  const [runId, person] = [await makeRun(), await makePerson('old@example.org')]
  await reconcile(runId, person, booked)
  const { messages } = await reconcile(runId, { ...person, address: 'new@example.org' }, booked)
  expect(messages.map(({ method, address }) => [method, address])).toEqual([
    ['CANCEL', 'old@example.org'],
    ['REQUEST', 'new@example.org'],
  ])
  expect(new Set(messages.map(({ orderKey }) => orderKey)).size).toBe(2)
})

test('nothing is kept of a change that was rolled back', async () => {
  const [runId, person] = [await makeRun(), await makePerson()]
  const failing = inTransaction(database().db, async (tx) => {
    await reconcileInvites(tx, {
      runId,
      recipient: person,
      sessions: booked,
      now,
      mostEntries: mostBlocks,
      settings,
    })
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  expect(await rows()).toEqual([])
})

test('two at once invite a person once: the second waits for the first', async () => {
  const [runId, person] = [await makeRun(), await makePerson()]
  let second: ReturnType<typeof reconcile> | undefined
  const first = await inTransaction(database().db, async (tx) => {
    const result = await reconcileInvites(tx, {
      runId,
      recipient: person,
      sessions: booked,
      now,
      mostEntries: mostBlocks,
      settings,
    })
    second = reconcile(runId, person, booked)
    await Promise.race([second, setTimeout(300)])
    return result
  })
  expect(first.messages).toHaveLength(1)
  expect((await second)!.messages).toEqual([])
  expect(await rows()).toHaveLength(1)
})

test('two people, and two runs, have entries of their own', async () => {
  const [one, other, runId, otherRun] = [
    await makePerson(),
    await makePerson(),
    await makeRun(),
    await makeRun(),
  ]
  for (const [run, person] of [
    [runId, one],
    [runId, other],
    [otherRun, one],
  ] as const)
    await reconcile(run, person, booked)
  expect((await reconcile(runId, one, [])).messages).toHaveLength(1)
  expect((await rows()).filter(({ status }) => status === 'active')).toHaveLength(2)
})

describe('the audit', () => {
  test('finds that calendars show what they should', async () => {
    const [runId, person] = [await makeRun(), await makePerson()]
    const moved = move(booked, 's4', '2026-11-04T17:00')
    await reconcile(runId, person, booked)
    await reconcile(runId, person, moved)
    const later = at('2026-10-14T09:00')
    const [coverage, ...more] = await listInviteCoverage(database().db, { now: later })
    expect(more).toEqual([])
    expect(coverage).toMatchObject({ personId: person.personId, runId, address: person.address })
    expect(coverage!.sessions.map(({ id }) => id)).toEqual(['s2', 's4', 's5', 's6', 's7'])
    expect(
      coverageFaults(coverage!.sessions, moved, { now: later, timeZone: london, mostEntries: mostBlocks }),
    ).toEqual([])
  })

  test('finds what a calendar should not show, or should show otherwise, or not twice', () => {
    const desired = without(
      change(move(booked, 's4', '2026-11-04T17:00'), 's5', { location: 'Room 3' }),
      's6',
    )
    const told = [...without(booked, 's2'), booked[0]!]
    expect(coverageFaults(told, desired, { now, timeZone: london, mostEntries: mostBlocks })).toEqual([
      { sessionId: 's2', reason: 'missing' },
      { sessionId: 's4', reason: 'outdated' },
      { sessionId: 's5', reason: 'outdated' },
      { sessionId: 's6', reason: 'surplus' },
      { sessionId: 's1', reason: 'doubled' },
    ])
  })

  test('misses no entries where a timetable would need too many, or where all has ended', () => {
    const irregular = ['13T10', '15T11', '23T12', '26T13', '29T14'].map((time) =>
      meeting(time, `2026-10-${time}:00`),
    )
    expect(coverageFaults([], irregular, { now, timeZone: london, mostEntries: mostBlocks })).toEqual([])
    expect(
      coverageFaults([], irregular.slice(1), { now, timeZone: london, mostEntries: mostBlocks }),
    ).toHaveLength(4)
    expect(
      coverageFaults([], booked, { now: at('2026-12-01T09:00'), timeZone: london, mostEntries: mostBlocks }),
    ).toEqual([])
  })
})

describe('a feed', () => {
  test('is opened by its newest token only, of which nothing readable is kept', async () => {
    const [{ personId }, { db }] = [await makePerson(), database()]
    expect(await hasFeed(db, personId)).toBe(false)
    const first = await inTransaction(db, (tx) => resetFeedToken(tx, personId, now))
    expect(first).toMatch(/^[\w-]{43}$/)
    expect(await hasFeed(db, personId)).toBe(true)
    expect(await findPersonByFeedToken(db, first)).toBe(personId)
    const second = await inTransaction(db, (tx) => resetFeedToken(tx, personId, now))
    expect(await findPersonByFeedToken(db, first)).toBeUndefined()
    expect(await findPersonByFeedToken(db, second)).toBe(personId)
    const kept = await db.selectFrom('calendar_feed').selectAll().execute()
    expect(JSON.stringify(kept.map((row) => row.token_hash.toString('latin1')))).not.toContain(second)
    expect(kept.map((row) => row.token_hash.length)).toEqual([32])
  })

  test('is not opened by anything else', async () => {
    const [{ personId }, { db }] = [await makePerson(), database()]
    const token = await inTransaction(db, (tx) => resetFeedToken(tx, personId, now))
    for (const wrong of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase() + '\0']) {
      expect(await findPersonByFeedToken(db, wrong)).toBeUndefined()
    }
    await inTransaction(db, (tx) => deleteFeed(tx, personId))
    expect(await findPersonByFeedToken(db, token)).toBeUndefined()
  })
})
