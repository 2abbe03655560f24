// What copying would come to, run by run, for people to look down.
import { counted, shortDay, timesInWords } from '../../lib/words.ts'
import { onTheClock } from '../../lib/time.ts'
import { grouped } from '../import/grouped.ts'
import type { NamedDays } from '../terms/queries.ts'
import { daysInWords, daysOutside } from '../terms/words.ts'
import type { CopyLooked } from './look-at-copy.ts'
import type { PlacedDate, PlacedRun } from './place-runs.ts'
import { dayWords, gapInWords } from './words.ts'

type Looked = CopyLooked['runs'][number]

/** First what there is to look at, then what comes as it was, and last what is left out unless somebody ticks it. */
export function previewOf({ runs, mark, datesBefore }: CopyLooked, into: NamedDays, timeZone: string) {
  const rows = [...runs]
    .sort((one, other) => one.run.title.localeCompare(other.run.title))
    .map((placed) => rowOf(placed, into, timeZone))
  const taken = runs.filter(({ isTaken }) => isTaken)
  const dates = taken.flatMap((placed) => placed.dates)
  const drafts = taken.filter(({ dates }) => dates.length > 0).length
  const isNotable = ({ usual, notes }: Row) => usual && notes.length > 0
  return {
    mark,
    /** Where a mistake about all of them is said. */
    firstId: (rows.find(isNotable) ?? rows[0])?.id,
    count: `${counted(drafts, 'draft')} with ${counted(dates.length, 'date')}`,
    facts: factsOf({ taken, dates, datesBefore }, into),
    notable: rows.filter(isNotable),
    plain: byCourse(rows.filter(({ usual, notes }) => usual && notes.length === 0)),
    unusual: rows.filter(({ usual }) => !usual),
  }
}

interface Comes {
  taken: PlacedRun[]
  dates: PlacedDate[]
  datesBefore: number
}

/** What is to be known of all of it. */
function factsOf({ taken, dates, datesBefore }: Comes, into: NamedDays): string[] {
  const missing = taken.reduce((total, { gaps }) => total + gaps.length, 0)
  const moved = dates.filter(({ movedFrom }) => movedFrom !== undefined).length
  const outside = daysOutside(
    dates.map(({ day }) => day),
    into,
  ).length
  const rest = outside === 0 ? 'Everything finds its place.' : 'Nothing else is in the way.'
  return [
    ...(datesBefore === 0
      ? []
      : [`${counted(datesBefore, 'date is', 'dates are')} taken as before the changes you ticked.`]),
    moved === 0 ? 'No date falls on a closed day.' : `${counted(moved, 'date')} moved off closed days.`,
    ...(outside === 0
      ? []
      : [`${counted(outside, 'date lies', 'dates lie')} outside ${into.name} (${daysInWords(into)}).`]),
    missing === 0
      ? rest
      : `${counted(missing, 'thing')} cannot be placed. The list of them is kept with the copy.`,
  ]
}

type Row = ReturnType<typeof rowOf>

function byCourse(rows: Row[]) {
  return [...grouped(rows, ({ title }) => title)].map(([title, runs]) => ({
    title,
    count: counted(runs.length, 'run'),
    runs,
  }))
}

function rowOf(placed: Looked, into: NamedDays, timeZone: string) {
  const { run, dates, gaps, isThere, isTaken } = placed
  const people = new Map(run.trainers.map(({ personId, name }) => [personId, name]))
  const why = [
    run.cancelled ? 'It was called off' : '',
    run.courseRetired ? 'Its course is retired' : '',
    isThere ? 'It is in that term already' : '',
  ].filter((reason) => reason !== '')
  return {
    id: run.id,
    title: run.title,
    label: run.code === null ? run.title : `${run.title} (${run.code})`,
    checked: isTaken,
    usual: why.length === 0,
    times: timesOf(dates, timeZone),
    dates: dates.map((date) => dateRow(date, timeZone)),
    notes: [
      ...why,
      ...gaps.map((gap) => gapInWords({ ...gap, person: people.get(gap.personId ?? '') ?? '' })),
      ...dates.flatMap((date) => noteOf(date, into)),
      ...(run.calledOff > 0
        ? [
            `${counted(run.calledOff, 'date that was called off is', 'dates that were called off are')} not taken`,
          ]
        : []),
    ],
  }
}

function dateRow({ session, times }: PlacedDate, timeZone: string) {
  return { before: dayIn(session.startsAt, timeZone), after: dayIn(times.startsAt, timeZone) }
}

/** `Tue 5 Jan 2027` */
function dayIn(instant: Date, timeZone: string): string {
  return `${shortDay(instant, timeZone)} ${onTheClock(instant, timeZone).year}`
}

/** Said once when every date of the run has the same. */
function timesOf(dates: PlacedDate[], timeZone: string): string {
  const times = dates.map(({ times }) => timesInWords(times.startsAt, times.endsAt, timeZone))
  return [...new Set(times)].join('; ')
}

function noteOf({ day, movedFrom }: PlacedDate, into: NamedDays): string[] {
  const moved =
    movedFrom === undefined
      ? []
      : [`${dayWords(movedFrom.day)} moves to ${dayWords(day)}: we are closed (${movedFrom.why})`]
  return [
    ...moved,
    ...(daysOutside([day], into).length > 0 ? [`${dayWords(day)} lies outside the term`] : []),
  ]
}
