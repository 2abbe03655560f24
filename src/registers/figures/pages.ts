import type { Moment } from '../../lib/time.ts'
import { addressWith } from '../../lib/path.ts'
import { counted, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../../scheduling/terms/queries.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { Figure, Grouping } from './queries.ts'
import { fewest, isTooSmall, sharesOf } from './rules.ts'

interface Choice {
  id: string
  name: string
}

export interface FigureRows {
  figures: Figure[]
  others: { walkIns: number; headCounts: number; heads: number }
  terms: Term[]
  venues: Choice[]
  courses: Choice[]
  /** As they stand in the address. */
  chosen: Record<string, string>
  /** Small groups say nothing to whoever does not know the people anyway. */
  hidesSmall: boolean
}

/** So many runs are drawn; the file has all. */
const mostRuns = 40

/** Attendance at a glance: a bar and its numbers for each month, site, course and run, and how courses begin and end. */
export function figuresPage(rows: FigureRows, at: Moment, form: Typed) {
  const { figures, chosen, hidesSmall } = rows
  const [all] = figures.filter(({ by }) => by === 'all')
  const chart = (by: Exclude<Grouping, 'all'>) => chartOf(by, rows, at)
  return {
    title: 'Attendance in figures',
    // Auditors come from the navigation.
    back: hidesSmall ? undefined : { href: paths.admin(), text: 'Office' },
    action: paths.adminFigures(),
    clearHref: Object.keys(chosen).length > 0 ? paths.adminFigures() : undefined,
    terms: options('Any time', rows.terms, chosen.term),
    venues: options('Every site', rows.venues, chosen.venue),
    courses: options('Every course', rows.courses, chosen.course),
    numbers: all === undefined ? [] : numbersOf(all, rows.others),
    charts: (['month', 'position', 'site', 'course', 'run'] as const)
      .map(chart)
      .filter(({ bars }) => bars.length > 0),
    hidden: hidesSmall
      ? `A class of which fewer than ${fewest} people are marked is not part of any figure here, so that nobody can be told from another.`
      : undefined,
    ...withErrors(form),
  }
}

function options(every: string, choices: Choice[], chosen: string | undefined) {
  return [
    { value: '', text: every, selected: chosen === undefined },
    ...choices.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
  ]
}

function numbersOf(all: Figure, others: FigureRows['others']) {
  const shares = sharesOf(all)
  const share = (part: number | undefined) => (part === undefined ? '–' : `${part}%`)
  const places = `of ${counted(all.expected, 'place', 'places')} in ${counted(all.sessions, 'class', 'classes')}`
  // A share is of those who are marked: beside it, all of them would be another sum.
  const marked = `of ${all.expected - all.unmarked} that are marked`
  return [
    { number: share(shares?.came), text: 'came', detail: all.unmarked > 0 ? marked : places },
    { number: share(shares?.toldUs), text: 'told us that they could not' },
    { number: share(shares?.noWord), text: 'did not come, without a word' },
    ...(all.unmarked > 0 ? [{ number: String(all.unmarked), text: 'are not marked', detail: places }] : []),
    ...(others.walkIns > 0 ? [{ number: String(others.walkIns), text: 'came without a place' }] : []),
    ...(others.headCounts > 0
      ? [{ number: String(others.heads), text: `came to ${counted(others.headCounts, 'drop-in')}` }]
      : []),
  ]
}

const headings: Record<Exclude<Grouping, 'all'>, { heading: string; what: string }> = {
  month: { heading: 'By month', what: 'Month' },
  position: { heading: 'First class against last', what: 'Class' },
  site: { heading: 'By site', what: 'Site' },
  course: { heading: 'By course', what: 'Course' },
  run: { heading: 'By run', what: 'Run' },
}

function chartOf(by: Exclude<Grouping, 'all'>, { figures, chosen }: FigureRows, at: Moment) {
  const own = figures.filter((figure) => figure.by === by)
  const shown = by === 'run' ? latest(own) : own
  return {
    id: `by-${by}`,
    ...headings[by],
    note:
      shown.length < own.length
        ? `The ${mostRuns} that began last. The file has all ${own.length}.`
        : undefined,
    bars: shown.map((figure) => barOf(figure, at)),
    fileHref: addressWith(paths.adminFiguresFile(), { by, ...chosen }),
  }
}

function latest(runs: Figure[]): Figure[] {
  const started = ({ startsAt }: Figure) => startsAt?.getTime() ?? 0
  return [...runs].sort((one, other) => started(other) - started(one)).slice(0, mostRuns)
}

function barOf(figure: Figure, at: Moment) {
  const shares = sharesOf(figure)
  const label = labelOf(figure, at)
  if (isTooSmall(figure)) return { label, nothing: `Fewer than ${fewest} people marked` }
  if (shares === undefined) return { label, nothing: 'Not marked yet' }
  return {
    label,
    ...shares,
    toldUsAt: shares.came,
    noWordAt: shares.came + shares.toldUs,
    counts: { came: figure.came, toldUs: figure.toldUs, noWord: figure.noWord, unmarked: figure.unmarked },
  }
}

/** `September 2026`, `First class`, `Sleep well, Tue 1 Sep` */
function labelOf({ by, id, label, startsAt }: Figure, { timeZone }: Moment): string {
  if (by === 'month') return monthName(id ?? '')
  if (by === 'position') return id === 'first' ? 'First class' : 'Last class'
  if (by === 'run' && startsAt !== null) return `${label ?? ''}, ${shortDay(startsAt, timeZone)}`
  return label ?? ''
}

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

function monthName(month: string): string {
  return monthNames.format(new Date(`${month}-01T12:00:00Z`))
}

export const figureHeadings = [
  'what',
  'classes',
  'places',
  'came',
  'told_us',
  'no_word',
  'not_marked',
  'came_percent',
  'told_us_percent',
  'no_word_percent',
]

export function figureCells(figure: Figure, at: Moment): string[] {
  const label = labelOf(figure, at)
  if (isTooSmall(figure)) return [label, ...figureHeadings.slice(1).map(() => '')]
  const { sessions, expected, came, toldUs, noWord, unmarked } = figure
  const shares = sharesOf(figure)
  const percent = [shares?.came, shares?.toldUs, shares?.noWord]
  return [
    label,
    ...[sessions, expected, came, toldUs, noWord, unmarked].map(String),
    ...percent.map((share) => (share === undefined ? '' : String(share))),
  ]
}
