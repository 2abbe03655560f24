// What an import did, as values for a page and as words for a person.
import { counted, listed } from '../../lib/words.ts'
import { grouped } from './grouped.ts'
import type { Plan } from './plan.ts'
import type { PlannedRun, RunOutcome } from './plan-runs.ts'
import type { Problem } from './problems.ts'

export interface ReadFile {
  name: string
  rows: number
  encoding: string
  delimiter: string
  /** Columns we have no use for: kept with each run, in run.import_extra. */
  extraColumns: string[]
}

export interface ReportedRun {
  line: number
  id: string
  title: string
  outcome: RunOutcome
  changes: string[]
  sessions: number
  /** Its dates here are others than those of the file, and stay; not said in reports of long ago. */
  datesKept?: boolean
}

export interface ImportReport {
  /** `refused`: there were errors and nothing was written. */
  outcome: 'imported' | 'would-import' | 'refused'
  files: ReadFile[]
  shiftWeeks: number
  problems: Problem[]
  titles: { all: number; new: number }
  /** Names of what is new. */
  newNames: { categories: string[]; terms: string[]; venues: string[]; rooms: string[] }
  runs: ReportedRun[]
  /** Null when publishing was not asked for. */
  publishing: {
    published: number
    overridden: number
    overrideReason: string | null
    kept: { line: number; title: string; reason: string }[]
  } | null
}

export function refusal(files: ReadFile[], shiftWeeks: number, problems: Problem[]): ImportReport {
  return {
    outcome: 'refused',
    files,
    shiftWeeks,
    problems,
    titles: { all: 0, new: 0 },
    newNames: { categories: [], terms: [], venues: [], rooms: [] },
    runs: [],
    publishing: null,
  }
}

export function acceptance(
  base: { outcome: 'imported' | 'would-import'; files: ReadFile[]; shiftWeeks: number; problems: Problem[] },
  plan: Plan,
  overrideReason: string | undefined,
): ImportReport {
  const names = (named: readonly { name: string }[]) => named.map(({ name }) => name)
  return {
    ...base,
    titles: { all: plan.courses.courses.size, new: plan.courses.newCourses.length },
    newNames: {
      categories: names(plan.courses.newCategories),
      terms: names(plan.newTerms),
      venues: names(plan.places.newVenues),
      rooms: plan.places.newRooms.map(({ name, venue }) => `${name} (${venue})`),
    },
    runs: plan.runs.map(reportedRun),
    publishing: plan.publishing && {
      published: plan.publishing.publish.length,
      overridden: plan.publishing.publish.filter(({ overridden }) => overridden).length,
      overrideReason: overrideReason ?? null,
      kept: plan.publishing.keep.map(({ planned: { file }, reason }) => ({
        line: file.line,
        title: file.row.title,
        reason,
      })),
    },
  }
}

function reportedRun(planned: PlannedRun): ReportedRun {
  const { file, run, outcome, changes, datesKept } = planned
  const { line, row } = file
  return { line, id: run.id, title: row.title, outcome, changes, sessions: sessionsOf(planned), datesKept }
}

/** Those the file brings; where it does not say every date, those the run has. What was called off in the college is neither. */
function sessionsOf({ file, outcome, sessions }: PlannedRun): number {
  return file.datesFrom === 'sessions-file' || outcome === 'created'
    ? file.sessions.length
    : sessions.filter(({ status }) => status === 'planned').length
}

/** The report as lines of plain text. */
export function reportLines(report: ImportReport): string[] {
  return [
    ...report.files.map(fileLine),
    ...problemLines(report, 'error'),
    ...problemLines(report, 'warning'),
    ...(report.outcome === 'refused' ? [] : whatHappened(report)),
    '',
    lastLine(report),
  ]
}

const separators: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }

function fileLine({ name, rows, encoding, delimiter, extraColumns }: ReadFile): string {
  const aside = extraColumns.length === 0 ? '' : ` Columns kept aside: ${listed(extraColumns)}.`
  const how = [encoding, ...(delimiter === '' ? [] : [separators[delimiter] ?? delimiter])].join(', ')
  return `${name}: ${counted(rows, 'line')} read (${how}).${aside}`
}

const mostShown = 200
const headings = {
  error: (count: number) => `${counted(count, 'error')}: these lines cannot be taken as they are.`,
  warning: (count: number) => `${counted(count, 'warning')}: worth a look, but they stop nothing.`,
}

function problemLines({ problems, files }: ImportReport, level: Problem['level']): string[] {
  const ours = problems.filter((problem) => problem.level === level)
  if (ours.length === 0) return []
  const byFile = grouped(ours.slice(0, mostShown), ({ file }) => file)
  const shown = [...byFile].flatMap(([file, its]) => [
    ...(files.length > 1 ? ['', `  In ${file}:`] : []),
    ...its.map((problem) => `  ${problemInWords(problem)}`),
  ])
  return ['', headings[level](ours.length), ...shown, ...andMore(ours)]
}

/** `Line 57, weekday: 3 March 2025 is a Monday, but the file says Tuesday.` */
function problemInWords({ line, column, message }: Problem): string {
  const where = [line === null ? 'The whole file' : `Line ${line}`, ...(column === null ? [] : [column])]
  return line === null && column === null ? message : `${where.join(', ')}: ${message}`
}

function andMore(items: readonly unknown[]): string[] {
  return items.length > mostShown ? [`  … and ${items.length - mostShown} more.`] : []
}

function whatHappened(report: ImportReport): string[] {
  const { runs, titles, newNames, shiftWeeks } = report
  const moved = shiftWeeks === 0 ? '' : `, every date moved by ${counted(shiftWeeks, 'week')}`
  const sessions = runs.reduce((sum, run) => sum + run.sessions, 0)
  const outcomes = (['created', 'updated', 'unchanged', 'left'] as const).flatMap((outcome) => {
    const count = runs.filter((run) => run.outcome === outcome).length
    return count === 0 ? [] : [`  ${counted(count, 'run')} ${outcomeWords[outcome]}`]
  })
  return [
    '',
    `${report.outcome === 'imported' ? 'What was done' : 'What would happen'}${moved}:`,
    `  ${counted(runs.length, 'run')} with ${counted(sessions, 'session')}, of ${counted(titles.all, 'course')} (${titles.new} new)`,
    ...outcomes,
    ...Object.entries(newNames).flatMap(([kind, names]) =>
      names.length === 0 ? [] : [nameLine(kind, names)],
    ),
    ...updatedLines(runs),
    ...publishingLines(report),
  ]
}

const outcomeWords: Record<RunOutcome, string> = {
  created: 'new, as drafts',
  updated: 'updated (drafts that the file describes otherwise)',
  unchanged: 'unchanged',
  left: 'left as they are, though the file differs (see the warnings)',
}

function nameLine(kind: string, names: string[]): string {
  const shown = names.length > 20 ? [...names.slice(0, 20), `${names.length - 20} more`] : names
  return `  New ${kind}: ${listed(shown)}`
}

function updatedLines(runs: readonly ReportedRun[]): string[] {
  const updated = runs.filter(({ outcome }) => outcome === 'updated')
  const shown = updated
    .slice(0, mostShown)
    .map(({ line, title, changes }) => `  Line ${line}, ${title}: ${listed(changes)} updated`)
  return [...shown, ...andMore(updated)]
}

function publishingLines({ publishing, outcome }: ImportReport): string[] {
  if (publishing === null) return []
  const { published, overridden, overrideReason, kept } = publishing
  const [done, notDone] =
    outcome === 'imported' ? ['published', 'not published'] : ['would be published', 'would not be published']
  const without = `${overridden} of them without both trainers, because: "${overrideReason ?? ''}"`
  const head = `${counted(published, 'run')} ${done}${overridden === 0 ? '' : `, ${without}`}.`
  if (kept.length === 0) return ['', head]
  const shown = kept
    .slice(0, mostShown)
    .map(({ line, title, reason }) => `  Line ${line}, ${title}: ${reason}`)
  return ['', head, `${counted(kept.length, 'run')} ${notDone}:`, ...shown, ...andMore(kept)]
}

function lastLine({ outcome }: ImportReport): string {
  if (outcome === 'imported') return 'Imported.'
  if (outcome === 'would-import') return 'This was a dry run: nothing was changed.'
  return 'Nothing was imported: correct these lines and try again.'
}
