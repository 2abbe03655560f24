import { type Editing, editingData } from '../../../editing/pages.ts'
import { paths } from '../../../paths.ts'
import type { Problem } from '../problems.ts'
import type { LineField } from './line-details.ts'
import { aboutLine, columnInWords, isLong, lineInWords } from './line-words.ts'
import { onPage } from './page-of-lines.ts'
import type { Line, Sheet } from './queries.ts'

export interface LineShown {
  sheet: Sheet
  fields: LineField[]
  problems: Problem[]
  editing: Editing
  /** Of the lines, from which somebody came. */
  page: number
}

/** A line with what is wrong with it beside its fields. */
export function linePage(line: Line, { sheet, fields, problems, editing, page }: LineShown) {
  const { id, draft_id } = line
  const labels = Object.fromEntries(fields.map(({ name, column }) => [name, labelOf(name, column)]))
  const data = editingData(editing, labels)
  const shown = new Set(fields.flatMap(({ name, column }) => [name, column]))
  const cells = (those: LineField[]) => those.map((field) => cellOf(field, problems, data))
  return {
    title: `${lineInWords(line)}: ${aboutLine(sheet, line).title || 'no title'}`,
    back: { href: onPage(paths.adminImport({ id: draft_id }), page), text: 'All lines' },
    action: onPage(paths.adminImportLine({ id }), page),
    ...data,
    errors: cells(fields).flatMap(({ name, error }) =>
      error === undefined ? [] : [{ href: `#${name}`, text: error }],
    ),
    ofTheLine: problems
      .filter(({ column }) => column === null || !shown.has(column))
      .map(({ message }) => message),
    there: cells(fields.filter(({ index }) => index !== null)),
    others: cells(fields.filter(({ index }) => index === null)),
    leftOut: line.left_out,
    out: onPage(paths.adminImportLineOut({ id }), page),
    in: onPage(paths.adminImportLineIn({ id }), page),
  }
}

function cellOf(
  field: LineField,
  problems: readonly Problem[],
  { value, error }: { value: Record<string, string>; error: Record<string, string> },
) {
  const { name, column, tooLong } = field
  const { errors, hint } = said(field, problems)
  return {
    ...{ name, label: labelOf(name, column), isLong: isLong(name), tooLong, hint },
    value: value[name] ?? '',
    error: error[name] ?? errors,
  }
}

function labelOf(name: string, column: string): string {
  return name.startsWith('column-') ? column : columnInWords(name)
}

/** What is said of a field: errors as its error, what is worth a look as its hint. */
function said({ name, column }: LineField, problems: readonly Problem[]) {
  const its = problems.filter((problem) => problem.column === name || problem.column === column)
  const words = (level: Problem['level']) =>
    its.filter((problem) => problem.level === level).map(({ message }) => message)
  const [errors, warnings] = [words('error'), words('warning')]
  return {
    errors: errors.length === 0 ? undefined : errors.join(' '),
    hint: warnings.length === 0 ? '' : `Worth a look: ${warnings.join(' ')}`,
  }
}
