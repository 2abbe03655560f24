import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { historyRows } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { someOf } from '../run-names.ts'
import type { Term } from '../terms/queries.ts'
import { termLabels } from '../terms/words.ts'
import { smallRoomWords } from '../sessions/small-room.ts'
import type { SmallRoomRow } from '../sessions/queries.ts'
import type { DraftOfCopy, GapRow, SharedLinkRow, TermCopy } from './copy-queries.ts'
import type { ChangeOfTerm } from './queries.ts'
import type { previewOf } from './preview.ts'
import { type GapPlace, gapRow, openKinds } from './gap-pages.ts'

export interface PageOf {
  term: Term
  terms: Term[]
  changes: ChangeOfTerm[]
  copyId: string
}

/** Where to, by how many weeks; below it, once that is known, what it comes to. */
export function copyTermPage(
  { term, terms, changes, copyId }: PageOf,
  form: Typed,
  { timeZone }: Pick<Moment, 'timeZone'>,
  preview?: ReturnType<typeof previewOf>,
) {
  const option = (value: string, text: string) => ({ value, text, selected: value === form.typed.into })
  const chosen = new Set((form.typed.as_before ?? '').split('\n'))
  const others = terms.filter(({ id, starts_on }) => id !== term.id && starts_on >= term.starts_on)
  return {
    title: `Copy ${term.name} forward`,
    back: { href: paths.adminTerm({ id: term.id }), text: term.name },
    action: paths.adminTermCopyNew({ id: term.id }),
    copyId,
    terms: [option('', 'A new term'), ...others.map(({ id, name }) => option(id, name))],
    changes: changes.map(({ id, title, madeAt, dates }) => ({
      value: id,
      text: `${title} (${counted(dates, 'date')}, changed on ${dayInWords(madeAt, timeZone)})`,
      checked: chosen.has(id),
    })),
    preview,
    ...withErrors(form),
    errors: withErrors(form).errors.map((error) =>
      error.href === '#runs' ? { ...error, href: `#run-${preview?.firstId ?? ''}` } : error,
    ),
  }
}

interface Copied {
  gaps: GapRow[]
  links: SharedLinkRow[]
  drafts: DraftOfCopy[]
  small: SmallRoomRow[]
  /** Dates of it on days that are not of the term. */
  outside: number
  history: HistoryRow[]
}

/** A copy that was made: what it lacks, and the way back. */
export function termCopyPage(
  copy: TermCopy,
  { gaps, links, drafts, small, outside, history }: Copied,
  place: GapPlace,
  { timeZone }: Pick<Moment, 'timeZone'>,
) {
  const open = gaps.filter(({ seen_to_at }) => seen_to_at === null)
  const done = gaps.filter(({ seen_to_at }) => seen_to_at !== null)
  const { id } = copy
  return {
    title: `Copied into ${copy.into_name}`,
    back: { href: paths.adminTerm({ id: copy.into_term_id }), text: copy.into_name },
    summary: summaryOf(copy, drafts.length, timeZone),
    isTakenBack: copy.taken_back_at !== null,
    plannerHref: `${paths.adminPlanner()}?term=${copy.into_term_id}`,
    kinds: openKinds(id, gaps, place),
    openCount: counted(open.length, 'thing'),
    done: done.map(gapRow),
    doneCount: `Seen to: ${counted(done.length, 'thing')}`,
    links: links.map((link) => linkRow(link, timeZone)),
    small: small.map(smallRow),
    more: links.length + small.length + outside > 0,
    outside:
      outside === 0
        ? undefined
        : `${counted(outside, 'date lies', 'dates lie')} outside ${copy.into_name}. It may be meant: a term may be longer than its days.`,
    publication: drafts.some(({ draft }) => draft)
      ? paths.adminTermPublication({ id: copy.into_term_id })
      : undefined,
    takingBack: takingBack(copy, drafts),
    history: historyRows(history, termLabels, { timeZone }),
  }
}

function summaryOf({ from_name, weeks, copied_at }: TermCopy, drafts: number, timeZone: string): string {
  const from = from_name === null ? '' : ` from ${from_name}`
  const when = dayInWords(copied_at, timeZone)
  return `${counted(drafts, 'run')}${from}, ${counted(weeks, 'week')} later. Copied on ${when}.`
}

/** What the button would do; nothing once it is too late, or was done. */
function takingBack({ id, taken_back_at, made_term }: TermCopy, drafts: DraftOfCopy[]) {
  const going = drafts.filter(({ untouched }) => untouched).length
  const stay = drafts.filter(({ untouched }) => !untouched)
  if (taken_back_at !== null || (going === 0 && stay.length > 0)) return undefined
  const withTerm = made_term && stay.length === 0 ? ', and the term that was made for them' : ''
  return {
    action: paths.adminTermCopyTakingBack({ id }),
    goes: `${counted(going, 'draft')} nobody has changed will go${withTerm}.`,
    stays: stay.length === 0 ? undefined : `Published or changed since, so these stay: ${someOf(stay)}.`,
  }
}

/** `Yoga has the link of Music on Monday 5 October at 10am and 2 more dates` */
function linkRow({ title, other, session_id, starts_at, dates }: SharedLinkRow, timeZone: string) {
  const more = dates === 1 ? '' : ` and ${counted(dates - 1, 'more date')}`
  return {
    what: `${title} has the joining link of ${other} on ${momentInWords(starts_at, timeZone)}${more}`,
    way: { href: paths.adminSession({ id: session_id }), text: 'Change the link' },
  }
}

/** `Yoga: it has 12 places, and Blue room holds 8` */
function smallRow({ run_id: id, title, room, places, holds }: SmallRoomRow) {
  const words = smallRoomWords({ room, places, holds })
  return {
    what: `${title}. ${words}`,
    way: { href: paths.adminRun({ id }), text: 'Change the places' },
  }
}

/** On the page of a term: what was copied from it or into it. */
export function copyRows(copies: TermCopy[], termId: string, { timeZone }: Pick<Moment, 'timeZone'>) {
  return copies.map((copy) => ({
    href: paths.adminTermCopy({ id: copy.id }),
    title:
      copy.into_term_id === termId
        ? `Copied from ${copy.from_name ?? 'a term that is gone'}`
        : `Copied into ${copy.into_name}`,
    detail: dayInWords(copy.copied_at, timeZone),
    aside: copy.taken_back_at === null ? counted(copy.runs, 'run') : 'Taken back',
    tags: copy.open_gaps === 0 ? [] : [{ kind: 'few', text: `${copy.open_gaps} to see to` }],
  }))
}
