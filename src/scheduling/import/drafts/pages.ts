import { counted, listed, momentInWords } from '../../../lib/words.ts'
import type { Moment } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import { type Editing, editingData } from '../../../editing/pages.ts'
import { nothingTyped, type Typed, withErrors } from '../../../web/form-page.ts'
import type { Problem } from '../problems.ts'
import type { ReadFile } from '../report.ts'
import type { Checked } from './check-draft.ts'
import { isLeftOut, linesOf } from './line-list.ts'
import { onPage } from './page-of-lines.ts'
import type { Draft, DraftRows, ListedDraft } from './queries.ts'

export const back = { href: paths.admin(), text: 'Office' }

export function importsPage(
  drafts: ListedDraft[],
  { timeZone }: Pick<Moment, 'timeZone'>,
  form: Typed = nothingTyped,
) {
  return {
    title: 'Bring in a prospectus',
    back,
    action: paths.adminImports(),
    exportHref: paths.adminExport(),
    ...withErrors(form),
    count: counted(drafts.length, 'file'),
    drafts: drafts.map(({ id, file_name, lines, begun_by_name, changed_at, imported_at }) => ({
      href: paths.adminImport({ id }),
      title: file_name,
      detail: `${counted(lines ?? 0, 'line')}, begun by ${begun_by_name}, last changed on ${momentInWords(changed_at, timeZone)}`,
      tags: [
        imported_at === null
          ? { kind: 'draft', text: 'Not yet brought in' }
          : { kind: 'ended', text: 'Brought in' },
      ],
    })),
  }
}

export interface DraftShown {
  rows: DraftRows
  checked: Checked
  page: number
  editing: Editing
  /** Of a corrected file that could not be taken. */
  file: Typed
}

/** A file that is being brought in: what is in it, and what is wrong with each line. */
export function draftPage(draft: Draft, shown: DraftShown, { timeZone }: Pick<Moment, 'timeZone'>) {
  const { id } = draft
  const { rows, checked, editing, file } = shown
  const [errors, warnings] = [countOf(checked.problems, 'error'), countOf(checked.problems, 'warning')]
  const move = editingData(editing, { shift_weeks: 'Weeks' })
  const replacing = withErrors(file)
  return {
    title: nameOf(rows),
    back: { href: paths.adminImports(), text: 'Bring in a prospectus' },
    begun: `Begun by ${draft.begun_by_name}. Last changed on ${momentInWords(draft.changed_at, timeZone)}.`,
    figures: figuresOf(checked, rows),
    errorCount: errors === 0 ? undefined : counted(errors, 'error'),
    manyErrors: errors !== 1,
    nothingTaken: checked.foreseen.runs.length === 0 && errors === 0,
    warningCount: warnings === 0 ? undefined : counted(warnings, 'warning'),
    confirmHref: paths.adminImportConfirmation({ id }),
    ofTheWhole: [...wholeFile(checked.problems), ...columnsWithoutUse(checked.report.files)],
    ...linesOf(rows, checked, {
      page: shown.page,
      hrefOf: (page) => onPage(paths.adminImport({ id }), page),
    }),
    move: { ...move, action: paths.adminImportMove({ id }) },
    replace: { ...replacing, action: paths.adminImportFile({ id }) },
    errors: [...move.errors, ...replacing.errors],
    downloads: downloadsOf(id, rows),
    removal: paths.adminImportRemoval({ id }),
  }
}

export function nameOf({ sheets }: DraftRows): string {
  return sheets.find(({ holds }) => holds === 'runs')?.file_name ?? 'Prospectus'
}

function countOf(problems: readonly Problem[], level: Problem['level']): number {
  return problems.filter((problem) => problem.level === level).length
}

function figuresOf({ foreseen, withTheirRun }: Checked, { lines }: DraftRows) {
  const { runs, titles, newNames } = foreseen
  const sessions = runs.reduce((sum, run) => sum + run.sessions, 0)
  const leftOut = lines.filter((line) => isLeftOut(line, withTheirRun)).length
  const news = [
    { number: titles.new, text: titles.new === 1 ? 'new course' : 'new courses', detail: '' },
    {
      number: newNames.venues.length,
      text: newNames.venues.length === 1 ? 'new venue' : 'new venues',
      detail: '',
    },
    {
      number: newNames.terms.length,
      text: newNames.terms.length === 1 ? 'new term' : 'new terms',
      detail: '',
    },
    { number: leftOut, text: leftOut === 1 ? 'line left out' : 'lines left out', detail: '' },
  ]
  return [
    { number: runs.length, text: runs.length === 1 ? 'run' : 'runs', detail: '' },
    { number: sessions, text: sessions === 1 ? 'session' : 'sessions', detail: '' },
    ...news.filter(({ number }) => number > 0),
  ]
}

function wholeFile(problems: readonly Problem[]) {
  return problems.filter(({ line }) => line === null).map(({ message }) => message)
}

/** A column that is called otherwise than ours does nothing: without a word, six sessions would become one. */
function columnsWithoutUse(files: readonly ReadFile[]): string[] {
  return files.flatMap(({ name, extraColumns }) => {
    const columns = listed(extraColumns.map((column) => `“${column}”`))
    return extraColumns.length === 0
      ? []
      : [
          `${name} has ${extraColumns.length === 1 ? 'a column that says' : 'columns that say'} nothing to us: ${columns}. If one should, give it the name we use for it, and upload the file again. What stands there is kept, and comes out again with the prospectus.`,
        ]
  })
}

function downloadsOf(id: string, { sheets }: DraftRows) {
  const both = sheets.length > 1
  return [
    {
      href: paths.adminImportWorkbook({ id }),
      text: both ? 'Both as an Excel workbook' : 'As an Excel workbook',
    },
    { href: paths.adminImportRuns({ id }), text: both ? 'The runs as CSV' : 'As CSV' },
    ...(both ? [{ href: paths.adminImportSessions({ id }), text: 'The sessions as CSV' }] : []),
  ]
}
