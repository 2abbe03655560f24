import { bareName } from './columns.ts'
import { errorAt } from './problems.ts'
import { type NamedFile, readTable } from './read.ts'
import type { Opened } from './read-files.ts'
import { isOfSessions, isWorkbook, openWorkbook, refused, sessionsAlone } from './workbook.ts'

export interface ImportFiles {
  /** CSV or a workbook, which may hold the sessions too. */
  prospectus: NamedFile
  /** The dated sessions, one a row. */
  sessions?: NamedFile
}

/** What a file is, its bytes say: names are anybody's. */
export async function openFiles({ prospectus, sessions }: ImportFiles): Promise<Opened> {
  const opened = isWorkbook(prospectus) ? await openWorkbook(prospectus, 'runs') : openRuns(prospectus)
  if (sessions === undefined) return opened
  const dated = isWorkbook(sessions) ? await openWorkbook(sessions, 'sessions') : openText(sessions)
  const problems = [...opened.problems, ...dated.problems]
  if (opened.sessions !== undefined) {
    const whole = { file: sessions.name, line: null }
    const message = `${prospectus.name} holds the sessions already, on a sheet of its own. Bring in one or the other.`
    return { ...opened, problems: [...problems, errorAt(whole, null, message)] }
  }
  return { runs: opened.runs, sessions: apart(opened, dated), problems }
}

function openRuns(file: NamedFile): Opened {
  const opened = openText(file)
  const { header } = opened.runs ?? { header: [] }
  return isOfSessions(header) && !header.some(isOfRunsAlone) ? refused(file, sessionsAlone('file')) : opened
}

/** With one of these it is a file of runs whose first date is called otherwise. */
function isOfRunsAlone(column: string): boolean {
  return ['term', 'category', 'capacity', 'sessions', 'audience'].includes(bareName(column))
}

function openText(file: NamedFile): Opened {
  const { table, problems } = readTable(file)
  return { runs: table, sessions: undefined, problems }
}

/** The second file under a name of its own: a problem says by the file's name where it is. */
function apart({ runs }: Opened, dated: Opened): Opened['sessions'] {
  const table = dated.sessions ?? dated.runs
  if (table === null || table.file !== runs?.file) return table
  return { ...table, file: `${table.file} (sessions)` }
}
