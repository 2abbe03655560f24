import { type Editing, editingData } from '../../../editing/pages.ts'
import { paths } from '../../../paths.ts'
import type { Problem } from '../problems.ts'
import type { LineField } from './line-details.ts'
import { aboutLine, columnInWords, isLong, lineInWords } from './line-words.ts'
import type { Line, Sheet } from './queries.ts'

/** A line with what is wrong with it beside its fields. */
export function linePage(
  line: Line,
  {
    sheet,
    fields,
    problems,
    editing,
  }: { sheet: Sheet; fields: LineField[]; problems: Problem[]; editing: Editing },
) {
  const { id, draft_id } = line
  const data = editingData(
    editing,
    Object.fromEntries(fields.map(({ name, column }) => [name, labelOf(name, column)])),
  )
  const byField = new Map(fields.map((field) => [field.name, said(field, problems)]))
  const field = (one: LineField) => {
    const problem = byField.get(one.name)
    return {
      ...{
        name: one.name,
        label: labelOf(one.name, one.column),
        isLong: isLong(one.name) || problem?.long === true,
      },
      value: data.value[one.name] ?? '',
      error: data.error[one.name] ?? problem?.error,
      hint: problem?.hint ?? '',
      tooLong: one.tooLong,
    }
  }
  const shown = new Set(fields.flatMap(({ name, column }) => [name, column]))
  return {
    title: `${lineInWords(line)}: ${aboutLine(sheet, line).title || 'no title'}`,
    back: { href: `${paths.adminImport({ id: draft_id })}`, text: 'All lines' },
    action: paths.adminImportLine({ id }),
    ...data,
    errors: [
      ...data.errors,
      ...fields.flatMap(({ name }) => summaryOf(name, byField.get(name)?.error, data.error)),
    ],
    ofTheLine: problems
      .filter(({ column }) => column === null || !shown.has(column))
      .map(({ message }) => message),
    there: fields.filter(({ index }) => index !== null).map(field),
    others: fields.filter(({ index }) => index === null).map(field),
    leftOut: line.left_out,
    out: paths.adminImportLineOut({ id }),
    in: paths.adminImportLineIn({ id }),
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
    error: errors.length === 0 ? undefined : errors.join(' '),
    hint: warnings.length === 0 ? '' : `Worth a look: ${warnings.join(' ')}`,
    long: false,
  }
}

function summaryOf(name: string, error: string | undefined, typed: Record<string, string>) {
  return error === undefined || typed[name] !== undefined ? [] : [{ href: `#${name}`, text: error }]
}
