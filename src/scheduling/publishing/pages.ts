import { byName } from '../../lib/name-order.ts'
import { counted, shortDay, timesInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { grouped } from '../import/grouped.ts'
import { whyNot, wayOut } from '../planning/publication-words.ts'
import { nameOf, someOf } from '../run-names.ts'
import type { LookedDraft, Where } from './look-at-drafts.ts'
import { type News, shownAsText } from './news.ts'
import { openInWords, staysShut } from './open-words.ts'

/** Where a page of drafts stands, and its neighbours. */
export function addressesOf({ term }: Where) {
  if (term === null)
    return {
      publication: paths.adminPublicationOfRest(),
      booking: paths.adminBookingOfRest(),
      back: { href: paths.adminTerms(), text: 'Terms' },
    }
  const { id, name } = term
  return {
    publication: paths.adminTermPublication({ id }),
    booking: paths.adminTermBooking({ id }),
    back: { href: paths.adminTerm({ id }), text: name },
  }
}

export const nameOfWhere = ({ term }: Where) => term?.name ?? 'runs without a term'

export interface Again {
  /** Those that were ticked, when the page is shown once more. */
  chosen: ReadonlySet<string>
  news: News | undefined
  error: string | undefined
}

/** Which drafts are published with one press, which are not and why, and what follows. */
export function publishTogetherPage(where: Where, looked: LookedDraft[], timeZone: string, again?: Again) {
  const ready = looked.filter(({ decided }) => decided.ok)
  const { publication, booking, back } = addressesOf(where)
  const anew = new Set(again?.news?.ready.map(({ run }) => run.id))
  const isTicked = (id: string) => again === undefined || again.chosen.has(id) || anew.has(id)
  const rows = ready.map((draft) => readyRow(draft, timeZone, isTicked(draft.run.id)))
  return {
    title: `Publish what is ready: ${nameOfWhere(where)}`,
    back,
    action: publication,
    bookingHref: looked.length === 0 ? undefined : booking,
    count:
      ready.length === 0
        ? undefined
        : `${ready.length} of ${counted(looked.length, 'draft')} can be published.`,
    shown: shownAsText(looked),
    kept: looked.flatMap((draft) => keptRow(draft)),
    notable: rows.filter(({ notes }) => notes.length > 0),
    plain: [
      ...grouped(
        rows.filter(({ notes }) => notes.length === 0),
        ({ title }) => title,
      ),
    ].map(([title, runs]) => ({ title, count: counted(runs.length, 'run'), runs })),
    follows: followsOf(ready, timeZone),
    news: again?.news && newsInWords(again.news),
    error: { runs: again?.error },
    errors: errorsOf(again, rows[0]?.id),
  }
}

/** Where there is no draft to show. */
export function nothingWords({ all, published }: { all: number; published: number }): string {
  if (all === 0) return 'Nothing is planned here yet, so there is nothing to publish.'
  return published === 0 ? 'No draft is left here.' : 'No draft is left here: everything is published.'
}

function errorsOf(again: Again | undefined, firstId: string | undefined) {
  return again?.error === undefined
    ? []
    : [{ href: firstId === undefined ? '#main' : `#run-${firstId}`, text: again.error }]
}

function readyRow({ run, dates, open, warnings }: LookedDraft, timeZone: string, checked: boolean) {
  const shut = staysShut(open)
  const opening = openInWords(open, timeZone)
  return {
    id: run.id,
    title: run.title,
    label: nameOf(run),
    checked,
    times: shut ? datesInWords(dates, timeZone) : `${datesInWords(dates, timeZone)}; ${opening}`,
    dates: [],
    notes: [...(shut ? [`${opening.slice(0, 1).toUpperCase()}${opening.slice(1)}`] : []), ...warnings],
    href: paths.adminRun({ id: run.id }),
  }
}

function keptRow({ run, decided, expertise }: LookedDraft) {
  if (decided.ok) return []
  const title = nameOf(run)
  return [{ title, why: whyNot(decided.reason, expertise), way: wayOut(decided.reason, run) }]
}

/** `Tue 12 Jan 2027, 10am to 12:30pm, and 2 more dates` */
function datesInWords(dates: LookedDraft['dates'], timeZone: string): string {
  const [first] = dates
  if (first === undefined) return ''
  const { startsAt, endsAt, day } = first
  const when = `${shortDay(startsAt, timeZone)} ${day.slice(0, 4)}, ${timesInWords(startsAt, endsAt, timeZone)}`
  return dates.length === 1 ? when : `${when}, and ${counted(dates.length - 1, 'more date')}`
}

/** More ways to open than these are said beside each run alone. */
const mostOpenings = 4

/** What follows the press, for those that are ready. */
function followsOf(ready: LookedDraft[], timeZone: string): string[] {
  const openings = [...grouped(ready, ({ open }) => openInWords(open, timeZone))]
    .map(([words, runs]) => ({ words, count: runs.length }))
    .sort((one, other) => other.count - one.count || byName(one.words, other.words))
  const courses = new Set(ready.flatMap(({ run }) => (run.courseStatus === 'draft' ? [run.courseId] : [])))
    .size
  const others = openings.slice(mostOpenings).reduce((sum, { count }) => sum + count, 0)
  return [
    'Everybody finds them in the prospectus at once.',
    ...openings.slice(0, mostOpenings).map(({ words, count }) => `On ${counted(count, 'run')}: ${words}.`),
    ...(others === 0 ? [] : [`On ${counted(others, 'other')} it is as said beside each.`]),
    ...(courses === 0
      ? []
      : [
          courses === 1
            ? '1 course is a draft still, and goes into the prospectus with them.'
            : `${courses} courses are drafts still, and go into the prospectus with them.`,
        ]),
    'Nobody is sent a message. Their trainers find the dates in their calendars.',
  ]
}

/** What happened since the page was opened. */
function newsInWords({ ready, notReady, changed, gone }: News): string[] {
  const names = (drafts: LookedDraft[]) => someOf(drafts.map(({ run }) => run))
  const published = gone.filter((one) => one.published)
  const others = gone.filter((one) => !one.published)
  return [
    ...(ready.length === 0 ? [] : [`Ready now, and not before: ${names(ready)}.`]),
    ...notReady.map(
      ({ draft, reason }) => `Not ready any more: ${nameOf(draft.run)}. ${whyNot(reason, draft.expertise)}`,
    ),
    ...(changed.length === 0 ? [] : [`Changed meanwhile, and ready still: ${names(changed)}.`]),
    ...(published.length === 0 ? [] : [`Published meanwhile: ${someOf(published)}.`]),
    ...(others.length === 0 ? [] : [`No draft here any more: ${someOf(others)}.`]),
  ]
}
