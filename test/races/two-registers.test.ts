// Two hands on one register at the same moment: two trainers mark the same person, or the office calls the class off or
// moves it while somebody marks. What comes first stands, and the second is told of it.
import { markRegister } from '../../src/registers/marking/mark-register.ts'
import { saveRegister } from '../../src/registers/marking/save-register.ts'
import type * as Marking from '../../src/registers/marking/queries.ts'
import { mergeRecords } from '../../src/enrolment/merging/merge.ts'
import { withdraw } from '../../src/enrolment/withdraw.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { updateDatesCancelled } from '../../src/scheduling/bulk-changes/queries.ts'
import { cancelRun } from '../../src/scheduling/cancel-run.ts'
import { freeSessionsOf } from '../../src/scheduling/import/write-queries.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { publishRun } from '../../src/scheduling/publish-run.ts'
import { havePeopleCome } from '../../src/scheduling/undo/queries.ts'
import { undoChange } from '../../src/scheduling/undo/undo-change.ts'
import { cancelSession } from '../../src/scheduling/sessions/cancel.ts'
import { usual } from '../enrolment/merging/support/records.ts'
import { held } from '../accounts/closing/held.ts'
import { addClass, adding, marksOf, readPage, send } from '../registers/marking/support.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../support/college.ts'
import { changeDateIn, timesInForm } from '../support/moving.ts'
import { errorsOn } from '../support/office.ts'
import type { Db, Tx } from '../../src/database/schema.ts'
import { isWaiting } from '../support/waiting.ts'

/** Set while the lock is out: called by whoever has read the register without it. */
let onRead: (() => void) | undefined
/** The same of the session. */
let onSession: (() => void) | undefined

/** The same of the run. */
let onRun: (() => void) | undefined

/** The same of who counts heads. */
let onCount: (() => void) | undefined

jest.mock('../../src/registers/marking/queries.ts', () => {
  const real = jest.requireActual<typeof Marking>('../../src/registers/marking/queries.ts')
  return {
    ...real,
    holdGiven: async (...[tx, runId]: Parameters<typeof real.holdGiven>) => {
      if (onRun === undefined) return real.holdGiven(tx, runId)
      onRun()
      return true
    },
    lockSession: async (...[tx, sessionId]: Parameters<typeof real.lockSession>) =>
      onCount === undefined ? real.lockSession(tx, sessionId) : undefined,
    findHeadCount: async (...[tx, sessionId]: Parameters<typeof real.findHeadCount>) => {
      const before = await real.findHeadCount(tx, sessionId)
      onCount?.()
      return before
    },
    lockRegister: async (...[tx, sessionId]: Parameters<typeof real.lockRegister>) => {
      if (onRead === undefined) return real.lockRegister(tx, sessionId)
      const rows = await real.listRegister(tx, sessionId)
      onRead()
      return rows.map(({ enrolment_id: enrolmentId, person_id: personId, mark }) => ({
        enrolmentId,
        personId,
        mark,
        stands: true,
      }))
    },
    holdSession: async (...[tx, sessionId]: Parameters<typeof real.holdSession>) => {
      if (onSession === undefined) return real.holdSession(tx, sessionId)
      const session = await real.findRegister(tx, sessionId)
      onSession()
      return session
    },
  }
})

const college = testApp()

afterEach(() => {
  onRead = undefined
  onSession = undefined
  onRun = undefined
  onCount = undefined
})

async function race(secondWaits: (second: Promise<unknown>, db: Db) => Promise<unknown>) {
  const { db } = college()
  const { sessionId, runId, places, peer, peerId } = await addClass(college())
  const [amal] = places
  const page = await readPage(peer, sessionId)
  const session = { id: sessionId, run_id: runId }
  const sent = { said: new Map([[amal, { was: null, chosen: 'late' as const }]]), everyoneCame: false }
  const by = { actorId: peerId, means: 'page' as const, now: today, timeZone: 'Europe/London' }
  const first = await held(db, (tx) => markRegister(tx, session, sent, by))
  const second = send(peer, sessionId, { ...page, [`mark-${amal}`]: 'present' })
  const waited = await secondWaits(second, db)
  first.commit()
  await first.result
  return { db, sessionId, waited, answer: await second }
}

test('the second waits, and is shown what the first noted', async () => {
  const { db, sessionId, waited, answer } = await race(isWaiting)
  expect([waited, answer.status]).toEqual([true, 409])
  expect(errorsOn(answer.text)).toBe('Amal was marked by somebody else meanwhile')
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'late' })
})

test('negative control: without the lock, the second writes over what the first noted and nobody hears of it', async () => {
  const { db, sessionId, answer } = await race(() => new Promise<void>((resolve) => (onRead = resolve)))
  expect(answer.status).toBe(303)
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'present' })
})

/** Two who count heads at once: what the second hears, and what stands there. */
async function raceOfCounts(secondWaits: (second: Promise<unknown>, db: Db) => Promise<unknown>) {
  const { db } = college()
  const { admin, peerId } = await addClass(college())
  const { runId, sessionIds } = await addRun(db, {
    sessions: [{ startsAt: addMinutes(today, -60) }],
    rules: { drop_in: true },
  })
  const [id = ''] = sessionIds
  await readPage(admin, id, paths.adminRegister)
  const by = { actorId: peerId, means: 'page' as const, now: today, timeZone: 'Europe/London' }
  const sent = { said: new Map(), everyoneCame: false, means: by.means, walkIns: [], takenOut: [] }
  const nine = { ...sent, heads: { was: null, counted: 9 }, typed: {}, wrong: { typed: {}, errors: [] } }
  const first = await held(db, (tx) => saveRegister(tx, { id, run_id: runId }, nine, by))
  const second = send(admin, id, { people: '12', 'people-was': '' }, paths.adminRegister)
  const waited = await secondWaits(second, db)
  first.commit()
  await first.result
  const answer = await second
  const counted = await db.selectFrom('head_count').select('people').execute()
  return { waited, status: answer.status, counted }
}

test('of two who count heads at once the second waits, and is shown what the first counted', async () => {
  expect(await raceOfCounts(isWaiting)).toEqual({ waited: true, status: 409, counted: [{ people: 9 }] })
})

test('negative control: without the lock, the second count is written over the first', async () => {
  onCount = () => undefined
  const read = (): Promise<void> => new Promise((resolve) => (onCount = resolve))
  expect(await raceOfCounts(read)).toMatchObject({ status: 303, counted: [{ people: 12 }] })
})

type Ids = { runId: string; sessionId: string }
const doing = { now: today, actorId: null }
const inAWeek = { startsAt: addMinutes(today, 7 * 24 * 60), endsAt: addMinutes(today, 7 * 24 * 60 + 120) }

const callingOff: [string, (tx: Tx, ids: Ids) => Promise<unknown>][] = [
  ['called off', (tx, { sessionId }) => cancelSession(tx, sessionId, doing)],
  ['called off with many others', (tx, { sessionId }) => updateDatesCancelled(tx, [sessionId], today)],
  ['called off with its run', (tx, { runId }) => cancelRun(tx, runId, 'The room is closed', doing)],
  ['taken out by a file', (tx, { runId }) => freeSessionsOf(tx, [runId])],
  ['moved', (tx, { sessionId }) => changeDateIn(tx, sessionId, timesInForm(inAWeek), doing)],
]

/** A class of today: one of the office marks somebody, while another does this with it. */
async function raceWithOffice(
  change: (tx: Tx, ids: Ids) => Promise<unknown>,
  markWaits: (mark: Promise<unknown>, db: Db) => Promise<unknown>,
) {
  const { db } = college()
  await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const admin = await college().as('admin@example.org')
  const sessions = [{ startsAt: addMinutes(today, 8 * 60) }, { startsAt: addMinutes(today, 20 * 24 * 60) }]
  const { runId, sessionIds } = await addRun(db, { sessions, now: addMinutes(today, -60) })
  const [sessionId = ''] = sessionIds
  const person = await addPerson(db, { name: 'Amal' })
  const amal = await addEnrolment(db, runId, { person, joinedAt: addMinutes(today, -60) })
  const page = await readPage(admin, sessionId, paths.adminRegister)
  const first = await held(db, (tx) => change(tx, { runId, sessionId }))
  const mark = send(admin, sessionId, { ...page, [`mark-${amal}`]: 'present' }, paths.adminRegister)
  const waited = await markWaits(mark, db)
  first.commit()
  await first.result
  const answer = await mark
  return { waited, status: answer.status, errors: errorsOn(answer.text), marks: await marksOf(db, sessionId) }
}

test.each(callingOff)(
  'a mark waits for a class that is just %s, and does not come to it',
  async (how, change) => {
    const { waited, status, errors, marks } = await raceWithOffice(change, isWaiting)
    expect([waited, status, marks]).toEqual([true, how === 'moved' ? 409 : 422, { Amal: null }])
    expect(errors).toContain(how === 'moved' ? 'has moved to Tuesday 8 September' : 'was called off')
  },
)

test('negative control: without holding the session, the mark comes to a class that is called off', async () => {
  const read = (): Promise<void> => new Promise((resolve) => (onSession = resolve))
  const { status, marks } = await raceWithOffice(
    (tx, { sessionId }) => cancelSession(tx, sessionId, doing),
    read,
  )
  expect([status, marks]).toEqual([303, { Amal: 'present' }])
})

test('a mark of somebody who gives their place up in this moment, while the class goes on, is kept', async () => {
  const { db, config } = college()
  const { admin, sessionId, places } = await addClass(college())
  await db
    .updateTable('session')
    .set({ ends_at: addMinutes(today, 60) })
    .where('id', '=', sessionId)
    .execute()
  const [amal] = places
  const page = await readPage(admin, sessionId, paths.adminRegister)
  const by = { kind: 'staff' as const, id: null }
  const first = await held(db, (tx) => withdraw(tx, amal, by, { config, clock: () => today }))
  const mark = send(admin, sessionId, { ...page, [`mark-${amal}`]: 'present' }, paths.adminRegister)
  const waited = await isWaiting(mark, db)
  first.commit()
  expect(await first.result).toMatchObject({ ok: true })
  expect([waited, (await mark).status]).toEqual([true, 303])
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'present' })
})

test('who came without a place is not found to be a record that is joined with another in this moment', async () => {
  const { db, config } = college()
  const { admin, sessionId, peerId } = await addClass(college())
  const [keptId, mergedId] = [await addPerson(db, { email: null }), await addPerson(db, { email: null })]
  const id = crypto.randomUUID()
  await send(admin, sessionId, adding(id, 'Dana'), paths.adminRegister)
  await admin.get(paths.adminWalkIn({ id }))
  const context = { config, clock: () => today }
  const first = await held(db, (tx) =>
    mergeRecords(tx, { keptId, mergedId, choices: usual }, peerId, context),
  )
  const named = admin.post(paths.adminWalkIn({ id }), { person: mergedId })
  const waited = await isWaiting(named, db)
  first.commit()
  expect(await first.result).toMatchObject({ ok: true })
  const answer = await named
  expect([waited, answer.status, errorsOn(answer.text)]).toEqual([
    true,
    409,
    'This record is part of another by now. Look for the person again',
  ])
  expect(await db.selectFrom('walk_in').select('person_id').execute()).toEqual([{ person_id: null }])
})

/** A drop-in that was published by mistake: its publication is undone while somebody notes who came. */
async function raceWithUndoing(noteWaits: (note: Promise<unknown>, db: Db) => Promise<unknown>) {
  const { db } = college()
  await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const admin = await college().as('admin@example.org')
  const sessions = [{ startsAt: addMinutes(today, -60) }, { startsAt: addMinutes(today, 7 * 24 * 60) }]
  const dropIn = { sessions, status: 'draft', rules: { drop_in: true }, now: addMinutes(today, -90) } as const
  const { runId, sessionIds } = await addRun(db, dropIn)
  await inTransaction(db, (tx) => publishRun(tx, runId, undefined, doing))
  const published = db.selectFrom('audit_event').where('action', '=', 'run.published').select('id')
  const { id } = await published.executeTakeFirstOrThrow()
  const first = await held(db, (tx) => undoChange(tx, id, 'Europe/London', doing))
  const fields = { ...adding(crypto.randomUUID(), 'Dana'), people: '9', 'people-was': '' }
  const note = send(admin, sessionIds[0] ?? '', fields, paths.adminRegister)
  const waited = await noteWaits(note, db)
  first.commit()
  expect(await first.result).toMatchObject({ ok: true })
  const { status } = await note
  return { waited, status, onDraft: await inTransaction(db, (tx) => havePeopleCome(tx, runId)) }
}

test('who came to a drop-in that becomes a draft again in this moment is not noted on the draft', async () => {
  expect(await raceWithUndoing(isWaiting)).toEqual({ waited: true, status: 404, onDraft: false })
})

test('negative control: without holding the run, people came to a draft', async () => {
  const read = (): Promise<void> => new Promise((resolve) => (onRun = resolve))
  expect(await raceWithUndoing(read)).toMatchObject({ onDraft: true })
})
