// What was marked of somebody goes with their place when two records become one, and comes back when it is undone.
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { auditOf } from '../../audit/support.ts'
import { listWalkInsOfRun } from '../../../src/registers/attendance/queries.ts'
import { countOthers, listFigures } from '../../../src/registers/figures/queries.ts'
import { noteCall } from '../../../src/registers/follow-up/note-call.ts'
import { listFollowUps, updateTaken } from '../../../src/registers/follow-up/queries.ts'
import { listMarkHistory, listRegister, listWalkIns } from '../../../src/registers/marking/queries.ts'
import { enrolled, inDays, night, type Place, say, statusOf } from '../../registers/support/term-over.ts'
import { listTaughtRuns } from '../../../src/registers/teaching/queries.ts'
import { listCertificates } from '../../../src/registers/certificates/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { listOwn } from '../../../src/enrolment/page-queries.ts'
import { countRegisterNeeds } from '../../../src/enrolment/register-queries.ts'
import { paths } from '../../../src/paths.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { office as signedIn } from '../../support/office.ts'
import { addPerson } from '../../support/college.ts'
import { everything, mergeIdOf, officeOf } from './support/records.ts'

const college = testApp()

test('marks, their history, and the rows of classes to come are the kept record’s, and undone they are as before', async () => {
  const app = college()
  const { db, clock } = app
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amalia'], 3)
  const kept = await addPerson(db, { name: 'Amal' })
  const [first = '', second = ''] = sessionIds
  const { enrolmentId = '' } = places.Amalia ?? {}
  clock.now = inDays(9)
  await say(app, first, peerId, { [enrolmentId]: 'present' })
  await say(app, second, peerId, { [enrolmentId]: 'late' })
  await say(app, second, peerId, { [enrolmentId]: 'present' })
  const marks = (personId: string) =>
    db
      .selectFrom('attendance')
      .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
      .innerJoin('session', 'session.id', 'attendance.session_id')
      .where('person_id', '=', personId)
      .orderBy('starts_at')
      .select('mark')
      .execute()
  const history = () => db.selectFrom('attendance_event').orderBy('id').selectAll().execute()
  const [before, historyBefore] = [await everything(db), await history()]
  const mergeId = mergeIdOf(await office.merge(kept, places.Amalia?.personId ?? ''))
  expect(await marks(kept)).toEqual([{ mark: 'present' }, { mark: 'present' }, { mark: null }])
  expect(await marks(places.Amalia?.personId ?? '')).toEqual([])
  expect(await history()).toEqual(historyBefore)
  expect(historyBefore).toHaveLength(3)
  expect(await office.undo(mergeId)).toMatchObject({ ok: true })
  expect(await everything(db)).toEqual(before)
})

test('who stood in one register twice was there where either record says so, and undone each says what it said', async () => {
  const app = college()
  const { db, clock } = app
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 3)
  const { Amal: kept = nobody, Amalia: merged = nobody } = places
  const [first = '', second = ''] = sessionIds
  clock.now = inDays(9)
  await say(app, first, peerId, { [kept.enrolmentId]: 'no-word', [merged.enrolmentId]: 'present' })
  await say(app, second, peerId, { [merged.enrolmentId]: 'late' })
  const marks = ({ enrolmentId }: Place) =>
    db
      .selectFrom('attendance')
      .innerJoin('session', 'session.id', 'attendance.session_id')
      .where('enrolment_id', '=', enrolmentId)
      .orderBy('starts_at')
      .select('mark')
      .execute()
      .then((rows) => rows.map(({ mark }) => mark))
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  expect(await marks(kept)).toEqual(['present', 'late', null])
  expect(await openCalls(app)).toBe(0)
  expect(await auditOf(app)).toEqual([])
  expect(await office.undo(mergeId)).toMatchObject({ ok: true })
  expect([await marks(kept), await marks(merged)]).toEqual([
    ['no-word', null, null],
    ['present', 'late', null],
  ])
  expect(await openCalls(app)).toBe(1)
  expect(await auditOf(app)).toEqual([])
})

test('a mark that was corrected after the merge is not taken back', async () => {
  const app = college()
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 2)
  const { Amal: kept = nobody, Amalia: merged = nobody } = places
  const [first = ''] = sessionIds
  app.clock.now = inDays(2)
  await say(app, first, peerId, { [merged.enrolmentId]: 'present' })
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  await say(app, first, peerId, { [kept.enrolmentId]: 'left-early' })
  await office.undo(mergeId)
  const row = app.db.selectFrom('attendance').where('enrolment_id', '=', kept.enrolmentId)
  expect(await row.where('session_id', '=', first).select('mark').execute()).toEqual([{ mark: 'left-early' }])
})

test('on the register of a run that is over, two records that are joined have one line, with all that was ever said of either', async () => {
  const app = college()
  const { db, clock } = app
  const office = await officeOf(app)
  const { places, runId, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 3)
  const { Amal: kept = nobody, Amalia: merged = nobody } = places
  const [first = '', second = '', third = ''] = sessionIds
  clock.now = inDays(20)
  await say(app, first, peerId, { [kept.enrolmentId]: 'no-word', [merged.enrolmentId]: 'present' })
  await say(app, second, peerId, { [merged.enrolmentId]: 'late' })
  await say(app, third, peerId, { [kept.enrolmentId]: 'present', [merged.enrolmentId]: 'told-us' })
  const by = { added_at: clock.now, added_by: peerId, person_id: merged.personId }
  await db
    .insertInto('walk_in')
    .values({ ...by, id: randomUUID(), session_id: third, name: 'Amalia' })
    .execute()
  await night(app)
  clock.now = inDays(40)
  await night(app)
  const statuses = () =>
    db.selectFrom('enrolment').where('run_id', '=', runId).select('status').orderBy('id').execute()
  const before = [await everything(db), await statuses()]
  const marks = async () => {
    const rows = await Promise.all(sessionIds.map((id) => listRegister(db, id)))
    return rows.map((lines) => lines.map(({ mark }) => mark))
  }
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  await app.runJobs()
  expect(await marks()).toEqual([['present'], ['late'], ['present']])
  expect(await listWalkIns(db, third)).toHaveLength(1)
  expect(await listTaughtRuns(db, peerId, clock.now)).toMatchObject([{ over: true, with_place: 1 }])
  const at = { now: clock.now, timeZone: 'Europe/London', countedFrom: 0 }
  const [inAll] = (await listFigures(db, {}, at)).filter(({ by }) => by === 'all')
  expect(inAll).toMatchObject({ sessions: 3, expected: 3, came: 3, noWord: 0, toldUs: 0 })
  const history = await listMarkHistory(db, first)
  expect(history.map((one) => one.person_id)).toEqual(history.map(() => kept.personId))
  expect(history.map((one) => one.to_mark).toSorted()).toEqual(['no-word', 'present', 'present'])
  expect((await listFollowUps(db, { now: inDays(20), days: 60 })).length).toBe(0)
  expect(await auditOf(app)).toEqual([])

  // A phone that was opened before the records were joined still has two lines. What it says of the other is said of them.
  const marked = await say(app, first, peerId, { [merged.enrolmentId]: 'left-early' })
  expect(marked).toMatchObject({ ok: true })
  expect((await marks())[0]).toEqual(['left-early'])
  await say(app, first, peerId, { [kept.enrolmentId]: 'present' })

  expect(await office.undo(mergeId)).toMatchObject({ ok: true })
  await app.runJobs()
  const lines = async () => (await marks()).map((all) => all.map((mark) => mark ?? '').toSorted())
  expect(await lines()).toEqual([
    ['no-word', 'present'],
    ['', 'late'],
    ['present', 'told-us'],
  ])
  expect(await statuses()).toEqual(before[1])
  expect(await auditOf(app)).toEqual([])
})

test('who completed a course is told by the line that stands for them: a correction counts, and no row that nobody sees', async () => {
  const app = college()
  const office = await officeOf(app)
  const dates = { closesAt: inDays(40) }
  const { places, runId, deeds, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia', 'Bo'], 3, dates)
  const { Amal: kept = nobody, Amalia: merged = nobody, Bo: bo = nobody } = places
  const [first = '', second = '', third = ''] = sessionIds
  // Of a place that Bo gave back, and has again.
  await say(app, third, peerId, { [bo.enrolmentId]: 'told-us' })
  await deeds.withdraw(bo.enrolmentId)
  const again = await deeds.enrol(runId, bo.personId)
  if (!again.ok) throw new Error(again.reason)
  app.clock.now = inDays(16)
  for (const session of [first, second])
    await say(app, session, peerId, { [merged.enrolmentId]: 'present', [again.enrolmentId]: 'present' })
  await say(app, third, peerId, { [merged.enrolmentId]: 'present' })
  app.clock.now = inDays(40)
  await night(app)
  mergeIdOf(await office.merge(kept.personId, merged.personId))
  await app.runJobs()
  const both = () => Promise.all([kept, { ...bo, ...again }].map((place) => statusOf(app.db, place)))
  // Of the third class nobody has marked Bo's line, so it counts neither way.
  expect(await both()).toEqual(['completed', 'completed'])
  // Both records had completed it. It is one person, who is read out once and gets one certificate.
  const certificates = await listCertificates(app.db, runId)
  expect(certificates.map(({ enrolment_id: id }) => id)).toEqual([kept.enrolmentId, again.enrolmentId])
  expect(await listOwn(app.db, kept.personId)).toHaveLength(1)
  const [olu] = await signedIn(app, 'Olu')
  const file = (await olu.get(`${paths.adminGraduationFile()}?term=none`)).text.split('\r\n')
  expect(file.map((line) => line.split(',')[0])).toEqual([
    expect.stringContaining('name'),
    '"Amal"',
    '"Bo"',
    '',
  ])
  for (const page of [paths.adminRunCompletion({ id: runId }), `${paths.adminGraduation()}?term=none`])
    expect((await olu.get(page)).text).toContain('2 of 2 people completed it')
  const decide = (outcome: string) =>
    olu.post(paths.adminCompletionDecision({ id: kept.enrolmentId }), { outcome, reason: 'A slip' })
  await decide('not-completed')
  expect((await olu.get(paths.adminRunCompletion({ id: runId }))).text).toContain('1 of 2 people completed')
  await decide('marks')
  for (const session of [first, second]) await say(app, session, peerId, { [kept.enrolmentId]: 'no-word' })
  await say(app, third, peerId, { [again.enrolmentId]: 'no-word' })
  await app.runJobs()
  expect(await both()).toEqual(['not-completed', 'not-completed'])
  expect(await auditOf(app)).toEqual([])
})

test('a place that the office decided about, joined with one that is open, is the one that is shown and counted', async () => {
  const app = college()
  const office = await officeOf(app)
  const { places, runId } = await enrolled(app, ['Amal', 'Amalia'], 2)
  const { Amal: open = nobody, Amalia: decided = nobody } = places
  app.clock.now = inDays(40)
  await night(app)
  const [olu] = await signedIn(app, 'Olu')
  const completion = async () => (await olu.get(paths.adminRunCompletion({ id: runId }))).text
  const undecided = async () =>
    (await countRegisterNeeds(app.db, { now: app.clock.now, waitDays: 14 })).undecided
  await olu.post(paths.adminCompletionDecision({ id: decided.enrolmentId }), {
    outcome: 'completed',
    reason: 'Did the work at home',
  })
  expect([await undecided(), (await completion()).includes('1 of 2 people completed it')]).toEqual([1, true])
  const mergeId = mergeIdOf(await office.merge(open.personId, decided.personId))
  await app.runJobs()
  const own = async () => (await listOwn(app.db, open.personId)).map(({ id }) => id)
  expect([await undecided(), await own()]).toEqual([0, [decided.enrolmentId]])
  expect(await completion()).toContain('1 of 1 person completed it')
  expect(await auditOf(app)).toEqual([])
  await office.undo(mergeId)
  expect([await undecided(), await own()]).toEqual([1, [open.enrolmentId]])
})

test('who came without a place on one record missed no class on the other, and undone did', async () => {
  const app = college()
  const office = await officeOf(app)
  const { places, runId, sessionIds, peerId } = await enrolled(app, ['Amal'], 3)
  const { Amal: kept = nobody } = places
  const [first = ''] = sessionIds
  app.clock.now = inDays(2)
  await say(app, first, peerId, { [kept.enrolmentId]: 'no-word' })
  const merged = await addPerson(app.db, { name: 'Amalia' })
  const came = { session_id: first, name: 'Amalia', added_at: app.clock.now, added_by: peerId }
  await app.db
    .insertInto('walk_in')
    .values({ ...came, id: randomUUID(), person_id: merged })
    .execute()
  const line = async () => (await listRegister(app.db, first)).map(({ mark }) => mark)
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged))
  expect([await line(), await openCalls(app)]).toEqual([['present'], 0])
  const at = { now: app.clock.now, timeZone: 'Europe/London' }
  expect(await countOthers(app.db, {}, at)).toMatchObject({ walkIns: 0 })
  expect(await listWalkInsOfRun(app.db, runId)).toEqual([])
  await office.undo(mergeId)
  expect([await line(), await openCalls(app)]).toEqual([['no-word'], 1])
})

test('nobody is called twice about a class that both records missed, and whoever is calling goes on', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 3)
  const { Amal: kept = nobody, Amalia: merged = nobody } = places
  const [first = '', second = ''] = sessionIds
  const calls = () => listFollowUps(db, { now: app.clock.now, days: 60 })
  const spoke = async (id: string) => {
    const call = { id: randomUUID(), outcome: 'spoke' as const, words: '' }
    await inTransaction(db, (tx) =>
      noteCall(tx, id, call, office.by, { config: app.config, clock: () => app.clock.now }),
    )
  }
  const missed = async (sessionId: string, place: Place) => {
    await say(app, sessionId, peerId, { [place.enrolmentId]: 'no-word' })
    return (await calls()).find(({ person_id: id }) => id === place.personId)?.id ?? ''
  }
  app.clock.now = inDays(9)
  await spoke(await missed(first, merged))
  await missed(first, kept)
  const calling = await missed(second, merged)
  await inTransaction(db, (tx) => updateTaken(tx, calling, { by: office.by, seen: null, now: app.clock.now }))
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  expect(await calls()).toMatchObject([{ taken_by: office.by, starts_at: inDays(8) }])
  // On the page that was opened before.
  await spoke(calling)
  expect([await calls(), await auditOf(app)]).toEqual([[], []])
  await office.undo(mergeId)
  expect(await calls()).toMatchObject([{ person_id: kept.personId, starts_at: inDays(1), taken_by: null }])
  expect(await auditOf(app)).toEqual([])
})

const nobody: Place = { personId: '', enrolmentId: '' }

async function openCalls({ db }: TestApp): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from follow_up where closed_at is null`.execute(db)
  return rows[0]?.n ?? -1
}
