import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { addressWith } from '../../lib/path.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { type Editing, editingData, historyRows } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { TermCopy } from '../term-copies/copy-queries.ts'
import { copyRows } from '../term-copies/pages.ts'
import type { Term } from './queries.ts'
import { daysInWords, termLabels } from './words.ts'

const back = { href: paths.adminTerms(), text: 'Terms' }

/** How many runs only the office sees, and where they are published. */
export function draftsNote(drafts: number, href: string) {
  return { count: counted(drafts, 'draft'), href }
}

export function termsPage(terms: Term[], draftsWithout: number) {
  return {
    title: 'Terms',
    back: { href: paths.admin(), text: 'Office' },
    newHref: paths.adminTermNew(),
    drafts: draftsWithout === 0 ? undefined : draftsNote(draftsWithout, paths.adminPublicationOfRest()),
    rows: terms.map((term) => ({
      href: paths.adminTerm({ id: term.id }),
      title: term.name,
      detail: daysInWords(term),
      aside: term.runs === 0 ? 'No runs yet' : counted(term.runs, 'run'),
    })),
  }
}

export function newTermPage(form: Typed = nothingTyped) {
  return { title: 'Add a term', back, action: paths.adminTermNew(), isNew: true, ...withErrors(form) }
}

export function termPage(
  term: Term,
  shown: { history: HistoryRow[]; editing: Editing; outside: number; copies: TermCopy[]; drafts: number },
  at: Pick<Moment, 'timeZone'>,
) {
  const { id, name, runs } = term
  return {
    title: name,
    back,
    action: paths.adminTerm({ id }),
    runs: runs === 0 ? undefined : counted(runs, 'run'),
    outside: shown.outside === 0 ? undefined : counted(shown.outside, 'planned session'),
    drafts: shown.drafts === 0 ? undefined : draftsNote(shown.drafts, paths.adminTermPublication({ id })),
    copyHref: runs === 0 ? undefined : paths.adminTermCopyNew({ id }),
    copies: copyRows(shown.copies, id, at),
    bulkHref: addressWith(paths.adminBulkChangeNew(), { scope: 'term', term: id }),
    removal: runs === 0 ? paths.adminTermRemoval({ id }) : undefined,
    ...editingData(shown.editing, termLabels),
    history: historyRows(shown.history, termLabels, at),
  }
}
