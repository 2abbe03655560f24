import type { Parsed } from './cells.ts'
import type { Columns } from './columns.ts'
import { errorAt, type Place, type Problem, warningAt } from './problems.ts'
import type { Table, TableRow } from './read.ts'
import { isUnreadable, unreadable } from './tidy.ts'
import { endBeforeStart, oddHour, weekdayDisagrees } from './contradictions.ts'

/** Reads the cells of one row by column name and notes what is wrong with them. An empty cell is null. */
export interface CellReader<Name extends string> {
  place: Place
  problems: Problem[]
  isEmpty(name: Name): boolean
  /** One line of text: white space inside counts as one space. */
  line(name: Name, longest: number): string | null
  /** Text that may have paragraphs. */
  text(name: Name, longest: number): string | null
  value<Value>(name: Name, parse: (text: string) => Parsed<Value>): Value | null
  error(name: Name, message: string | undefined): void
  warning(name: Name, message: string | undefined): void
  /** The cells of the columns we have no use for, by the file's own names. */
  extra(): Record<string, string>
}

export function cellReader<Name extends string>(
  table: Table,
  columns: Columns<Name>,
  row: TableRow,
): CellReader<Name> {
  const place = { file: table.file, line: row.line }
  const problems = unreadableCells(place, columns, row)
  const cell = (index: number | undefined) => row.cells[index ?? -1] ?? ''
  const note = (say: typeof errorAt) => (name: string, message: string | undefined) => {
    if (message !== undefined) problems.push(say(place, name, message))
  }
  const error = note(errorAt)
  const short = (name: string, text: string, longest: number) => {
    if (text.length <= longest) return text === '' ? null : text
    error(name, `The text is ${text.length} characters long; at most ${longest} can be kept.`)
    return null
  }
  return {
    place,
    problems,
    error,
    isEmpty: (name) => cell(columns.known.get(name)) === '',
    warning: note(warningAt),
    text: (name, longest) => short(name, cell(columns.known.get(name)), longest),
    line: (name, longest) => short(name, cell(columns.known.get(name)).replace(/\s+/g, ' '), longest),
    value: (name, parse) => {
      const text = cell(columns.known.get(name)).replace(/\s+/g, ' ')
      if (text === '') return null
      const parsed = parse(text)
      if (!parsed.ok) error(name, parsed.reason)
      return parsed.ok ? parsed.value : null
    },
    extra: () => {
      const texts = columns.extra.map(({ name, index }) => [name, short(name, cell(index), 2000)] as const)
      return Object.fromEntries(
        texts.filter((entry): entry is readonly [string, string] => entry[1] !== null),
      )
    },
  }
}

function unreadableCells(place: Place, { known, extra }: Columns<string>, { cells }: TableRow): Problem[] {
  // Nearly every row has none, and a file has thousands of rows.
  if (!cells.some(isUnreadable)) return []
  const named = [...[...known].map(([name, index]) => ({ name, index })), ...extra]
  return named
    .filter(({ index }) => isUnreadable(cells[index] ?? ''))
    .map(({ name }) => errorAt(place, name, unreadable))
}

export interface TimesOfRow {
  date: string | null
  weekday: string | null
  start: string | null
  end: string | null
}

/** Notes where the date, the weekday and the times of one row do not go together. */
export function checkTimes<Name extends string>(
  cells: CellReader<Name | 'weekday' | 'start_time' | 'end_time'>,
  { date, weekday, start, end }: TimesOfRow,
): void {
  if (date !== null && weekday !== null) cells.error('weekday', weekdayDisagrees(date, weekday))
  if (start !== null) cells.warning('start_time', oddHour(start))
  if (start !== null && end !== null) cells.error('end_time', endBeforeStart(start, end))
}
