import type { Parsed } from './cells.ts'
import type { Columns } from './columns.ts'
import { errorAt, type Place, type Problem, warningAt } from './problems.ts'
import type { Table, TableRow } from './read.ts'
import { isUnreadable, singleSpaced, unreadable } from './tidy.ts'
import { endBeforeStart, oddHour, weekdayDisagrees } from './contradictions.ts'

/** Reads the cells of one row by column name and notes what is wrong with them. An empty cell is null. */
export class CellReader<Name extends string> {
  readonly place: Place
  readonly problems: Problem[]
  private readonly columns: Columns<string>
  private readonly cells: readonly string[]

  constructor({ file }: Table, columns: Columns<Name>, row: TableRow) {
    this.place = { file, line: row.line }
    this.problems = unreadableCells(this.place, columns, row)
    this.columns = columns
    this.cells = row.cells
  }

  isEmpty(name: Name): boolean {
    return this.cell(name) === ''
  }

  /** One line of text: white space inside counts as one space. */
  line(name: Name, longest: number): string | null {
    return this.short(name, singleSpaced(this.cell(name)), longest)
  }

  /** Text that may have paragraphs. */
  text(name: Name, longest: number): string | null {
    return this.short(name, this.cell(name), longest)
  }

  value<Value>(name: Name, parse: (text: string) => Parsed<Value>): Value | null {
    const text = singleSpaced(this.cell(name))
    if (text === '') return null
    const parsed = parse(text)
    if (!parsed.ok) this.error(name, parsed.reason)
    return parsed.ok ? parsed.value : null
  }

  error(name: string, message: string | undefined): void {
    if (message !== undefined) this.problems.push(errorAt(this.place, name, message))
  }

  warning(name: string, message: string | undefined): void {
    if (message !== undefined) this.problems.push(warningAt(this.place, name, message))
  }

  /** The cells of the columns we have no use for, by the file's own names. */
  extra(): Record<string, string> {
    const texts: [name: string, text: string][] = []
    for (const { name, index } of this.columns.extra) {
      const text = this.short(name, this.cells[index] ?? '', 2000)
      if (text !== null) texts.push([name, text])
    }
    return Object.fromEntries(texts)
  }

  private cell(name: Name): string {
    return this.cells[this.columns.known.get(name) ?? -1] ?? ''
  }

  private short(name: string, text: string, longest: number): string | null {
    if (text.length <= longest) return text === '' ? null : text
    this.error(name, `The text is ${text.length} characters long; at most ${longest} can be kept.`)
    return null
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
