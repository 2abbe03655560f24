// What goes wrong on the way, and what people do about it.
import { load } from 'cheerio'
import { gzipSync } from 'node:zlib'
import { zipSync, strToU8 } from 'fflate'
import { sql } from 'kysely'
import writeWorkbook from 'write-excel-file/node'
import { paths } from '../../../../src/paths.ts'
import { testApp } from '../../../support/app.ts'
import { addVenue } from '../../../support/college.ts'
import { fieldsOn, office } from '../../../support/office.ts'
import { listRunViews } from '../snapshot.ts'
import { type Cells, prospectus, sessionsFile } from '../support.ts'
import { idIn, send, wordsOf } from './support.ts'

const college = testApp()
const wrongDay: Cells = { course_title: 'Music', weekday: 'Tuesday' }

async function begin(...rows: Cells[]) {
  const app = college()
  const [ada, ben] = await office(app, 'Ada', 'Ben')
  const sent = await send(ada, paths.adminImports(), { prospectus: prospectus(...rows) })
  const id = idIn(sent)
  const lines = await app.db.selectFrom('import_line').selectAll().orderBy('line').execute()
  return { app, ada, ben, id, page: paths.adminImport({ id }), lines }
}

test('a line is corrected in place by two at once; then it is clean, and imported', async () => {
  const { app, ada, ben, id, page, lines } = await begin(wrongDay, { room: 'Hall', capacity: '8' })
  expect(wordsOf(await ada.get(page))).toContain('1 error to correct first')
  expect(wordsOf(await ada.get(page))).toMatch(/Error Weekday: 5 October 2026 is a Monday/)
  expect((await ada.get(paths.adminImportConfirmation({ id }))).headers.location).toBe(page)
  const line = paths.adminImportLine({ id: lines[0]?.id ?? '' })
  const [first, second] = [await ada.get(line), await ben.get(line)]
  expect(load(first.text)('#weekday-error').text()).toContain('is a Monday')
  const fields = fieldsOn(first.text, line)
  expect((await ada.post(line, { ...fields, weekday: 'Monday' })).headers.location).toBe(page)
  const theirs = await ben.post(line, { ...fieldsOn(second.text, line), weekday: 'Sunday', room: 'Hall' })
  expect(theirs.status).toBe(409)
  expect(load(theirs.text)('#weekday').attr('value')).toBe('Sunday')
  const both = await ben.post(line, { ...fieldsOn(second.text, line), audience: 'Carers' })
  expect(both.status).toBe(303)
  const seen =
    load((await ada.get(paths.adminImportConfirmation({ id }))).text)('[name=seen]').attr('value') ?? ''
  await ben.post(line, { ...fieldsOn((await ben.get(line)).text, line), audience: 'Men' })
  const otherwise = await ada.post(paths.adminImportConfirmation({ id }), { seen: `${seen}x` })
  expect([otherwise.status, (await listRunViews(app.db)).length]).toEqual([409, 0])
  await ada.post(paths.adminImportConfirmation({ id }), { seen })
  expect((await listRunViews(app.db)).map(({ title, audience }) => `${title} ${audience}`)).toEqual([
    'Movie Club ',
    'Music Men',
  ])
  expect((await ada.get(line)).status).toBe(404)
  const trail = await app.db.selectFrom('audit_event').select('action').distinct().execute()
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['venue.added', 'room.added', 'run.planned']),
  )
  const planned = await app.db
    .selectFrom('audit_event')
    .where('action', '=', 'run.planned')
    .select('detail')
    .execute()
  const ofMen = { field: 'audience', before: null, after: 'Men' }
  expect(planned.flatMap(({ detail }) => (detail as { changes: object[] }).changes)).toContainEqual(ofMen)
})

test('a column that is called otherwise than ours is named before anything is brought in', async () => {
  const { ada, id, page } = await begin({ number_of_sessions: '6', place: '' })
  expect(wordsOf(await ada.get(page))).toContain(
    'prospectus.csv has columns that say nothing to us: “number_of_sessions” and “place”.',
  )
  await send(ada, paths.adminImportFile({ id }), { prospectus: prospectus({ sessions: '6' }) })
  expect(wordsOf(await ada.get(page))).not.toContain('nothing to us')
})

test('a run is left out with its dates, taken in again, and the file downloaded keeps every line at its number', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const dated = sessionsFile(
    { line: '2', date: '2026-10-06', weekday: 'Monday' },
    { line: '3', date: '2026-10-07' },
  )
  const files = {
    prospectus: prospectus({ course_title: '=Music' }, { first_date: '2026-10-07' }),
    sessions: dated,
  }
  const id = idIn(await send(ada, paths.adminImports(), files))
  const page = paths.adminImport({ id })
  expect(wordsOf(await ada.get(page))).toContain('1 error to correct first')
  const lines = await app.db.selectFrom('import_line').selectAll().orderBy('holds').orderBy('line').execute()
  const [run, , session] = lines
  await ada.post(paths.adminImportLineOut({ id: run?.id ?? '' }))
  await ada.post(paths.adminImportLineOut({ id: session?.id ?? '' }))
  expect(wordsOf(await ada.get(page))).toContain('No errors left')
  const csv = (await ada.get(paths.adminImportRuns({ id }))).text.split('\r\n')
  expect(csv[1]).toMatch(/^(""(,|$))+$/)
  expect(csv[2]).toContain('Movie Club')
  await ada.post(paths.adminImportLineIn({ id: run?.id ?? '' }))
  const again = (await ada.get(paths.adminImportRuns({ id }))).text
  expect(again).toContain(`"'=Music"`)
})

test('what cannot be taken is said beside the file, and nothing is kept', async () => {
  const { app, ada } = await begin({})
  const bomb = zipSync({
    'xl/workbook.xml': strToU8('<a/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(40_000_000),
  })
  const far = zipSync({
    'xl/workbook.xml': strToU8('<a/>'),
    'xl/worksheets/sheet1.xml': strToU8('<row r="1048576"><c r="XFD1048576"/></row>'),
  })
  const many = Array.from({ length: 5001 }, () => ({}))
  for (const [name, bytes, words] of [
    ['big.csv', Buffer.alloc(2_200_000, 'a'), 'larger than 2 MB'],
    ['bomb.xlsx', Buffer.from(bomb), 'larger than 30 MB'],
    ['far.xlsx', Buffer.from(far), 'A sheet goes out to'],
    ['packed.csv', gzipSync('a,b'), 'not a text file'],
    ['people.csv', Buffer.from('name,age\nAda,36'), 'course_title'],
    ['long.csv', prospectus(...many).bytes, 'At most 5000'],
  ] as const) {
    const sent = await send(ada, paths.adminImports(), { prospectus: { name, bytes } })
    expect([name, sent.status]).toEqual([name, 422])
    expect([name, load(sent.text)('#prospectus-error').text()]).toEqual([
      name,
      expect.stringContaining(words),
    ])
  }
  expect((await send(ada, paths.adminImports(), {})).status).toBe(422)
  expect(
    (await send(ada, paths.adminImports(), { prospectus: prospectus({}) }, { token: 'forged' })).status,
  ).toBe(403)
  const elsewhere = await ada.agent
    .post(paths.adminVenueNew())
    .field('_csrf', 'x')
    .attach('a', Buffer.from('x'), 'a')
  expect(elsewhere.status).toBe(415)
  expect(await app.db.selectFrom('import_draft').select('id').execute()).toHaveLength(1)
})

test('a workbook with dates, times and numbers of its own kind is read as it is meant', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const names = [
    'course_title',
    'delivery_mode',
    'venue',
    'first_date',
    'start_time',
    'end_time',
    'capacity',
    'approval',
  ]
  const row = [
    ...[{ value: '=SUM(A1)' }, { value: 'In person' }, { value: 'Hall' }],
    { value: new Date(Date.UTC(2026, 9, 5)), type: Date, format: 'dd/mm/yyyy' },
    ...[
      { value: 13.5 / 24, type: Number, format: 'h:mm' },
      { value: 0.625, type: Number },
      { value: 9 },
      { value: true },
    ],
  ]
  const bytes = await writeWorkbook([names.map((value) => ({ value })), [], row] as never).toBuffer()
  const id = idIn(await send(ada, paths.adminImports(), { prospectus: { name: 'a.xlsx', bytes } }))
  const [line] = await app.db.selectFrom('import_line').selectAll().execute()
  expect(line).toMatchObject({
    line: 3,
    cells: ['=SUM(A1)', 'In person', 'Hall', '2026-10-05', '13:30', '15:00', '9', 'yes'],
  })
  expect(wordsOf(await ada.get(paths.adminImport({ id })))).toContain('No errors left')
})

test('nothing new is planned at a venue that is used no more', async () => {
  const app = college()
  const venue = await addVenue(app.db, { name: 'Town Hall' })
  await app.db.updateTable('venue').set({ retired_at: app.clock.now }).where('id', '=', venue).execute()
  const { ada, page } = await begin({})
  expect(wordsOf(await ada.get(page))).toContain('Town Hall is used no more, so nothing can be planned there')
})

test('of a file of hundreds of lines, whoever looks at one of a later page, or leaves it out, comes back to that page', async () => {
  const many = Array.from({ length: 300 }, () => ({ capacity: 'many' }))
  const [ada] = await office(college(), 'Ada')
  const id = idIn(await send(ada, paths.adminImports(), { prospectus: prospectus(...many) }))
  const read = async (address: string) => load((await ada.get(address)).text)
  const first = await read(paths.adminImport({ id }))
  expect(first('nav[aria-label=Pages] li').text()).toBe('12…6Next page')
  const third = `${paths.adminImport({ id })}?page=3`
  const page = await read(third)
  const row = page('.rows > li').first()
  const line = await read(row.find('a').attr('href')!)
  expect(line('a:contains(All lines)').attr('href')).toBe(third)
  const action = line('form.narrow').attr('action')!
  const fields = fieldsOn((await ada.get(row.find('a').attr('href')!)).text, action)
  expect((await ada.post(action, { ...fields, capacity: '12' })).headers.location).toBe(third)
  const out = await ada.post(page('.rows > li').last().find('form').attr('action')!)
  expect(out.headers.location).toBe(third)
})

test('every file that is still there is on the list, however many are brought in one month', async () => {
  const { app, ada } = await begin(wrongDay)
  await sql`with made as (
      insert into import_draft (begun_by, begun_at, changed_at)
      select begun_by, begun_at, changed_at from import_draft, generate_series(1, 60) returning id)
    insert into import_sheet (draft_id, holds, file_name, header)
    select id, 'runs', 'autumn.csv', array['course_title'] from made`.execute(app.db)
  const page = load((await ada.get(paths.adminImports())).text)
  expect(page('.row__title')).toHaveLength(61)
  expect(page('main').text()).toContain('61 files')
})
