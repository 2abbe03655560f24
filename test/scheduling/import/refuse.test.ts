// All or nothing: whatever is wrong, wherever it shows, the college is afterwards as it was.
import { sql } from 'kysely'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { retireRoom } from '../../../src/scheduling/venues/change-room.ts'
import { retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import { held } from '../../accounts/closing/held.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'
import { isWaiting } from '../../support/waiting.ts'
import { addRoom } from '../support/doings.ts'
import { counts, snapshot } from './snapshot.ts'
import { type Cells, inShort, prospectus, realFiles, sessionsFile, settings } from './support.ts'

const database = testDatabase()
const db = () => database().db
const importRows = (...rows: Cells[]) => importProspectus(db(), { prospectus: prospectus(...rows) }, settings)
const errorsOf = async (...rows: Cells[]) => {
  const before = await snapshot(db())
  const report = await importRows(...rows)
  expect(report.outcome).toBe('refused')
  expect(await snapshot(db())).toEqual(before)
  return inShort(report.problems.filter(({ level }) => level === 'error'))
}

test('one wrong line in the real file and nothing at all is imported', async () => {
  const text = realFiles.prospectus.bytes.toString().replace('2025-03-24,Monday', '2025-03-24,Tuesday')
  const files = { ...realFiles, prospectus: { name: 'changed.csv', bytes: Buffer.from(text) } }
  const report = await importProspectus(db(), files, settings)
  expect(report.outcome).toBe('refused')
  expect(inShort(report.problems)[0]).toMatch(/^warning - first_date/)
  expect(inShort(report.problems)).toContainEqual(
    'error 7 weekday: 24 March 2025 is a Monday, but the file says Tuesday. Correct the date or the weekday.',
  )
  expect(Object.values(await counts(db())).every((count) => count === 0)).toBe(true)
})

test('a refusal of the database in the very last row undoes all the others', async () => {
  await sql`alter table session add constraint test_fault check (note = '' and ends_at < '2026-12-01')`.execute(
    db(),
  )
  try {
    const rows = Array.from({ length: 700 }, (_, index) => ({ course_title: `Course ${index}` }))
    expect(await errorsOf(...rows, { first_date: '2026-12-07' })).toEqual([
      expect.stringMatching(/^error - -: The database refused the import \(test_fault\)/),
    ])
    expect(await counts(db())).toMatchObject({ course: 0, run: 0, venue: 0 })
    expect((await importRows(...rows)).outcome).toBe('imported')
  } finally {
    await sql`alter table session drop constraint test_fault`.execute(db())
  }
})

const monday = new Date('2026-10-05T09:00:00Z')

test('a room that the college uses already is an error; the next room is not', async () => {
  const venue = await addVenue(db(), { name: 'Town Hall' })
  const course = await addCourse(db(), { title: 'Baking' })
  const { runId } = await addRun(db(), { course: course.id, venue, sessions: [{ startsAt: monday }] })
  const room = await db()
    .insertInto('room')
    .values({ venue_id: venue, name: 'Room 1' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`update session set room_id = ${room.id} where run_id = ${runId}`.execute(db())
  expect(await errorsOf({ room: 'room 1', start_time: '11:00' })).toEqual([
    'error 2 room: room 1 at Town Hall is already used on 5 October 2026 at that time: "Baking" is planned there already.',
  ])
  expect((await importRows({ room: 'Room 2', start_time: '11:00' })).outcome).toBe('imported')
})

test('a file waits for somebody who just gives up the venue that it names, and is refused', async () => {
  const venue = await addVenue(db(), { name: 'Town Hall' })
  const giving = await held(db(), (tx) => retireVenue(tx, venue, { actorId: null, now: settings.now }))
  const importing = importRows({ venue: 'Town Hall' })
  expect(await isWaiting(importing, db())).toBe(true)
  giving.commit()
  expect(await giving.result).toEqual({ ok: true })
  expect(inShort((await importing).problems)).toEqual([
    expect.stringMatching(/^error 2 venue: Town Hall is used no more/),
  ])
})

test('so does one that names a room there', async () => {
  const venue = await addVenue(db(), { name: 'Town Hall' })
  const room = await addRoom(db(), venue, 'Blue room')
  const giving = await held(db(), (tx) => retireRoom(tx, room, { actorId: null, now: settings.now }))
  const importing = importRows({ venue: 'Town Hall', room: 'Blue room' })
  expect(await isWaiting(importing, db())).toBe(true)
  giving.commit()
  expect(await giving.result).toEqual({ ok: true })
  expect(inShort((await importing).problems)).toEqual([
    expect.stringMatching(/^error 2 room: Blue room at Town Hall is used no more/),
  ])
})

test('a trainer who teaches elsewhere at that time is an error', async () => {
  const course = await addCourse(db(), { title: 'Baking' })
  const { peerId } = await addRun(db(), { course: course.id, sessions: [{ startsAt: monday }] })
  await sql`update person set email = 'ana@example.org' where id = ${peerId}`.execute(db())
  expect(await errorsOf({ professional_trainer_email: 'ana@example.org' })).toEqual([
    expect.stringMatching(
      /^error 2 professional_trainer_email: ana@example.org is already teaching on 5 October 2026/,
    ),
  ])
})

test('a code that another run of the term has is an error; in another term it is not', async () => {
  const term = await addTerm(db(), { name: 'Autumn' })
  await addRun(db(), { term, code: 'M1', course: (await addCourse(db(), { title: 'Baking' })).id })
  expect(await errorsOf({ term: 'autumn', run_code: 'M1' })).toEqual([
    'error 2 run_code: The code M1 is already used in this term by "Baking". Give this run another code, or none.',
  ])
  expect((await importRows({ term: 'Spring', run_code: 'M1' })).outcome).toBe('imported')
})

test('a trainer nobody knows is a warning, and so is a person who is no trainer, and a day when the college is shut', async () => {
  await addPerson(db(), { email: 'sam@example.org', roles: ['student'] })
  await db()
    .insertInto('closure')
    .values({ name: 'Moving house', starts_on: '2026-10-05', ends_on: '2026-10-09' })
    .execute()
  const report = await importRows({
    peer_trainer_email: 'sam@example.org',
    professional_trainer_email: 'x@example.org',
  })
  expect(report.outcome).toBe('imported')
  expect(inShort(report.problems)).toEqual([
    'warning 2 peer_trainer_email: sam@example.org is assigned, but does not have the role of trainer yet.',
    'warning 2 professional_trainer_email: Nobody with the email x@example.org is known: the trainer is not assigned.',
    'warning 2 first_date: The college is closed on 5 October 2026 (Moving house).',
  ])
})

test('a term that is moved onto bank holidays is told which dates they are, each beside its own line', async () => {
  const row = { first_date: '2026-11-13', run_code: 'M1', sessions: '2' }
  const files = {
    prospectus: prospectus(row),
    sessions: sessionsFile({ line: '2', date: '2026-11-13' }, { line: '2', date: '2026-11-20' }),
    shiftWeeks: 6,
  }
  const report = await importProspectus(db(), files, settings)
  expect(report.outcome).toBe('imported')
  expect(inShort(report.problems)).toEqual([
    'warning 2 date: The college is closed on 25 December 2026 (Christmas Day).',
    "warning 3 date: The college is closed on 1 January 2027 (New Year's Day).",
  ])
  const inDenmark = { ...settings, country: 'DK' }
  const { problems } = await importProspectus(db(), { ...files, dryRun: true }, inDenmark)
  expect(inShort(problems)[0]).toBe(
    'warning 2 date: The college is closed on 25 December 2026 (Christmas Day).',
  )
})

test('more places than the room holds are said once for each run, and stop nobody', async () => {
  const venue_id = await addVenue(db(), { name: 'Mill Lane Library' })
  await db().insertInto('room').values({ venue_id, name: 'Loft', capacity: 8 }).execute()
  const loft = { venue: 'Mill Lane Library', room: 'Loft' }
  const report = await importRows(
    { ...loft, capacity: '9', sessions: '2', interval_weeks: '1' },
    { ...loft, course_title: 'Yoga', first_date: '2026-10-06', capacity: '8' },
    { ...loft, course_title: 'Art', first_date: '2026-10-07', capacity: '9', drop_in: 'yes' },
  )
  expect(report.outcome).toBe('imported')
  const said = inShort(report.problems).filter((problem) => problem.includes('room'))
  expect(said).toEqual(['warning 2 room: The run has 9 places, and Loft holds 8.'])
})

test('a joining link that others have at about that time is said, once for two runs, and stops nobody', async () => {
  const course = await addCourse(db(), { title: 'Baking' })
  const { runId } = await addRun(db(), { course: course.id, sessions: [{ startsAt: monday }] })
  const link = { join_link: 'https://meet.example/everyday' }
  await db().updateTable('session').set(link).where('run_id', '=', runId).execute()
  const online = { ...link, delivery_mode: 'Online', venue: 'Online' }
  const rows = [
    { ...online, start_time: '12:30', end_time: '13:30' },
    { ...online, course_title: 'Music', start_time: '13:45', end_time: '14:45' },
    { ...online, course_title: 'Music', first_date: '2026-10-06', sessions: '2', interval_weeks: '1' },
    { ...online, course_title: 'Yoga', first_date: '2026-10-06', sessions: '2', interval_weeks: '1' },
    { ...online, course_title: 'Art', first_date: '2026-10-07' },
    { ...online, course_title: 'Walks', first_date: '2026-10-07', start_time: '13:00', end_time: '14:00' },
  ]
  const report = await importRows(...rows)
  expect(report.outcome).toBe('imported')
  const said = inShort(report.problems).filter((problem) => problem.includes('join_link'))
  const meet =
    'the people of both would meet in one room. If that is not meant, give one of them a link of its own.'
  expect(said).toEqual([
    `warning 2 join_link: The joining link is also that of "Baking" at about that time, on 5 October 2026: ${meet}`,
    `warning 3 join_link: The joining link is also that of "Movie Club" (line 2) at about that time, on 5 October 2026: ${meet}`,
    `warning 5 join_link: The joining link is also that of "Music" (line 4) at about that time, on 6 October 2026 and 1 more date: ${meet}`,
  ])
  const again = await importRows(...rows)
  expect(inShort(again.problems).join()).not.toContain('join_link')
})

test('a term that is there already keeps its dates, and sessions outside it are told', async () => {
  await addTerm(db(), { name: 'Autumn 2026', startsOn: '2026-10-06', endsOn: '2026-12-18' })
  const report = await importRows({ term: 'Autumn 2026' })
  expect(inShort(report.problems)).toEqual([
    'warning 2 term: The session on 5 October 2026 lies outside the term "Autumn 2026" (6 October 2026 to 18 December 2026).',
  ])
})

test('the same file imported twice at the same moment is there once', async () => {
  const reports = await Promise.all([1, 2, 3].map(() => importProspectus(db(), realFiles, settings)))
  expect(reports.map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'imported'])
  const created = reports.map(({ runs }) => runs.filter(({ outcome }) => outcome === 'created').length)
  expect(created.sort((a, b) => a - b)).toEqual([0, 0, 89])
  expect(await counts(db())).toMatchObject({ run: 89, session: 127, course: 49 })
})

test('a dry run says what would happen, as often as it is asked, and writes nothing', async () => {
  const input = { prospectus: prospectus({}, { course_title: 'Music' }), dryRun: true, publish: {} }
  for (const report of [
    await importProspectus(db(), input, settings),
    await importProspectus(db(), input, settings),
  ]) {
    expect(report).toMatchObject({ outcome: 'would-import', titles: { all: 2, new: 2 } })
    expect(report.runs.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
    expect(report.publishing?.kept).toHaveLength(2)
  }
  expect(Object.values(await counts(db())).every((count) => count === 0)).toBe(true)
})
