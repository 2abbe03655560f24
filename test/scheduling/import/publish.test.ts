import { sql } from 'kysely'
import { type ImportInput, importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { addPerson } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'
import { jobsWithTimes } from '../support/doings.ts'
import { listRunViews } from './snapshot.ts'
import { type Cells, prospectus, realFiles, settings } from './support.ts'

const database = testDatabase()
const db = () => database().db

async function addTrainers(): Promise<void> {
  await addPerson(db(), { email: 'ana@example.org', roles: ['trainer'] })
  await addPerson(db(), { email: 'ben@example.org', roles: ['trainer'] })
}

const both = { peer_trainer_email: 'ana@example.org', professional_trainer_email: 'ben@example.org' }
const music = { course_title: 'Music', first_date: '2026-10-06' }

const importRows = (publish: ImportInput['publish'], ...rows: Cells[]) =>
  importProspectus(
    db(),
    { prospectus: prospectus(...rows), ...(publish === undefined ? {} : { publish }) },
    settings,
  )

async function statuses() {
  const runs = await listRunViews(db())
  const courses = await db().selectFrom('course').select(['title', 'status']).orderBy('title').execute()
  return {
    runs: runs.map(({ title, status }) => `${title} ${status}`),
    courses: courses.map(({ title, status }) => `${title} ${status}`),
  }
}

test('without being asked to, nothing is published', async () => {
  await addTrainers()
  const report = await importRows(undefined, both)
  expect(report.publishing).toBeNull()
  expect(await statuses()).toEqual({ runs: ['Movie Club draft'], courses: ['Movie Club draft'] })
})

test('whoever gives what is published is invited to their dates, and who lacks is looked for; of a draft nobody is', async () => {
  await addTrainers()
  await importRows({}, both, music)
  const { id } = await db()
    .selectFrom('run')
    .where('status', '=', 'published')
    .select('id')
    .executeTakeFirstOrThrow()
  expect(await jobsWithTimes(db())).toMatchObject([
    { name: 'enrolment.refresh-teaching', payload: { runId: id }, key: `teaching:${id}` },
    { name: 'scheduling.tell-of-missing', payload: { runId: id }, key: `missing:${id}` },
  ])
})

test('a run with both trainers is published with its course; the others are listed with the reason', async () => {
  await addTrainers()
  const lived = { ...music, first_date: '2026-10-07', peer_trainer_email: 'ana@example.org' }
  const report = await importRows({}, both, music, lived)
  expect(report.publishing).toEqual({
    published: 1,
    overridden: 0,
    overrideReason: null,
    kept: [
      { line: 3, title: 'Music', reason: 'no peer trainer and no professional trainer assigned' },
      { line: 4, title: 'Music', reason: 'no professional trainer assigned' },
    ],
  })
  expect(await statuses()).toEqual({
    runs: ['Movie Club published', 'Music draft', 'Music draft'],
    courses: ['Movie Club published', 'Music draft'],
  })
  const audit = await db()
    .selectFrom('audit_event')
    .select(['action', 'detail', 'at'])
    .where('action', 'like', 'run.published%')
    .execute()
  expect(audit).toEqual([
    { action: 'run.published', detail: { together: expect.any(String) as string }, at: settings.now },
  ])
})

test('with a reason all are published; the reason is kept only where the rule was set aside', async () => {
  await addTrainers()
  const actorId = await addPerson(db(), { roles: ['administrator'] })
  const input = { prospectus: prospectus(both, music), publish: { overrideReason: ' Named in September ' } }
  const report = await importProspectus(db(), input, { ...settings, actorId })
  expect(report.publishing).toMatchObject({ published: 2, overridden: 1, kept: [] })
  const runs = await db()
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('audit_event', 'audit_event.subject_id', 'run.id')
    .select(['title', 'run.status', 'co_delivery_override', 'action', 'actor_id', 'subject_kind', 'detail'])
    .where('action', 'like', 'run.published%')
    .orderBy('title')
    .execute()
  const run = { status: 'published', actor_id: actorId, subject_kind: 'run' }
  const reason = { co_delivery_override: 'Named in September' }
  expect(runs).toEqual([
    {
      ...run,
      title: 'Movie Club',
      co_delivery_override: null,
      action: 'run.published',
      detail: { together: expect.any(String) as string },
    },
    { ...run, ...reason, title: 'Music', action: 'run.published-with-override', detail: reason },
  ])
})

test('the real term: none can be published as it is, all with a reason, each noted', async () => {
  const without = await importProspectus(db(), { ...realFiles, publish: {} }, settings)
  expect(without.publishing).toMatchObject({ published: 0 })
  expect(without.publishing?.kept).toHaveLength(89)
  const publish = { overrideReason: 'The source names few trainers' }
  const report = await importProspectus(db(), { ...realFiles, publish }, settings)
  expect(report.runs.every(({ outcome }) => outcome === 'unchanged')).toBe(true)
  expect(report.publishing).toMatchObject({ published: 89, overridden: 89, kept: [] })
  const { rows } = await sql`
    select (select count(*) from run where status = 'published' and co_delivery_override is not null) as runs,
      (select count(*) from course where status = 'published') as courses,
      (select count(*) from audit_event where action = 'course.published') as put_in,
      (select count(*) from audit_event where action = 'run.published-with-override') as noted`.execute(db())
  expect(rows).toEqual([{ runs: 89, courses: 49, put_in: 49, noted: 89 }])
  const again = await importProspectus(db(), { ...realFiles, publish }, settings)
  expect(again.publishing).toMatchObject({ published: 0, kept: [] })
  expect(again.runs.every(({ outcome }) => outcome === 'unchanged')).toBe(true)
})

test('a draft that has got its trainers since is published by the next import', async () => {
  await importRows({}, {})
  await addTrainers()
  const report = await importRows({}, both)
  expect(report.runs[0]).toMatchObject({ outcome: 'updated', changes: ['trainers'] })
  expect((await statuses()).runs).toEqual(['Movie Club published'])
})

test('a run some of whose dates nobody knows stays a draft, and so does one of a retired course', async () => {
  await addTrainers()
  await importRows(false, music)
  await sql`update course set status = 'retired'`.execute(db())
  const report = await importRows({}, { ...both, sessions: '4' }, { ...both, ...music })
  expect(report.publishing?.kept).toEqual([
    { line: 2, title: 'Movie Club', reason: 'the dates of its later sessions are not known' },
    { line: 3, title: 'Music', reason: 'the course is retired' },
  ])
})

test('with a reason, all are published even from the prospectus alone: the missing dates stay a warning', async () => {
  const { prospectus } = realFiles
  const report = await importProspectus(
    db(),
    { prospectus, publish: { overrideReason: 'Why not' } },
    settings,
  )
  expect(report.publishing).toMatchObject({ published: 89, kept: [] })
  expect(report.problems.filter(({ column }) => column === 'interval_weeks')).toHaveLength(7)
})

test('a reason of blanks is no reason', async () => {
  const report = await importRows({ overrideReason: '  ' }, {})
  expect(report.publishing).toMatchObject({ published: 0, overrideReason: null })
})
