// Both tables, read and checked as far as they can be without asking the college's database.
import { checkRuns } from './check.ts'
import { matchSessions } from './match.ts'
import { inOrder, type Problem } from './problems.ts'
import type { Table } from './read.ts'
import type { ReadFile } from './report.ts'
import { readRunRows } from './rows.ts'
import { type FileRun, schedule } from './schedule.ts'
import { readSessionRows, type SessionRow } from './session-rows.ts'

export interface ReadProspectus {
  files: ReadFile[]
  runs: FileRun[]
  problems: Problem[]
}

export interface ReadSettings {
  shiftWeeks: number
  timeZone: string
  now: Date
  onProgress: (text: string) => void
}

/** Runs and dated sessions as tables: of files that were opened, or of lines that the office is working on. */
export interface Opened {
  runs: Table | null
  /** Undefined when there are none; null when they could not be read. */
  sessions: Table | null | undefined
  problems: Problem[]
}

export function readProspectus(opened: Opened, settings: ReadSettings): ReadProspectus {
  const { runs, sessions, problems } = opened
  if (runs === null || sessions === null) return { files: [], runs: [], problems }
  const read = readTables(runs, sessions ?? null, settings)
  const names = read.files.map(({ name }) => name)
  return { ...read, problems: inOrder([...problems, ...read.problems], names) }
}

function readTables(runTable: Table, sessionTable: Table | null, settings: ReadSettings): ReadProspectus {
  const sheet = readRunRows(runTable, progress(runTable.rows.length, settings.onProgress))
  const dated =
    sessionTable === null ? { rows: [], extraColumns: [], problems: [] } : readSessionRows(sessionTable)
  // Without a single row of the prospectus every session would be said to match nothing.
  const matched =
    sheet.named.length === 0
      ? { byLine: new Map<number, SessionRow[]>(), problems: [] }
      : matchSessions(sheet.named, dated.rows)
  const scheduled = schedule(sheet.rows, matched.byLine, settings)
  return {
    files: [
      described(runTable, sheet.extraColumns),
      ...(sessionTable === null ? [] : [described(sessionTable, dated.extraColumns)]),
    ],
    runs: scheduled.runs,
    problems: [
      ...sheet.problems,
      ...dated.problems,
      ...matched.problems,
      ...scheduled.problems,
      ...checkRuns(scheduled.runs, settings.now),
    ],
  }
}

function described({ file, rows, encoding, delimiter }: Table, extraColumns: string[]): ReadFile {
  return { name: file, rows: rows.length, encoding, delimiter, extraColumns }
}

/** A line for every few hundred rows, so that a long file is seen to move. */
function progress(total: number, onProgress: (text: string) => void) {
  return (count: number) => {
    if (count % 500 === 0) onProgress(`Reading: ${count} of ${total} lines`)
  }
}
