// A line as a form holds it: a field for each column, by the name the import knows it by.
import type { SheetKind } from '../../../database/schema.ts'
import { bareName } from '../columns.ts'
import { runColumns } from '../run-row.ts'
import { sessionColumns } from '../session-rows.ts'
import type { Line, Sheet } from './queries.ts'

export type LineDetails = Record<string, string>

export interface LineField {
  name: string
  /** As the file names the column; the import's own name where the file has no such column. */
  column: string
  known: boolean
  index: number | null
  /** Too long for a form: to be corrected in the file. */
  tooLong: boolean
}

const longestInForm = 6000

/** The fields of a line: the columns of its file, then the columns the import knows and the file has not. */
export function lineFields({ holds, header }: Sheet, { cells }: Pick<Line, 'cells'>): LineField[] {
  const known = new Map(knownColumns(holds).map((name) => [bareName(name), name]))
  // Two names for one thing: one college's files have the second, and problems speak of the first.
  if (!header.some((column) => bareName(column) === 'line')) known.set(bareName('prospectus_a_line'), 'line')
  const there = header.map((column, index) => {
    const name = known.get(bareName(column))
    for (const [key, one] of known) if (one === name) known.delete(key)
    const tooLong = (cells[index] ?? '').length > longestInForm
    return { name: name ?? `column-${index + 1}`, column, known: name !== undefined, index, tooLong }
  })
  const missing = [...new Set(known.values())].map((name) => ({
    ...{ name, column: name, known: true, index: null, tooLong: false },
  }))
  return [...there, ...missing]
}

function knownColumns(holds: SheetKind): readonly string[] {
  return holds === 'runs' ? runColumns : sessionColumns.filter((name) => name !== 'prospectus_a_line')
}

export function lineDetails(fields: readonly LineField[], { cells }: Pick<Line, 'cells'>): LineDetails {
  const entries = fields.flatMap(({ name, index, tooLong }) =>
    tooLong ? [] : [[name, index === null ? '' : (cells[index] ?? '')] as const],
  )
  return Object.fromEntries(entries)
}

/** The line and its header with what was typed: a column that the file had not comes at the end. */
export function withDetails(
  { header }: Pick<Sheet, 'header'>,
  cells: readonly string[],
  fields: readonly LineField[],
  details: LineDetails,
): { header: string[]; cells: string[] } {
  const after = { header: [...header], cells: header.map((_, index) => cells[index] ?? '') }
  for (const { name, index, tooLong } of fields) {
    const typed = details[name] ?? ''
    if (tooLong) continue
    if (index !== null) after.cells[index] = typed
    else if (typed !== '') {
      after.header.push(name)
      after.cells.push(typed)
    }
  }
  return after
}
