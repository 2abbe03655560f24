import { addCourse, addPerson, addRun, type NewRun, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { auditTrail, doingsIn, inDays } from './support/doings.ts'

const database = testDatabase()

const nobodys = '00000000-0000-4000-8000-000000000000'

async function draft(run: NewRun = {}, courseStatus: 'draft' | 'published' = 'draft') {
  const { db } = database()
  const actorId = await addPerson(db, { roles: ['administrator'] })
  const { id: course } = await addCourse(db, { status: courseStatus })
  const added = await addRun(db, { course, status: 'draft', ...run })
  await db.updateTable('run').set({ co_delivery_override: null }).execute()
  return { db, actorId, ...added, office: doingsIn(db, { now: today, actorId }) }
}

const stateOf = async (runId: string) => {
  const row = await database()
    .db.selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', runId)
    .select(['run.status', 'run.co_delivery_override as override', 'course.status as course'])
    .executeTakeFirstOrThrow()
  return row
}

test('a run with both trainers is published, and its course with it', async () => {
  const { db, office, runId, courseId, actorId } = await draft()
  expect(await office.publish(runId)).toEqual({ ok: true })
  expect(await stateOf(runId)).toEqual({ status: 'published', override: null, course: 'published' })
  expect(await auditTrail(db)).toEqual([
    {
      action: 'run.published',
      actor_id: actorId,
      subject_kind: 'run',
      subject_id: runId,
      detail: {},
      at: today,
    },
    {
      action: 'course.published',
      actor_id: actorId,
      subject_kind: 'course',
      subject_id: courseId,
      detail: {},
      at: today,
    },
  ])
})

test.each([
  ['lived', 'no-professional-trainer'],
  ['professional', 'no-peer-trainer'],
] as const)('a run with only %s expertise is refused: %s', async (expertise, reason) => {
  const { db, office, runId, peerId, professionalId } = await draft()
  const leaving = expertise === 'lived' ? professionalId : peerId
  await db.deleteFrom('run_trainer').where('person_id', '=', leaving).execute()
  expect(await office.publish(runId)).toEqual({ ok: false, reason })
  expect(await stateOf(runId)).toEqual({ status: 'draft', override: null, course: 'draft' })
  expect(await auditTrail(db)).toEqual([])
})

test('an override lets it through, and is recorded as one', async () => {
  const { db, office, runId } = await draft({ trainers: 'none' }, 'published')
  expect(await office.publish(runId)).toEqual({ ok: false, reason: 'no-peer-trainer' })
  expect(await office.publish(runId, 'The peer trainer starts next week')).toEqual({ ok: true })
  expect(await stateOf(runId)).toMatchObject({
    status: 'published',
    override: 'The peer trainer starts next week',
  })
  expect(await auditTrail(db)).toMatchObject([{ action: 'run.published-with-override' }])
})

test('an override that is not needed is not kept', async () => {
  const { db, office, runId } = await draft({}, 'published')
  expect(await office.publish(runId, 'Just in case')).toEqual({ ok: true })
  expect(await stateOf(runId)).toMatchObject({ override: null })
  expect(await auditTrail(db)).toMatchObject([{ action: 'run.published' }])
})

test.each<[string, NewRun, string]>([
  ['without a session', { sessions: [] }, 'no-sessions'],
  ['with none that takes place', { sessions: [{ startsAt: inDays(3), status: 'cancelled' }] }, 'no-sessions'],
  ['that is published', { status: 'published' }, 'not-a-draft'],
  ['that is called off', { status: 'cancelled' }, 'not-a-draft'],
])('a run %s is not published, whatever the reason', async (_, run, reason) => {
  const { office, runId } = await draft(run)
  expect(await office.publish(runId, 'Because')).toEqual({ ok: false, reason })
})

test('a run that does not exist is not found', async () => {
  const { office } = await draft()
  expect(await office.publish(nobodys)).toEqual({ ok: false, reason: 'not-found' })
  expect(await office.cancelRun(nobodys)).toEqual({ ok: false, reason: 'not-found' })
})

test('whoever goes past the check meets it again in the database, when the transaction commits', async () => {
  const { db, runId } = await draft({ trainers: 'none' })
  const past = db.updateTable('run').set({ status: 'published' }).where('id', '=', runId).execute()
  await expect(past).rejects.toMatchObject({ constraint: 'published_run_is_co_delivered' })
  expect((await stateOf(runId)).status).toBe('draft')
})
