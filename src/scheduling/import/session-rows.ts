import type { Mode } from '../../database/schema.ts'
import { CellReader, checkTimes } from './cell-reader.ts'
import * as cells from './cells.ts'
import { matchColumns, missingColumns } from './columns.ts'
import { errorAt, hasErrors, type Problem } from './problems.ts'
import type { Table } from './read.ts'

export const sessionColumns = [
  'prospectus_a_line',
  'line',
  'course_title',
  'run_code',
  'session_no',
  'date',
  'weekday',
  'start_time',
  'end_time',
  'delivery_mode',
  'venue',
  'room',
  'join_link',
  'note',
] as const

type SessionCells = CellReader<(typeof sessionColumns)[number]>

/** One dated session as the second file says it; null where the cell is empty. */
export interface SessionRow {
  file: string
  line: number
  /** The line of the prospectus it belongs to, or the title and code that name it. */
  runLine: number | null
  title: string | null
  code: string | null
  number: number | null
  date: string
  startTime: string | null
  endTime: string | null
  mode: Mode | null
  venue: string | null
  room: string | null
  joinLink: string | null
  note: string | null
  extra: Record<string, string>
}

export interface SessionSheet {
  rows: SessionRow[]
  extraColumns: string[]
  problems: Problem[]
}

export function readSessionRows(table: Table): SessionSheet {
  const columns = matchColumns(table, sessionColumns)
  const missing = [...missingColumns(table, columns.known, ['date']), ...nothingToMatch(table, columns.known)]
  const extraColumns = columns.extra.map(({ name }) => name)
  const sheet: SessionSheet = { rows: [], extraColumns, problems: [...columns.problems, ...missing] }
  if (missing.length > 0) return sheet
  for (const row of table.rows) {
    const reader = new CellReader(table, columns, row)
    const read = readSessionRow(reader, row.line)
    sheet.problems.push(...reader.problems)
    if (read !== null && !hasErrors(reader.problems)) sheet.rows.push(read)
  }
  return sheet
}

function nothingToMatch(table: Table, known: ReadonlyMap<string, number>): Problem[] {
  if (['line', 'prospectus_a_line', 'course_title'].some((name) => known.has(name))) return []
  const message =
    'The file does not say which run each session belongs to: add a column line or course_title.'
  return [errorAt({ file: table.file, line: null }, null, message)]
}

function readSessionRow(reader: SessionCells, line: number): SessionRow | null {
  if (reader.isEmpty('date')) reader.error('date', 'The session has no date.')
  const date = reader.value('date', cells.parseDate)
  const start = reader.value('start_time', cells.parseTime)
  const end = reader.value('end_time', cells.parseTime)
  checkTimes(reader, { date, weekday: reader.value('weekday', cells.parseWeekday), start, end })
  const row = { ...readReference(reader), ...readPlace(reader), note: reader.line('note', 1000) }
  const times = { startTime: start, endTime: end, extra: reader.extra() }
  return date === null ? null : { file: reader.place.file, line, ...row, date, ...times }
}

function readReference(reader: SessionCells): Pick<SessionRow, 'runLine' | 'title' | 'code' | 'number'> {
  const line = reader.isEmpty('line') ? 'prospectus_a_line' : 'line'
  const reference = {
    runLine: reader.value(line, cells.parseWhole(2, 1_000_000)),
    title: reader.line('course_title', 200),
    code: reader.line('run_code', 40),
    number: reader.value('session_no', cells.parseWhole(1, 1000)),
  }
  if (reader.isEmpty(line) && reader.isEmpty('course_title')) {
    reader.error('course_title', 'The line does not say which run the session belongs to.')
  }
  return reference
}

function readPlace(reader: SessionCells): Pick<SessionRow, 'mode' | 'venue' | 'room' | 'joinLink'> {
  return {
    mode: reader.value('delivery_mode', cells.parseMode),
    venue: reader.line('venue', 120),
    room: reader.line('room', 120),
    joinLink: reader.value('join_link', cells.parseLink),
  }
}
