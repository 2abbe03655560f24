// Which sheet of which workbook is what: runs and sessions in one, or each in a workbook of its own.
import writeWorkbook from 'write-excel-file/node'
import { openFiles } from '../../../src/scheduling/import/open-files.ts'

type Rows = string[][]
const runs: Rows = [
  ['course_title', 'first_date'],
  ['Music', '2026-10-06'],
]
const sessions: Rows = [
  ['course_title', 'date'],
  ['Music', '2026-10-13'],
]

/** Sheets by name. */
async function workbook(name: string, sheets: Record<string, Rows>) {
  const pages = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map((value) => ({ value }))),
  }))
  return { name, bytes: await writeWorkbook(pages as never).toBuffer() }
}

const csv = (name: string, rows: Rows) => ({ name, bytes: Buffer.from(rows.join('\n')) })

const said = ({ problems }: Awaited<ReturnType<typeof openFiles>>) =>
  problems.map(({ level, message }) => `${level}: ${message}`)

test('runs and sessions each in a workbook of its own, as a spreadsheet program saves two files', async () => {
  const opened = await openFiles({
    prospectus: await workbook('runs.xlsx', { runs }),
    sessions: await workbook('sessions.xlsx', { sessions }),
  })
  expect(said(opened)).toEqual([])
  expect([opened.runs?.file, opened.sessions?.file]).toEqual(['runs.xlsx', 'sessions.xlsx'])
  expect(opened.sessions?.rows).toEqual([{ line: 2, cells: ['Music', '2026-10-13'] }])
})

test('the sessions of a workbook that holds runs as well, beside runs as CSV', async () => {
  const both = await workbook('all.xlsx', { Runs: runs, Sessions: sessions })
  const opened = await openFiles({ prospectus: csv('runs.csv', runs), sessions: both })
  expect(said(opened)).toEqual([])
  expect([opened.runs?.file, opened.sessions?.file]).toEqual(['runs.csv', 'all.xlsx, Sessions'])
})

test('in one workbook, in whatever order; what is neither is said', async () => {
  const prospectus = await workbook('all.xlsx', { Notes: [['to do']], Dates: sessions, Plan: runs })
  const opened = await openFiles({ prospectus })
  expect([opened.runs?.file, opened.sessions?.file]).toEqual(['all.xlsx, Plan', 'all.xlsx, Dates'])
  expect(said(opened)).toEqual([
    'warning: The sheet "Notes" is not read: it holds neither runs nor dated sessions.',
  ])
})

test.each<[string, Record<string, Rows>, string]>([
  ['sessions alone', { sessions }, 'holds dated sessions, and no runs. Choose the file of the runs first'],
  ['nothing', { Sheet1: [] }, 'The workbook is empty.'],
  ['a header alone', { runs: runs.slice(0, 1) }, 'a header but no rows below it'],
])('a prospectus that is %s', async (_, sheets, message) => {
  const opened = await openFiles({ prospectus: await workbook('a.xlsx', sheets) })
  expect(said(opened)).toEqual([expect.stringContaining(message)])
})

test('two files of sessions are refused, and sessions of which only the header is there', async () => {
  const prospectus = await workbook('all.xlsx', { Runs: runs, Sessions: sessions })
  const twice = await openFiles({ prospectus, sessions: csv('more.csv', sessions) })
  expect(said(twice)).toEqual([expect.stringContaining('holds the sessions already')])
  const header = await workbook('sessions.xlsx', { sessions: sessions.slice(0, 1) })
  const empty = await openFiles({ prospectus: csv('runs.csv', runs), sessions: header })
  expect(said(empty)).toEqual([expect.stringContaining('a header but no rows below it')])
})

test('sessions as CSV that were chosen for the runs are told so; runs whose first date is called otherwise are not', async () => {
  const alone = await openFiles({ prospectus: csv('sessions.csv', sessions) })
  expect(said(alone)).toEqual([
    'error: The file holds dated sessions, and no runs. Choose the file of the runs first, and this one for the sessions.',
  ])
  const called = [
    ['course_title', 'date', 'capacity'],
    ['Music', '2026-10-06', '12'],
  ]
  expect(said(await openFiles({ prospectus: csv('runs.csv', called) }))).toEqual([])
})
