import { changeNeed, confirmNeed, endNeed } from '../../../src/accounts/about-me/change-need.ts'
import {
  listDueForReview,
  listNeeds,
  listNeedsOfComingRuns,
} from '../../../src/accounts/about-me/need-queries.ts'
import { flagOf, needKinds } from '../../../src/accounts/about-me/needs.ts'
import { noteNeedMet } from '../../../src/accounts/about-me/note-need-met.ts'
import { nextReview } from '../../../src/accounts/about-me/rules.ts'
import { tellNeed } from '../../../src/accounts/about-me/tell-need.ts'
import type { NeedKind } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'

const database = testDatabase()
const at = { now: today, timeZone: 'Europe/London' }

const tell = (personId: string, actorId = personId, more: object = {}) =>
  inTransaction(database().db, (tx) =>
    tellNeed(
      tx,
      { personId, actorId },
      { kind: 'format', need: 'large-print', detail: 'A3', shared: true, reviewIn: 12, ...more },
      at,
    ),
  )

async function told(shared = true) {
  const { db } = database()
  const personId = await addPerson(db)
  const result = await tell(personId, personId, { shared })
  if (!result.ok) throw new Error(result.reason)
  return { db, personId, needId: result.id, of: { needId: result.id, personId, actorId: personId } }
}

const trail = () => database().db.selectFrom('audit_event').select(['action', 'actor_id', 'detail']).execute()

test.each(
  needKinds.flatMap(({ kind, needs }) => needs.map(({ need }) => [kind, need] as [NeedKind, string])),
)('the database knows %s: %s', async (kind, need) => {
  const personId = await addPerson(database().db)
  expect(await tell(personId, personId, { kind, need })).toMatchObject({ ok: true })
})

test('a need of another kind, or of none, is not taken', async () => {
  const personId = await addPerson(database().db)
  const refused = { ok: false, reason: 'no-such-need' }
  expect(await tell(personId, personId, { kind: 'format', need: 'hearing-loop' })).toEqual(refused)
  expect(await tell(personId, personId, { need: 'diagnosis' })).toEqual(refused)
})

test('told again, a need is the same one in its newest words; other needs may be several', async () => {
  const { db, personId } = await told()
  await tell(personId, personId, { detail: 'A4', shared: false })
  await tell(personId, personId, { need: 'something-else', detail: 'One' })
  await tell(personId, personId, { need: 'something-else', detail: 'Two' })
  const needs = await listNeeds(db, [personId])
  expect(needs.map(({ detail, share_with_trainers: shared }) => [detail, shared])).toEqual(
    expect.arrayContaining([
      ['A4', false],
      ['One', true],
      ['Two', true],
    ]),
  )
  expect(needs).toHaveLength(3)
})

test('what staff write down for somebody is in the audit trail without the words; what people say themselves is not', async () => {
  const { db, personId } = await told()
  expect(await trail()).toEqual([])
  const office = await addPerson(db, { roles: ['administrator'] })
  await tell(personId, office, { need: 'braille', detail: 'Grade 2' })
  const [entry] = await trail()
  expect(entry).toMatchObject({ action: 'person.access-need-recorded', actor_id: office })
  expect(JSON.stringify(entry)).not.toContain('Grade 2')
})

test('a need is looked at again after a year, one press later for another', async () => {
  const { db, personId, of } = await told()
  expect(await listDueForReview(db, '2027-08-31')).toEqual([])
  expect(await listDueForReview(db, '2027-09-01')).toMatchObject([{ person_id: personId }])
  const later = { ...at, now: new Date('2027-10-05T09:00:00Z') }
  await inTransaction(db, (tx) => confirmNeed(tx, of, later))
  expect(await listNeeds(db, [personId])).toMatchObject([{ review_on: '2028-10-05' }])
  expect(nextReview({ ...at, now: new Date('2026-12-31T23:30:00Z') }, 3)).toBe('2027-03-31')
})

test('nobody changes, confirms or ends what another person needs', async () => {
  const { db, of, personId } = await told()
  const other = { ...of, personId: await addPerson(db) }
  const refused = { ok: false, reason: 'not-found' }
  const change = { detail: 'No', shared: false }
  expect(await inTransaction(db, (tx) => changeNeed(tx, other, change))).toEqual(refused)
  expect(await inTransaction(db, (tx) => confirmNeed(tx, other, at))).toEqual(refused)
  expect(await inTransaction(db, (tx) => endNeed(tx, other, today))).toEqual(refused)
  expect(await listNeeds(db, [personId])).toMatchObject([{ detail: 'A3', share_with_trainers: true }])
})

test('a need that has gone is listed no more, and can be told anew', async () => {
  const { db, of, personId } = await told()
  await inTransaction(db, (tx) => endNeed(tx, of, today))
  expect(await listNeeds(db, [personId])).toEqual([])
  await tell(personId)
  expect(await listNeeds(db, [personId])).toHaveLength(1)
})

test('the proof says when, where and who; a run counts once, however often somebody presses', async () => {
  const { db, personId, needId } = await told()
  const { runId, peerId } = await addRun(db)
  await addEnrolment(db, runId, { person: personId })
  expect(await listNeedsOfComingRuns(db, today)).toMatchObject([{ run_id: runId, id: needId, met_at: null }])
  const met = { occasion: { kind: 'run' as const, runId }, note: 'Printed on A3' }
  for (const minutes of [0, 5])
    expect(
      await inTransaction(db, (tx) =>
        noteNeedMet(tx, { needId, actorId: peerId, asTrainer: true }, met, addMinutes(today, minutes)),
      ),
    ).toEqual({ ok: true })
  expect(await db.selectFrom('access_need_met').selectAll().execute()).toMatchObject([
    { occasion: 'run', note: 'Printed on A3', met_at: today },
  ])
  expect(await listNeedsOfComingRuns(db, today)).toMatchObject([{ met_at: today }])
  expect((await trail()).map(({ action }) => action)).toEqual(['person.access-need-met'])
})

test('a trainer proves nothing that was not shared with trainers, and nothing for somebody without a place', async () => {
  const { db, needId, personId } = await told(false)
  const { runId, peerId } = await addRun(db)
  const met = { occasion: { kind: 'run' as const, runId }, note: '' }
  const note = (asTrainer: boolean) =>
    inTransaction(db, (tx) => noteNeedMet(tx, { needId, actorId: peerId, asTrainer }, met, today))
  expect(await note(false)).toEqual({ ok: false, reason: 'not-found' })
  await addEnrolment(db, runId, { person: personId })
  expect(await note(true)).toEqual({ ok: false, reason: 'not-found' })
  expect(await note(false)).toEqual({ ok: true })
})

test('a flag is as short as it can be', () => {
  expect(flagOf('in-the-room', 'room-to-move')).toBe('Room to move')
})

test('the database refuses letters without an address, and something else without words', async () => {
  const { db } = database()
  const personId = await addPerson(db, { email: null })
  const clear = db.updateTable('person').set({ postal_address: ' ' }).where('id', '=', personId)
  await expect(clear.execute()).rejects.toThrow('person_letters_need_an_address')
  await expect(tell(personId, personId, { need: 'something-else', detail: '' })).rejects.toThrow(
    'access_need',
  )
})
