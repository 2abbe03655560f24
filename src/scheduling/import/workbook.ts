import readWorkbook, { type CellValue } from 'read-excel-file/universal'
import { unguarded } from '../../lib/csv.ts'
import { bareName } from './columns.ts'
import { errorAt, warningAt } from './problems.ts'
import type { NamedFile, Table } from './read.ts'
import type { Opened } from './read-files.ts'
import { tidy } from './tidy.ts'
import { decideWorkbook } from './workbook-limits.ts'

export function isWorkbook({ bytes }: NamedFile): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))
}

interface Sheet {
  name: string
  rows: { line: number; cells: string[] }[]
}

/**
 * The sheet of runs, and the one of dated sessions if there is one; of a workbook that was chosen for its sessions, these
 * alone will do. Formulas count as what they came to when saved.
 */
export async function openWorkbook(file: NamedFile, chosenFor: 'runs' | 'sessions'): Promise<Opened> {
  const sound = decideWorkbook(file.bytes)
  const read = sound.ok ? await sheetsOf(file) : sound
  if (!('sheets' in read)) return refused(file, read.reason)
  const filled = read.sheets.filter(({ rows }) => rows.length > 0)
  const alone = filled.length === 1
  const sessions = filled.find(holdsSessions)
  const rest = filled.filter((sheet) => sheet !== sessions)
  const runs = rest.find(holdsRuns) ?? rest[0]
  if (runs !== undefined) {
    const others = rest.filter((sheet) => sheet !== runs)
    const table = tableOf(file, runs, alone)
    const dated = sessions && tableOf(file, sessions, false)
    return { runs: table, sessions: dated, problems: [...others.map(notRead(file)), ...noRows(table)] }
  }
  if (sessions === undefined) return refused(file, 'The workbook is empty.')
  if (chosenFor === 'runs') return refused(file, sessionsAlone('workbook'))
  const table = tableOf(file, sessions, alone)
  return { runs: null, sessions: table, problems: noRows(table) }
}

/** Chosen for the runs, and none are in it. */
export const sessionsAlone = (what: 'file' | 'workbook') =>
  `The ${what} holds dated sessions, and no runs. Choose the file of the runs first, and this one for the sessions.`

export function refused({ name }: NamedFile, reason: string): Opened {
  return { runs: null, sessions: undefined, problems: [errorAt({ file: name, line: null }, null, reason)] }
}

const notRead =
  (file: NamedFile) =>
  ({ name }: Sheet) =>
    warningAt(
      { file: file.name, line: null },
      null,
      `The sheet "${name}" is not read: it holds neither runs nor dated sessions.`,
    )

type Read = { sheets: Sheet[] } | { ok: false; reason: string }

async function sheetsOf({ bytes }: NamedFile): Promise<Read> {
  try {
    const read = await readWorkbook(new Blob([new Uint8Array(bytes)]), {
      trim: false,
      parseNumber: (text) => text,
    })
    return { sheets: read.map(({ sheet, data }) => ({ name: sheet, rows: rowsOf(data) })) }
  } catch {
    // The library throws whatever it stumbles over; the workbook came from outside.
    return { ok: false, reason: 'This workbook cannot be read. Save it again as .xlsx, or save it as CSV.' }
  }
}

type Value = CellValue<string> | Date | null

function rowsOf(data: readonly (readonly Value[])[]): Sheet['rows'] {
  const [header = [], ...rows] = data.map((values) => values)
  const names = header.map((value) => bareName(textOf(value)))
  const all = [
    header.map((value) => textOf(value)),
    ...rows.map((row) => row.map((value, at) => textOf(value, names[at]))),
  ]
  return all
    .map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => tidy(unguarded(cell))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
}

function textOf(value: Value, column = ''): string {
  if (value === null) return ''
  if (value instanceof Date) return momentInCell(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  // Half a letter is none to the database.
  const text = Buffer.from(String(value)).toString()
  return /^\d*\.\d+$/.test(text) && /(start|end)time$/.test(column) ? timeOfDay(Number(text)) : text
}

/** Before 1905 lies only the day nought of workbooks, which is how they keep a time of day. */
function momentInCell(value: Date): string {
  const nearest = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString()
  const [day, time] = [nearest.slice(0, 10), nearest.slice(11, 16)]
  if (nearest < '1905') return time
  return time === '00:00' ? day : `${day} ${time}`
}

/** A time that its cell shows as a number: the part of the day that is over. */
function timeOfDay(part: number): string {
  return part < 1 ? new Date(Math.round(part * 1440) * 60_000).toISOString().slice(11, 16) : String(part)
}

function holdsRuns({ rows }: Sheet): boolean {
  return columnsOf(rows).map(bareName).includes('firstdate')
}

function holdsSessions({ rows }: Sheet): boolean {
  return isOfSessions(columnsOf(rows))
}

/** Known by its header. */
export function isOfSessions(columns: string[]): boolean {
  const names = columns.map(bareName)
  return names.includes('date') && !names.includes('firstdate')
}

function columnsOf([header]: Sheet['rows']): string[] {
  return header?.cells ?? []
}

function tableOf({ name }: NamedFile, sheet: Sheet, alone: boolean): Table {
  const [header, ...rows] = sheet.rows
  const file = alone ? name : `${name}, ${sheet.name}`
  return { file, encoding: 'workbook', delimiter: '', header: header?.cells ?? [], rows }
}

function noRows({ file, rows }: Table) {
  if (rows.length > 0) return []
  return [errorAt({ file, line: null }, null, 'The sheet has a header but no rows below it.')]
}
