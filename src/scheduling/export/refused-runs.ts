import type { Table } from '../import/read.ts'
import { readProspectus } from '../import/read-files.ts'
import { tidy } from '../import/tidy.ts'
import type { ExportedTables } from './rows.ts'

/** Which runs the import would refuse, by their place in the table, and in its words why. */
export function refusedRuns({ runs, sessions }: ExportedTables, timeZone: string): Map<number, string> {
  const opened = { runs: tableOf('runs', runs), sessions: tableOf('sessions', sessions), problems: [] }
  if (opened.runs.rows.length === 0) return new Map()
  const how = { shiftWeeks: 0, timeZone, now: new Date(0), onProgress: () => undefined }
  const { problems } = readProspectus(opened, how)
  const lineOfRun = sessions[0]?.indexOf('line') ?? -1
  const placeOf = (file: string, line: number) =>
    (file === 'runs' ? line : Number(sessions[line - 1]?.[lineOfRun])) - 2
  return new Map(
    problems.flatMap(({ level, file, line, message }) =>
      level === 'error' && line !== null ? [[placeOf(file, line), message] as const] : [],
    ),
  )
}

function tableOf(file: string, [header = [], ...rows]: readonly string[][]): Table {
  const lines = rows.map((cells, index) => ({ line: index + 2, cells: cells.map(tidy) }))
  return { file, encoding: '', delimiter: '', header, rows: lines }
}
