// The lines of a draft as the tables that the import reads. Pure.
import type { SheetKind } from '../../../database/schema.ts'
import { grouped } from '../grouped.ts'
import { matchSessions } from '../match.ts'
import type { Table } from '../read.ts'
import type { Opened } from '../read-files.ts'
import { readRunRows } from '../rows.ts'
import { readSessionRows } from '../session-rows.ts'
import type { DraftRows, Line, Sheet } from './queries.ts'

export interface Taken {
  opened: Opened
  /** Lines of sessions that are left out because their run is. */
  withTheirRun: Set<string>
}

/** What is brought in: every line but those left out, and the dates of those. */
export function takenOf({ sheets, lines }: DraftRows): Taken {
  const byKind = grouped(lines, ({ holds }) => holds)
  const table = (holds: SheetKind, taken: (line: Line) => boolean) => {
    const sheet = sheets.find((one) => one.holds === holds)
    return sheet === undefined ? undefined : tableOf(sheet, (byKind.get(holds) ?? []).filter(taken))
  }
  const [runs, sessions] = [table('runs', () => true), table('sessions', () => true)]
  const gone = goneWithTheirRun(runs, sessions, byKind.get('runs') ?? [])
  const withTheirRun = (byKind.get('sessions') ?? []).filter(
    ({ line, left_out }) => !left_out && gone.has(line),
  )
  const isTaken = ({ left_out, holds, line }: Line) => !left_out && !(holds === 'sessions' && gone.has(line))
  return {
    opened: { runs: table('runs', isTaken) ?? null, sessions: table('sessions', isTaken), problems: [] },
    withTheirRun: new Set(withTheirRun.map(({ id }) => id)),
  }
}

function tableOf({ file_name, header }: Sheet, lines: readonly Line[]): Table {
  const rows = lines.map(({ line, cells }) => ({ line, cells }))
  return { file: file_name, encoding: '', delimiter: '', header, rows }
}

/** Lines of sessions that belong to a run which is left out. */
function goneWithTheirRun(
  runs: Table | undefined,
  sessions: Table | undefined,
  lines: readonly Line[],
): Set<number> {
  const leftOut = lines.filter(({ left_out }) => left_out)
  if (runs === undefined || sessions === undefined || leftOut.length === 0) return new Set()
  const { byLine } = matchSessions(readRunRows(runs).named, readSessionRows(sessions).rows)
  return new Set(leftOut.flatMap(({ line }) => (byLine.get(line) ?? []).map((session) => session.line)))
}

/** A sheet as it stands, each line at its number: what is left out is an empty line, so that every reference holds. */
export function sheetAsItStands({ sheets, lines }: DraftRows, holds: SheetKind): string[][] | undefined {
  const sheet = sheets.find((one) => one.holds === holds)
  if (sheet === undefined) return undefined
  const width = sheet.header.length
  const filled = (cells: string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '')
  const rows: string[][] = [sheet.header]
  for (const { line, cells } of lines.filter((one) => one.holds === holds && !one.left_out)) {
    while (rows.length < line - 1) rows.push(filled([]))
    rows.push(filled(cells))
  }
  return rows
}
