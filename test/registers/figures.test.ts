import { load } from 'cheerio'
import fc from 'fast-check'
import type { Db, Mark } from '../../src/database/schema.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { listFigures } from '../../src/registers/figures/queries.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm, addVenue, today } from '../support/college.ts'
import { enrolled, inDays, night, say } from './support/term-over.ts'

const college = testApp()

/** Sleep well in the library, three classes in September: five people; and a walk of two, whose register is not kept. */
async function marked() {
  const app = college()
  const { db } = app
  const term = await addTerm(db, { name: 'Autumn' })
  const [sleep, walk] = [
    await addCourse(db, { title: 'Sleep well' }),
    await addCourse(db, { title: '=Walk' }),
  ]
  const library = await addVenue(db, { name: 'Library' })
  const names = ['Ana', 'Ben', 'Cem', 'Dee', 'Eva']
  const run = await enrolled(app, names, 3, { course: sleep.id, term, venue: library })
  const other = await enrolled(app, ['Finn', 'Gus'], 1, {
    course: walk.id,
    sessions: [{ startsAt: inDays(2) }],
  })
  const ids = names.map((name) => run.places[name]!.enrolmentId)
  const says = [
    ['present', 'present', 'present', 'present', 'late'],
    ['present', 'present', 'told-us', 'told-us', 'no-word'],
    ['present', 'present', 'left-early', 'told-us', 'told-us'],
  ] as const
  for (const [week, of] of says.entries()) {
    app.clock.now = addMinutes(inDays(1 + week * 7), 60)
    await say(app, run.sessionIds[week]!, run.peerId, Object.fromEntries(ids.map((id, at) => [id, of[at]!])))
  }
  app.clock.now = inDays(17)
  await night(app)
  const by = { added_by: run.peerId, added_at: app.clock.now }
  for (const { sessionIds } of [run, other])
    await db
      .insertInto('walk_in')
      .values({ id: crypto.randomUUID(), session_id: sessionIds[0]!, name: 'Hal', ...by })
      .execute()
  await db
    .insertInto('head_count')
    .values({ session_id: other.sessionIds[0]!, people: 7, counted_at: app.clock.now })
    .execute()
  for (const role of ['administrator', 'auditor'] as const)
    await addPerson(db, { email: `${role}@example.org`, roles: [role] })
  await givePasswords(db)
  const [office, auditor] = [await app.as('administrator@example.org'), await app.as('auditor@example.org')]
  const finn = other.places.Finn!.enrolmentId
  return { app, office, auditor, term, library, run, other, finn, sleep, walk }
}

/** Each chart: its heading, and of each bar the words. */
function chartsOf(html: string) {
  const page = load(html)
  const charts = page('.chart')
    .map((_, chart) => {
      const rows = page(chart)
        .find('tbody tr')
        .map((_, row) => page(row).text().replace(/\s+/g, ' ').trim())
      return [[page(chart).find('h2').text(), rows.get()] as const]
    })
    .get()
  return Object.fromEntries(charts as unknown as [string, string[]][])
}

test('how many came, by month, site, course and run, and how a course begins and ends', async () => {
  const { office } = await marked()
  const { status, text } = await office.get('/admin/figures')
  expect(status).toBe(200)
  expect(chartsOf(text)).toEqual({
    'By month': ['September 2026 67% (10) 27% (4) 6% (1) 2'],
    'First class against last': [
      'First class 100% (5) 0% (0) 0% (0) 0',
      'Last class 60% (3) 40% (2) 0% (0) 0',
    ],
    'By site': ['Library 67% (10) 27% (4) 6% (1) 0', expect.stringMatching(/Venue \d+ Not marked yet/)],
    'By course': ['=Walk Not marked yet', 'Sleep well 67% (10) 27% (4) 6% (1) 0'],
    'By run': ['=Walk, Thu 3 Sept Not marked yet', 'Sleep well, Wed 2 Sept 67% (10) 27% (4) 6% (1) 0'],
  })
  const numbers = load(text)('.figures').text().replace(/\s+/g, ' ')
  expect(numbers).toMatch(/67% ?came ?of 15 that are marked/)
  expect(numbers).toMatch(/2 ?are not marked ?of 17 places in 4 classes/)
  expect(numbers).toMatch(/1 ?came without a place/)
  expect(numbers).toMatch(/7 ?came to 1 drop-in/)
  expect(text).not.toMatch(/Ana|Hal\b/)
  // A bar is drawn of its shares.
  const bars = load(text)('#by-month').parent().find('rect')
  expect(bars.map((_, bar) => `${bar.attribs.x}+${bar.attribs.width}`).get()).toEqual([
    '0+67%',
    '67%+27%',
    '94%+6%',
  ])
})

test('a class that was called off counts nowhere, also with marks from before', async () => {
  const { app, office, run } = await marked()
  const off = run.sessionIds[2] ?? ''
  await app.db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', off).execute()
  const { text } = await office.get('/admin/figures')
  const charts = chartsOf(text)
  expect(charts['By course']).toContain('Sleep well 70% (7) 20% (2) 10% (1) 0')
  expect(charts['First class against last']).toContain('Last class 40% (2) 40% (2) 20% (1) 0')
  expect(load(text)('.figures').text().replace(/\s+/g, ' ')).toMatch(/of 12 places in 3 classes/)
})

test('a choice narrows every chart and its file, and what cannot be a day is said beside the field', async () => {
  const { office, term, library, sleep } = await marked()
  const chosen = new URLSearchParams({
    term,
    venue: library,
    course: sleep.id,
    from: '9/9/2026',
    until: '2026-09-16',
  })
  const { text } = await office.get(`/admin/figures?${chosen.toString()}`)
  expect(chartsOf(text)['By month']).toEqual(['September 2026 50% (5) 40% (4) 10% (1) 0'])
  expect(chartsOf(text)['First class against last']).toEqual(['Last class 60% (3) 40% (2) 0% (0) 0'])
  const file = load(text)('a:contains("Download")').first().attr('href')!
  const csv = await office.get(file)
  expect([csv.headers['content-type'], csv.headers['content-disposition']]).toEqual([
    'text/csv; charset=utf-8',
    'attachment; filename=attendance-by-month.csv',
  ])
  // Without it a spreadsheet reads a name with accents wrongly.
  expect(csv.text.startsWith('\uFEFF')).toBe(true)
  expect(csv.text.split('\r\n')[1]).toBe('"September 2026","2","10","5","4","1","0","50","40","10"')
  const runs = await office.get('/admin/figures.csv?by=course')
  expect(runs.text).toContain('"\'=Walk"')
  const wrong = await office.get('/admin/figures?from=someday')
  expect([wrong.status, wrong.text.includes('Enter a day that exists')]).toEqual([422, true])
  const backwards = await office.get('/admin/figures?from=2026-09-09&until=2026-09-01')
  expect([backwards.status, backwards.text.includes('comes before the first')]).toEqual([422, true])
  expect((await office.get('/admin/figures.csv?by=person')).status).toBe(400)
})

test('the office finds back to its own page; auditors come from the navigation', async () => {
  const { office, auditor } = await marked()
  const back = async (who: typeof office) =>
    load((await who.get('/admin/figures')).text)('.back a').attr('href')
  expect([await back(office), await back(auditor)]).toEqual(['/admin', undefined])
})

test('an auditor sees the same, but nothing of fewer than five people', async () => {
  const { auditor } = await marked()
  expect(chartsOf((await auditor.get('/admin/figures')).text)['By course']).toEqual([
    '=Walk Fewer than 5 people marked',
    'Sleep well 67% (10) 27% (4) 6% (1) 0',
  ])
  expect((await auditor.get('/admin/figures.csv?by=course')).text).toContain('"\'=Walk","","",""')
})

test('of a class of five of whom one is marked an auditor sees nothing: its share would be of that one', async () => {
  const { app, office, auditor, run } = await marked()
  const { db } = app
  for (const id of run.sessionIds)
    await db
      .updateTable('attendance')
      .set({ mark: null })
      .where('session_id', '=', id)
      .where('enrolment_id', '<>', run.places.Ana!.enrolmentId)
      .execute()
  const course = async (who: typeof office) =>
    chartsOf((await who.get('/admin/figures')).text)['By course']?.[1]
  expect(await course(office)).toBe('Sleep well 100% (3) 0% (0) 0% (0) 12')
  expect(await course(auditor)).toBe('Sleep well Fewer than 5 people marked')
  expect((await auditor.get('/admin/figures')).text).not.toContain('100%')
})

const daysBefore = fc.record({
  people: fc.integer({ min: 1, max: 7 }),
  course: fc.nat(1),
  site: fc.nat(1),
  day: fc.integer({ min: -50, max: -40 }),
})

test('nothing an auditor is shown depends on a class of fewer than five marked, whatever is chosen and subtracted', async () => {
  const { db } = college()
  let changed = false
  const pool = await Promise.all(Array.from({ length: 7 }, () => addPerson(db)))
  await fc.assert(
    fc.asyncProperty(
      fc.array(daysBefore, { minLength: 3, maxLength: 5 }),
      fc.infiniteStream(fc.constantFrom(...(['present', 'late', 'told-us', 'no-word', null] as const))),
      async (drawn, marks) => {
        const courses = await Promise.all([addCourse(db), addCourse(db)])
        const sites = await Promise.all([addVenue(db), addVenue(db)])
        const small: string[] = []
        for (const { people, course, site, day } of drawn) {
          const sessions = [{ startsAt: inDays(day) }]
          const where = { course: courses[course]!.id, venue: sites[site]!, sessions, now: inDays(-60) }
          const { runId, sessionIds, peerId } = await addRun(db, where)
          for (const person of pool.slice(0, people))
            await addEnrolment(db, runId, { person, joinedAt: inDays(-60) })
          if ((await remark(db, sessionIds[0]!, peerId, marks)) < 5) small.push(sessionIds[0]!)
        }
        const days = [...new Set(drawn.flatMap(({ day }) => [day, day + 1]))]
        const choices = [
          {},
          ...courses.map(({ id }) => ({ course: id })),
          ...sites.map((venue) => ({ venue })),
          ...days.flatMap((day) => [{ from: inDays(day) }, { until: inDays(day) }]),
        ]
        const shown = (countedFrom: number) =>
          Promise.all(
            choices.map((choice) =>
              listFigures(db, choice, { now: today, timeZone: 'Europe/London', countedFrom }),
            ),
          )
        const [before, known] = [await shown(5), await shown(0)]
        for (const id of small) await remark(db, id, await markerOf(db, id), marks, 4)
        expect(await shown(5)).toEqual(before)
        changed ||= JSON.stringify(await shown(0)) !== JSON.stringify(known)
      },
    ),
    { numRuns: 8 },
  )
  // Else nothing was marked anew.
  expect(changed).toBe(true)
})

/** Says something else of everybody, of so many at most; and of how many that was. */
async function remark(
  db: Db,
  session: string,
  marked_by: string,
  marks: Iterator<Mark | null>,
  most = Infinity,
): Promise<number> {
  let said = 0
  const rows = await db
    .selectFrom('attendance')
    .where('session_id', '=', session)
    .select('enrolment_id')
    .execute()
  for (const { enrolment_id } of rows) {
    const mark = said < most ? (marks.next().value as Mark | null) : null
    if (mark !== null) said += 1
    const row = { mark, marked_at: today, marked_by, means: 'office' as const }
    await db
      .updateTable('attendance')
      .set(row)
      .where('session_id', '=', session)
      .where('enrolment_id', '=', enrolment_id)
      .execute()
  }
  return said
}

async function markerOf(db: Db, session: string): Promise<string> {
  const trainers = db.selectFrom('session_trainer').where('session_id', '=', session).select('person_id')
  return (await trainers.executeTakeFirstOrThrow()).person_id
}

test('who completed what in a term is a list to read out, and a file that is noted', async () => {
  const { app, office, auditor, term } = await marked()
  const page = load((await office.get(`/admin/graduation?term=${term}`)).text)
  const rows = page('table tbody tr')
    .map((_, row) => page(row).text().replace(/\s+/g, ' ').trim())
    .get()
  expect(rows).toEqual(['Ana Sleep well', 'Ben Sleep well'])
  expect(page('main').text()).toMatch(/ask the person/)
  expect(page('main').text().replace(/\s+/g, ' ')).toMatch(/Sleep well 2 of 5 people completed it/)
  const file = await office.get(`/admin/graduation.csv?term=${term}`)
  expect(file.text).toBe(
    '\uFEFF"name","course","last_class"\r\n"Ana","Sleep well","Wednesday 16 September 2026"\r\n"Ben","Sleep well","Wednesday 16 September 2026"\r\n',
  )
  const noted = await app.db
    .selectFrom('audit_event')
    .where('action', '=', 'graduation.downloaded')
    .select('subject_id')
    .execute()
  expect(noted).toEqual([{ subject_id: term }])
  expect((await auditor.get(`/admin/graduation?term=${term}`)).status).toBe(403)
  expect((await office.get(`/admin/graduation?term=${crypto.randomUUID()}`)).status).toBe(404)
  expect((await office.get('/admin/graduation?term=nonsense')).status).toBe(404)
})

test('a college without terms has its graduation too: of what was over in the last twelve months', async () => {
  const { app, office, other, finn } = await marked()
  const { db, clock } = app
  await say(app, other.sessionIds[0]!, other.peerId, { [finn]: 'present' })
  await app.runJobs()
  const list = async (address: string) => load((await office.get(address)).text)('tbody').text()
  expect(await list('/admin/graduation?term=none')).toMatch(/Finn\s+=Walk/)
  expect(await list('/admin/graduation')).not.toContain('Finn')
  const file = await office.get('/admin/graduation.csv?term=none')
  expect(file.text).toContain(`"Finn","'=Walk"`)
  expect(file.headers['content-disposition']).toBe('attachment; filename=graduation-without-term.csv')
  await db.updateTable('run').set({ term_id: null }).execute()
  await db.deleteFrom('term').execute()
  expect(await list('/admin/graduation')).toMatch(/Ana\s+Sleep well/)
  clock.now = inDays(400)
  expect(await list('/admin/graduation')).toBe('')
})
