// The lines of a draft in the order in which they need somebody.
import { pagination } from '../../../catalogue/pagination.ts'
import { counted } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { grouped } from '../grouped.ts'
import type { Problem } from '../problems.ts'
import type { Checked } from './check-draft.ts'
import { aboutLine, columnInWords, lineInWords, problemsByLine } from './line-words.ts'
import { onPage } from './page-of-lines.ts'
import type { DraftRows, Line } from './queries.ts'

const mostOnPage = 50

const kinds = ['errors', 'warnings', 'left-out', 'well'] as const
type Kind = (typeof kinds)[number]

const headings: Record<Kind, (count: string) => string> = {
  errors: (count) => `${count} to correct`,
  warnings: (count) => `${count} worth a look`,
  'left-out': (count) => `${count} left out`,
  well: (count) => `${count} without a problem`,
}

interface ListedLine {
  line: Line
  kind: Kind
  problems: Problem[]
}

export interface LinesShown {
  /** Counted from 1. */
  page: number
  hrefOf: (page: number) => string
}

/** One page of them, by kind. */
export function linesOf(rows: DraftRows, { problems, withTheirRun }: Checked, { page, hrefOf }: LinesShown) {
  const problemsOf = problemsByLine(problems, rows.sheets)
  const listed = rows.lines.map((line): ListedLine => {
    const its = problemsOf(line)
    return { line, kind: kindOf(line, its, withTheirRun), problems: its }
  })
  const counts = new Map([...grouped(listed, ({ kind }) => kind)].map(([kind, its]) => [kind, its.length]))
  const inOrder = listed.sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))
  const last = Math.max(1, Math.ceil(inOrder.length / mostOnPage))
  const number = Math.min(Math.max(1, page), last)
  const shown = inOrder.slice((number - 1) * mostOnPage, number * mostOnPage)
  const groups = [...grouped(shown, ({ kind }) => kind)].map(([kind, its]) => ({
    heading: headings[kind](counted(counts.get(kind) ?? 0, 'line')),
    folded: kind === 'well',
    lines: its.map((one) => rowOf(one, { rows, withTheirRun, page: number })),
  }))
  return { groups, ...pagination(number, last, hrefOf) }
}

function rowOf(
  { line, problems }: ListedLine,
  { rows, withTheirRun, page }: { rows: DraftRows; withTheirRun: Set<string>; page: number },
) {
  const sheet = rows.sheets.find(({ holds }) => holds === line.holds)
  const { title, detail } = aboutLine(sheet ?? { header: [] }, line)
  const { id } = line
  return {
    id: `line-${id}`,
    nameId: `line-${id}-name`,
    name: lineInWords(line),
    title,
    detail,
    problems: problems.map(problemRow),
    withTheirRun: withTheirRun.has(id),
    leftOut: line.left_out,
    href: onPage(paths.adminImportLine({ id }), page),
    out: onPage(paths.adminImportLineOut({ id }), page),
    in: onPage(paths.adminImportLineIn({ id }), page),
  }
}

/** By itself, or with the run to which it belongs. */
export function isLeftOut({ left_out, id }: Line, withTheirRun: Set<string>): boolean {
  return left_out || withTheirRun.has(id)
}

function kindOf(line: Line, problems: readonly Problem[], withTheirRun: Set<string>): Kind {
  if (isLeftOut(line, withTheirRun)) return 'left-out'
  if (problems.some(({ level }) => level === 'error')) return 'errors'
  return problems.length > 0 ? 'warnings' : 'well'
}

function problemRow({ level, column, message }: Problem) {
  return {
    isError: level === 'error',
    column: column === null ? undefined : columnInWords(column),
    message,
  }
}
