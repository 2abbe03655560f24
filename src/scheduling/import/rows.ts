import { CellReader } from './cell-reader.ts'
import { parseMode } from './cells.ts'
import { matchColumns, missingColumns } from './columns.ts'
import { hasErrors, type Problem } from './problems.ts'
import type { Table } from './read.ts'
import { isWhole, readRunRow, runColumns, type RunRow } from './run-row.ts'

/** What the file of sessions can point at: every row, also those that cannot be taken. */
export interface NamedLine {
  line: number
  title: string | null
  code: string | null
}

export interface RunSheet {
  rows: RunRow[]
  named: NamedLine[]
  extraColumns: string[]
  problems: Problem[]
}

/** The rows of a prospectus that can be taken, and everything that is wrong with the others. */
export function readRunRows(table: Table, onRow: (count: number) => void = () => undefined): RunSheet {
  const columns = matchColumns(table, runColumns)
  const needed = ['course_title', 'first_date', 'start_time', 'delivery_mode']
  if (someoneComesInPerson(table, columns.known)) needed.push('venue')
  const missing = missingColumns(table, columns.known, needed)
  const sheet: RunSheet = {
    rows: [],
    named: [],
    extraColumns: columns.extra.map(({ name }) => name),
    problems: [...columns.problems, ...missing],
  }
  if (missing.length > 0) return sheet
  table.rows.forEach((row, index) => {
    const reader = new CellReader(table, columns, row)
    const read = readRunRow(reader, row.line)
    sheet.named.push({ line: row.line, title: read.title, code: read.code })
    sheet.problems.push(...reader.problems)
    if (isWhole(read) && !hasErrors(reader.problems)) sheet.rows.push(read)
    onRow(index + 1)
  })
  return sheet
}

/** Only where all is online can the venue be left out: then its column is not missed. */
function someoneComesInPerson(table: Table, known: ReadonlyMap<string, number>): boolean {
  const mode = known.get('delivery_mode')
  if (mode === undefined) return true
  return table.rows.some(({ cells }) => {
    const parsed = parseMode(cells[mode] ?? '')
    return parsed.ok && parsed.value === 'in-person'
  })
}
