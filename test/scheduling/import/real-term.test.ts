// A real college's term, as its published prospectus has it: February to August 2025.
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { testDatabase } from '../../support/database.ts'
import { counts, listRunViews, snapshot } from './snapshot.ts'
import { inShort, realFiles, settings } from './support.ts'

const database = testDatabase()
const importIt = (input: Partial<Parameters<typeof importProspectus>[1]> = {}) =>
  importProspectus(database().db, { ...realFiles, ...input }, settings)

test('the real term is imported as it is: 89 runs, 127 sessions, 49 titles, all drafts with 12 places', async () => {
  const report = await importIt()
  expect(report.outcome).toBe('imported')
  expect(report.problems.filter(({ level }) => level === 'error')).toEqual([])
  expect(report.runs.filter(({ outcome }) => outcome === 'created')).toHaveLength(89)
  expect(await counts(database().db)).toMatchObject({
    run: 89,
    session: 127,
    course: 49,
    category: 4,
    term: 1,
    venue: 2,
    room: 0,
  })
  const runs = await listRunViews(database().db)
  expect(new Set(runs.map((run) => `${run.status} ${run.capacity} ${run.term ?? ''}`))).toEqual(
    new Set(['draft 12 February-August 2025']),
  )
  const courses = await database().db.selectFrom('course').select(['slug', 'status']).execute()
  expect(courses.every(({ status }) => status === 'draft')).toBe(true)
  expect(courses.map(({ slug }) => slug)).toContain('wellbeing-cafe')
})

test('times are on the college clock in winter and in summer', async () => {
  await importIt()
  const { rows } = await database().pool.query<{ at: string }>(
    `select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from session
     join run on run.id = run_id join course on course.id = course_id
     where title = 'Building Resilience' order by starts_at`,
  )
  expect(rows.map(({ at }) => at)).toEqual(['2025-02-19 13:00', '2025-04-30 09:00'])
})

test('sessions keep the dates they were given: a holiday left out, two days running, once a month', async () => {
  await importIt()
  const runs = await listRunViews(database().db)
  const dates = (title: string, index: number) =>
    runs.filter((run) => run.title === title)[index]?.sessions.map(({ starts }) => starts.slice(0, 10))
  expect(dates('The Art of Creativity and Wellbeing', 1)).toEqual(['2025-04-28', '2025-05-12', '2025-05-19'])
  expect(dates('Wellness Recovery Action Plan (WRAP)', 0)).toEqual(['2025-02-12', '2025-02-13'])
  expect(dates('Wellbeing Café', 0)).toHaveLength(6)
})

test('the contradiction in the source is reported: three sessions announced, four dates given', async () => {
  const { problems } = await importIt({ dryRun: true })
  const others = problems.filter(({ column }) => column !== 'end_time')
  expect(inShort(others)).toEqual([
    expect.stringMatching(/^warning - first_date: All 89 runs begin in the past/),
    'warning 12 sessions: The run is said to have 3 sessions, but prospectus-a-sessions.csv gives 4 dates: 13 March 2025, 20 March 2025, 27 March 2025 and 3 April 2025. The dates are followed: check which is right.',
    expect.stringMatching(
      /^warning 15 note: The file remarks: "source contradicts itself: 3 weeks \/ four Thursdays/,
    ),
    expect.stringMatching(/^warning 90 note: The file remarks: "no session on 2025-05-05 \(bank holiday\)"/),
  ])
  const missing = problems.filter(({ column }) => column === 'end_time')
  expect(missing).toHaveLength(27)
  expect(missing[0]).toMatchObject({
    line: 16,
    message:
      'No end time is given. A length of 2 hours is assumed, and the page says "end time to be confirmed".',
  })
  expect(await counts(database().db)).toMatchObject({ run: 0, course: 0, term: 0 })
})

test('a missing end is assumed and marked; remarks and roles are kept aside for staff', async () => {
  await importIt()
  const runs = await listRunViews(database().db)
  const assumed = runs.flatMap(({ sessions }) => sessions).filter((session) => session.assumed)
  expect(assumed).toHaveLength(29)
  const [advocates] = runs.filter(({ title }) => title === 'Personal Independence Payments (PIP)')
  expect(advocates?.extra).toEqual({
    professional_trainer_role: 'Independent advice centre (partner organisation)',
  })
  const art = runs.filter(({ title }) => title === 'The Art of Creativity and Wellbeing')[1]
  expect(art?.extra).toEqual({ 'note (session 2)': 'no session on 2025-05-05 (bank holiday)' })
})

test('imported twice, nothing changes: 89 runs unchanged', async () => {
  await importIt()
  const before = await snapshot(database().db)
  const report = await importProspectus(database().db, realFiles, {
    ...settings,
    now: new Date('2026-09-02T09:00:00Z'),
  })
  expect(new Set(report.runs.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
  expect(report.titles).toEqual({ all: 49, new: 0 })
  expect(await snapshot(database().db)).toEqual(before)
})

test('moved by 78 weeks, every weekday and clock time stays and the term has its new name', async () => {
  await importIt()
  const asItIs = await listRunViews(database().db)
  const report = await importIt({ shiftWeeks: 78 })
  expect(report.newNames.terms).toEqual(['August 2026 to February 2027'])
  const all = await listRunViews(database().db)
  const moved = all.filter(({ term }) => term === 'August 2026 to February 2027')
  const weeksLater = (text: string) => {
    const date = new Date(`${text.slice(0, 10)}T00:00:00Z`)
    date.setUTCDate(date.getUTCDate() + 78 * 7)
    return date.toISOString().slice(0, 10) + text.slice(10)
  }
  const times = (runs: typeof all) =>
    runs.map(({ title, sessions }) => [title, sessions.map(({ starts }) => starts)])
  const expected = asItIs.map(({ title, sessions }) => [
    title,
    sessions.map(({ starts }) => weeksLater(starts)),
  ])
  expect(times(moved)).toEqual(expected)
  expect(moved.flatMap(({ sessions }) => sessions)).toHaveLength(127)
})

test('moved and imported twice, nothing changes either', async () => {
  await importIt({ shiftWeeks: 78 })
  const before = await snapshot(database().db)
  const report = await importIt({ shiftWeeks: 78 })
  expect(report.runs.every(({ outcome }) => outcome === 'unchanged')).toBe(true)
  expect(await snapshot(database().db)).toEqual(before)
})

test('the prospectus alone is imported too; runs whose later dates nobody gave have their first session', async () => {
  const report = await importProspectus(database().db, { prospectus: realFiles.prospectus }, settings)
  expect(report.outcome).toBe('imported')
  const unknown = report.problems.filter(({ column }) => column === 'interval_weeks')
  expect(unknown.map(({ line }) => line)).toEqual([55, 84, 85, 86, 87, 88, 89])
  expect(inShort(report.problems)).toContainEqual(
    expect.stringMatching(/^warning - -: 8 runs have several sessions and no dated list/),
  )
  const again = await importIt()
  expect(again.runs.filter(({ outcome }) => outcome === 'updated').map(({ line }) => line)).toEqual([
    12, 55, 71, 84, 85, 86, 87, 88, 89,
  ])
  expect(await counts(database().db)).toMatchObject({ run: 89, session: 127 })
})

test('dates that were written down are not taken back by a first date and an interval', async () => {
  await importIt()
  const before = await snapshot(database().db)
  const report = await importProspectus(database().db, { prospectus: realFiles.prospectus }, settings)
  expect(report.runs.every(({ outcome }) => outcome === 'unchanged')).toBe(true)
  expect(report.problems.filter(({ column }) => column === 'sessions')).toEqual([
    expect.objectContaining({
      line: 12,
      message: expect.stringMatching(/^The file says 3 sessions, the planner has 4/) as string,
    }),
  ])
  expect(await snapshot(database().db)).toEqual(before)
})
