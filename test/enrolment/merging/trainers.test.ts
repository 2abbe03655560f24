// Who trains a run goes on training it, once, and so do the dates.
import { addMinutes } from '../../../src/lib/time.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { coverDate } from '../../../src/scheduling/trainers/covers/cover-dates.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { everything, mergeIdOf, officeOf } from './support/records.ts'

const college = testApp()

test('a trainer without sign-in keeps their runs and dates, once', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const run = await addRun(db, {
    sessions: [{ startsAt: addMinutes(today, 9000) }, { startsAt: addMinutes(today, 12_000) }],
  })
  await db
    .updateTable('person')
    .set({ email: null, preferred_contact: 'post', postal_address: 'Here' })
    .where('id', '=', run.peerId)
    .execute()
  const kept = await addPerson(db, { roles: ['student', 'trainer'] })
  const before = await everything(db)
  const mergeId = mergeIdOf(await office.merge(kept, run.peerId))
  const own = await db
    .selectFrom('session_trainer')
    .where('person_id', '=', kept)
    .select('session_id')
    .execute()
  expect(own.map(({ session_id }) => session_id).sort()).toEqual([...run.sessionIds].sort())
  expect(
    await db.selectFrom('run_trainer').where('person_id', '=', run.peerId).selectAll().execute(),
  ).toEqual([])
  expect(await db.selectFrom('role_grant').where('person_id', '=', run.peerId).selectAll().execute()).toEqual(
    [],
  )
  expect(await auditOf(app)).toEqual([])
  await office.undo(mergeId)
  expect(await everything(db)).toEqual(before)
  expect(await auditOf(app)).toEqual([])
})

test('one who is down twice for one run is down once, and twice again when it is undone', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const run = await addRun(db)
  const kept = await addPerson(db, { roles: ['trainer'] })
  await db
    .insertInto('run_trainer')
    .values({ run_id: run.runId, person_id: kept, expertise: 'lived' })
    .execute()
  const session = await db.selectFrom('session').selectAll().executeTakeFirstOrThrow()
  const { id: session_id, run_id, starts_at, ends_at, status } = session
  await db
    .insertInto('session_trainer')
    .values({ session_id, run_id, person_id: kept, starts_at, ends_at, status })
    .execute()
  await db
    .updateTable('person')
    .set({ email: null, preferred_contact: 'post', postal_address: 'Here' })
    .where('id', '=', run.peerId)
    .execute()
  const before = await everything(db)
  const mergeId = mergeIdOf(await office.merge(kept, run.peerId))
  expect(
    await db.selectFrom('session_trainer').where('person_id', '=', run.peerId).selectAll().execute(),
  ).toEqual([])
  expect(await auditOf(app)).toEqual([])
  await office.undo(mergeId)
  expect(await everything(db)).toEqual(before)
})

test('what is known of a trainer, and the dates they stand in on, go with them, and come back', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const run = await addRun(db, { sessions: [{ startsAt: addMinutes(today, 9000) }] })
  const other = await addRun(db, { sessions: [{ startsAt: addMinutes(today, 12_000) }] })
  const merged = run.peerId
  await db
    .updateTable('person')
    .set({ email: null, preferred_contact: 'post', postal_address: 'Here' })
    .where('id', '=', merged)
    .execute()
  const person_id = merged
  await db.insertInto('trainer').values({ person_id, lived: true, about_them: 'Quiet rooms' }).execute()
  await db.insertInto('trainer_course').values({ person_id, course_id: run.courseId }).execute()
  await db.insertInto('trainer_availability').values({ person_id, weekday: 2, part: 'morning' }).execute()
  const days = { starts_on: '2027-05-03', ends_on: '2027-05-07', noted_at: today }
  await db
    .insertInto('trainer_absence')
    .values({ person_id, ...days })
    .execute()
  const training = { name: 'First aid', done_on: '2026-03-03', due_again_on: null }
  await db
    .insertInto('trainer_training')
    .values({ person_id, ...training })
    .execute()
  const date = other.sessionIds[0] ?? ''
  const stands = { awayId: other.peerId, comesId: merged }
  await inTransaction(db, (tx) => coverDate(tx, date, stands, { actorId: null, now: today }))
  const kept = await addPerson(db, { roles: ['student', 'trainer'] })
  const same = { person_id: kept, weekday: 2, part: 'morning' as const }
  await db.insertInto('trainer_availability').values(same).execute()
  const before = await everything(db)
  const mergeId = mergeIdOf(await office.merge(kept, merged))
  const tables = [
    'trainer',
    'trainer_course',
    'trainer_availability',
    'trainer_absence',
    'trainer_training',
  ] as const
  for (const table of tables) {
    const rows = await db.selectFrom(table).select('person_id').execute()
    expect([table, rows]).toEqual([table, [{ person_id: kept }]])
  }
  const cover = await db.selectFrom('session_cover').select(['away_id', 'cover_id']).execute()
  expect(cover).toEqual([{ away_id: other.peerId, cover_id: kept }])
  expect(await auditOf(app)).toEqual([])
  await office.undo(mergeId)
  expect(await everything(db)).toEqual(before)
})

test('a team never loses somebody because their other record has left it', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const kept = await addPerson(db, { roles: ['trainer'] })
  const run = await addRun(db, { status: 'draft' })
  const row = { run_id: run.runId, person_id: kept, expertise: 'lived' as const, left_at: today }
  await db.insertInto('run_trainer').values(row).execute()
  await db
    .updateTable('person')
    .set({ email: null, preferred_contact: 'post', postal_address: 'Here' })
    .where('id', '=', run.peerId)
    .execute()
  const answer = await office.merge(kept, run.peerId)
  expect(answer).toMatchObject({ ok: false, reason: 'comes-and-goes' })
  const team = db.selectFrom('run_trainer').where('left_at', 'is', null).select('person_id')
  expect((await team.execute()).map(({ person_id }) => person_id)).toContain(run.peerId)
})

test('what a trainer without sign-in may do goes to nobody who registered with an address that nobody has confirmed', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const trainer = await addPerson(db, { email: null, roles: ['trainer'] })
  const kept = await addPerson(db)
  const change = (of: object) => db.updateTable('person').set(of).where('id', '=', kept).execute()
  await change({ registration_key: Buffer.alloc(32, 1) })
  expect(await office.merge(kept, trainer)).toEqual({ ok: false, reason: 'nobody-proven' })
  await change({ email_confirmed_at: today })
  expect((await office.merge(kept, trainer)).ok).toBe(true)
})
