// A file imported again after it, or the college, has changed.
import { sql } from 'kysely'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { addEnrolment, addPerson } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'
import { counts, listRunViews, snapshot } from './snapshot.ts'
import { type Cells, inShort, prospectus, sessionsFile, settings } from './support.ts'

const database = testDatabase()
const db = () => database().db

async function importRows(rows: Cells[], sessions?: Cells[]) {
  const dated = sessions === undefined ? {} : { sessions: sessionsFile(...sessions) }
  return importProspectus(db(), { prospectus: prospectus(...rows), ...dated }, settings)
}

async function onlyRun() {
  const [run, ...others] = await listRunViews(db())
  expect(others).toEqual([])
  return run!
}

test('a draft takes over what the file says otherwise, and keeps its identity and that of its sessions', async () => {
  await importRows([{}])
  const before = await onlyRun()
  const ids = await db().selectFrom('session').select(['id', 'number']).execute()
  const report = await importRows([
    {
      end_time: '13:00',
      room: 'Room 1',
      capacity: '8',
      audience: 'Carers',
      run_code: 'M1',
      term: 'Autumn 2026',
    },
  ])
  expect(report.runs).toEqual([
    expect.objectContaining({
      outcome: 'updated',
      changes: ['term', 'run code', 'number of places', 'audience', 'end time', 'room'],
    }),
  ])
  const after = await onlyRun()
  expect(after).toMatchObject({
    id: before.id,
    capacity: 8,
    audience: 'Carers',
    code: 'M1',
    term: 'Autumn 2026',
  })
  expect(after.sessions[0]).toMatchObject({ ends: '2026-10-05 13:00', room: 'Room 1' })
  // A sign-in sheet that was printed is found by its number again.
  expect(await db().selectFrom('session').select(['id', 'number']).execute()).toEqual(ids)
})

test('an empty cell leaves what staff have filled in since', async () => {
  await importRows([{ end_time: '' }])
  await sql`update run set capacity = 7, audience = 'Carers'`.execute(db())
  await sql`update session set ends_at = '2026-10-05T11:45:00Z', end_assumed = false`.execute(db())
  const before = await snapshot(db())
  const report = await importRows([{ end_time: '' }])
  expect(report.runs[0]).toMatchObject({ outcome: 'unchanged', changes: [] })
  expect(inShort(report.problems)).toEqual([])
  expect(await snapshot(db())).toEqual(before)
})

test('trainers assigned in the planner stay when the file names none, and others are added', async () => {
  const ana = await addPerson(db(), { email: 'ana@example.org', roles: ['trainer'] })
  const ben = await addPerson(db(), { email: 'ben@example.org', roles: ['trainer'] })
  await importRows([{ peer_trainer_email: 'Ana@example.org' }])
  await importRows([{}])
  await importRows([{ professional_trainer_email: 'ben@example.org' }])
  const trainers = await db().selectFrom('run_trainer').select(['person_id', 'expertise']).execute()
  expect(trainers).toEqual(
    expect.arrayContaining([
      { person_id: ana, expertise: 'lived' },
      { person_id: ben, expertise: 'professional' },
    ]),
  )
  expect(await counts(db())).toMatchObject({ run: 1, run_trainer: 2, session_trainer: 2 })
})

test('dated sessions replace those of a draft: one moved, one gone, one new', async () => {
  const line = { line: '2' }
  await importRows(
    [{}],
    [
      { ...line, date: '2026-10-05' },
      { ...line, date: '2026-10-12' },
    ],
  )
  const had = await db().selectFrom('session').select(['id', 'starts_at']).orderBy('starts_at').execute()
  const report = await importRows(
    [{}],
    [
      { ...line, date: '2026-10-05' },
      { ...line, date: '2026-10-19' },
    ],
  )
  expect(report.runs[0]?.changes).toEqual(['dates'])
  const run = await onlyRun()
  expect(run.sessions.map(({ starts }) => starts)).toEqual(['2026-10-05 10:00', '2026-10-19 10:00'])
  const have = await db().selectFrom('session').select('id').execute()
  expect(have).toContainEqual({ id: had[0]!.id })
  expect(have).not.toContainEqual({ id: had[1]!.id })
})

test('two drafts may exchange their rooms', async () => {
  const second = { course_title: 'Music' }
  await importRows([{ room: 'A' }, { ...second, room: 'B' }])
  const report = await importRows([{ room: 'B' }, { ...second, room: 'A' }])
  expect(report.outcome).toBe('imported')
  const runs = await listRunViews(db())
  expect(runs.map(({ title, sessions }) => [title, sessions[0]?.room])).toEqual([
    ['Movie Club', 'B'],
    ['Music', 'A'],
  ])
})

test('a cancelled session of a draft stays cancelled', async () => {
  await importRows([{}])
  await sql`update session set status = 'cancelled'`.execute(db())
  const report = await importRows([{ end_time: '15:00' }])
  expect(report.runs[0]?.outcome).toBe('unchanged')
  expect(await db().selectFrom('session').select('status').execute()).toEqual([{ status: 'cancelled' }])
})

test.each(['published', 'cancelled', 'ended'])(
  'a run that is %s is left as it is, and the file is told why',
  async (status) => {
    await importRows([{}])
    await sql`update run set status = ${status}, co_delivery_override = 'No trainer named'`.execute(db())
    const before = await snapshot(db())
    const report = await importRows([{ end_time: '15:00', capacity: '20' }])
    expect(report.runs[0]?.outcome).toBe('left')
    expect(inShort(report.problems)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^warning 2 -: The run is (already )?${status} and is left as it is, though the file differs in number of places and end time\\.`,
        ),
      ),
    ])
    expect(await snapshot(db())).toEqual(before)
  },
)

test('a draft with people on its list is left as it is', async () => {
  await importRows([{}])
  await addEnrolment(db(), (await onlyRun()).id)
  const report = await importRows([{ capacity: '20' }])
  expect(inShort(report.problems)).toEqual([
    expect.stringMatching(/^warning 2 -: The run has people on its list and is left/),
  ])
  expect((await onlyRun()).capacity).toBe(12)
})

test('a run at another start is another run: what identifies it has changed', async () => {
  await importRows([{}])
  const report = await importRows([{ start_time: '09:00' }])
  expect(report.runs[0]?.outcome).toBe('created')
  expect(await counts(db())).toMatchObject({ run: 2, course: 1, venue: 1 })
})

test('the text of a course is taken while it is a draft; a published page is only filled in', async () => {
  await importRows([{ summary: 'Films.' }])
  await importRows([{ summary: 'Films and tea.' }])
  await sql`update course set status = 'published'`.execute(db())
  const report = await importRows([{ summary: 'Films and coffee.', who_it_is_for: 'Anyone.' }])
  const course = await db().selectFrom('course').select(['summary', 'who_it_is_for']).executeTakeFirst()
  expect(course).toEqual({ summary: 'Films and tea.', who_it_is_for: 'Anyone.' })
  expect(inShort(report.problems)).toEqual([
    expect.stringMatching(/^warning 2 summary: The text differs from the one/),
  ])
})

test('the texts of a venue are filled in where they are empty, never replaced', async () => {
  await importRows([{ venue_address: '1 High Street' }])
  const report = await importRows([{ venue_address: '2 High Street', venue_access: 'Step-free.' }])
  const venue = await db().selectFrom('venue').select(['address', 'access']).executeTakeFirst()
  expect(venue).toEqual({ address: '1 High Street', access: 'Step-free.' })
  expect(inShort(report.problems)).toEqual([
    expect.stringMatching(/^warning 2 venue_address: The text differs/),
  ])
})

test('names are the same whatever their capitals and spaces: nothing is made twice', async () => {
  await importRows([{ category: 'Mental Health', term: 'Autumn 2026', room: 'Room 1' }])
  await importRows([
    {
      course_title: 'MOVIE CLUB',
      venue: 'town  hall',
      category: 'mental health',
      term: 'autumn 2026',
      room: 'ROOM 1',
    },
    { course_title: 'Movie Club!', start_time: '13:00', end_time: '14:00' },
  ])
  expect(await counts(db())).toMatchObject({ run: 2, course: 2, category: 1, venue: 1, term: 1, room: 1 })
  const slugs = await db().selectFrom('course').select('slug').orderBy('slug').execute()
  expect(slugs).toEqual([{ slug: 'movie-club' }, { slug: 'movie-club-2' }])
})
