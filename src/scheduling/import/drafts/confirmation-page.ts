import { counted, listed, momentInWords } from '../../../lib/words.ts'
import type { Moment } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import type { TermWithDrafts } from '../../publishing/queries.ts'
import type { RunOutcome } from '../plan-runs.ts'
import type { ImportReport, ReportedRun } from '../report.ts'
import { digestOf, reportOf } from './import-draft.ts'
import { nameOf } from './pages.ts'
import type { Draft, DraftRows } from './queries.ts'

const newKinds = {
  terms: 'New terms',
  categories: 'New categories',
  venues: 'New venues',
  rooms: 'New rooms',
}

/** What will happen to each run, before anything does. */
export function confirmationPage(
  { id }: Pick<Draft, 'id'>,
  {
    rows,
    report,
    publish,
    changed,
  }: { rows: DraftRows; report: ImportReport; publish: boolean; changed: boolean },
) {
  const { publishing, runs } = report
  const publishable = (publishing?.published ?? 0) > 0
  const written = runs.filter(({ outcome }) => outcome === 'created' || outcome === 'updated').length
  return {
    title: 'What will happen',
    back: { href: paths.adminImport({ id }), text: nameOf(rows) },
    action: paths.adminImportConfirmation({ id }),
    seen: digestOf(report),
    publish,
    changed,
    nothing: written === 0,
    button: buttonOf(written, publishable),
    publishHint: publishHint(publishing),
    ...whatComes(report, 'will be'),
  }
}

/** Whether the box below it is ticked, the button cannot know. */
function buttonOf(written: number, publishable: boolean): string {
  if (written > 0) return `Import ${counted(written, 'run')}`
  return publishable ? 'Do what is ticked, and change nothing else' : 'Import, though nothing changes'
}

function publishHint(publishing: ImportReport['publishing']): string | undefined {
  if (publishing === null || publishing.published === 0) return undefined
  const others =
    publishing.kept.length === 0 ? '' : ` ${counted(publishing.kept.length, 'other')} would stay drafts.`
  return `${counted(publishing.published, 'run')} can be published at once, and the courses with them.${others}`
}

/** What came of each line, with the way to its run. */
export function resultPage(
  draft: Draft,
  rows: DraftRows,
  terms: TermWithDrafts[],
  { timeZone }: Pick<Moment, 'timeZone'>,
) {
  const report = reportOf(draft)
  const { publishing } = report
  return {
    title: 'What was brought in',
    back: { href: paths.adminImports(), text: 'Bring in a prospectus' },
    file: nameOf(rows),
    when: draft.imported_at === null ? '' : momentInWords(draft.imported_at, timeZone),
    published: publishing === null ? undefined : counted(publishing.published, 'run was', 'runs were'),
    publications: terms.map(publicationRow),
    notPublished: (publishing?.kept ?? []).map(({ line, title, reason }) => ({ line, title, reason })),
    plannerHref: paths.adminPlanner(),
    removal: paths.adminImportRemoval({ id: draft.id }),
    ...whatComes(report, 'was'),
  }
}

/** Where drafts of the file wait to be published, term by term. */
function publicationRow({ termId, name, drafts }: TermWithDrafts) {
  const where = name === null ? 'without a term' : `of ${name}`
  return {
    what: `${counted(drafts, 'run')} ${where}`,
    are: drafts === 1 ? 'is a draft still' : 'are drafts still',
    href: termId === null ? paths.adminPublicationOfRest() : paths.adminTermPublication({ id: termId }),
  }
}

const outcomeWords: Record<RunOutcome, { heading: string; then: string; open: boolean }> = {
  created: { heading: 'new', then: 'As drafts, which only the office sees.', open: true },
  updated: { heading: 'changed', then: 'Drafts that the file describes otherwise.', open: true },
  left: {
    heading: 'left as they are',
    then: 'They are published, or have people on their list, and the file differs. Change them in the planner, so that everybody is told.',
    open: true,
  },
  unchanged: { heading: 'unchanged', then: 'The college has them already.', open: false },
}

/** Once what could be published was: which of them it was, each says on its own page. */
const thenPublished: Record<RunOutcome, string> = {
  created: 'Brought in as drafts; what could be published was.',
  updated: 'Drafts that the file describes otherwise; what could be published was.',
  left: outcomeWords.left.then,
  unchanged: 'The college had them already; of those that were drafts, what could be published was.',
}

function whatComes(
  { runs, newNames, titles, shiftWeeks, publishing }: ImportReport,
  tense: 'will be' | 'was',
) {
  const published = tense === 'was' && (publishing?.published ?? 0) > 0
  const groups = (['created', 'updated', 'left', 'unchanged'] as const).flatMap((outcome) => {
    const its = runs.filter((run) => run.outcome === outcome)
    const { heading, then, open } = outcomeWords[outcome]
    return its.length === 0
      ? []
      : [
          {
            heading: `${counted(its.length, 'run')} ${heading}`,
            then: [published ? thenPublished[outcome] : then, ...keptWords(its)].join(' '),
            open,
            runs: its.map((run) => runRow(run, tense)),
          },
        ]
  })
  const names = Object.entries(newKinds).flatMap(([kind, key]) => {
    const lines = newNames[kind as keyof typeof newKinds]
    return lines.length === 0 ? [] : [{ key, lines }]
  })
  const courses = titles.new === 0 ? [] : [{ key: 'New courses', lines: [String(titles.new)] }]
  const moved = shiftWeeks === 0 ? undefined : `Every date ${tense} moved by ${counted(shiftWeeks, 'week')}.`
  return { groups, newNames: [...courses, ...names], moved }
}

/** What somebody moved here is found again, and no first date moves it back. */
function keptWords(runs: ReportedRun[]): string[] {
  const kept = runs.filter(({ datesKept }) => datesKept).length
  if (kept === 0) return []
  return [`${counted(kept, 'run has', 'runs have')} other dates here than in the file: those here stay.`]
}

function runRow(
  { line, id, title, outcome, changes, sessions, datesKept }: ReportedRun,
  tense: 'will be' | 'was',
) {
  const isThere = tense === 'was' || outcome !== 'created'
  const differs = changes.length === 0 ? '' : `: ${listed(changes)}`
  return {
    title,
    href: isThere ? paths.adminRun({ id }) : undefined,
    detail: `Line ${line}, ${counted(sessions, 'session')}${differs}${datesKept ? '. The dates here are others, and stay' : ''}`,
  }
}
