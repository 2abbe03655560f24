import { Temporal } from 'temporal-polyfill'
import { monthNumber, months } from '../../lib/as-typed.ts'

export interface TermDates {
  name: string
  /** ISO dates, both included. */
  startsOn: string
  endsOn: string
}

interface NamedMonths {
  /** The part of the name that says it: `February-August 2025`. */
  words: string
  from: Temporal.PlainYearMonth
  to: Temporal.PlainYearMonth
}

const month = months.map((name) => `${name}|${name.slice(0, 3)}`).join('|') + '|Sept'
const range = new RegExp(
  `\\b(${month})\\.?(?:\\s+(\\d{4}))?\\s*(?:-|–|—|to|until)\\s*(${month})\\.?\\s+(\\d{4})\\b`,
  'i',
)
const single = new RegExp(`\\b(${month})\\.?\\s+(\\d{4})\\b`, 'i')

/**
 * The name and dates of a term: the months its name says, else the days its sessions span. A term moved by weeks is
 * named by its new months, because the old ones would be false: `February-August 2025` moved by 78 weeks becomes
 * `August 2026 to February 2027`.
 * @param span first and last session date, ISO, after the move
 */
export function termDates(
  name: string,
  span: { first: string; last: string },
  shiftWeeks: number,
): TermDates {
  const said = monthsIn(name)
  if (shiftWeeks === 0) {
    if (said === undefined) return { name, startsOn: span.first, endsOn: span.last }
    return { name, ...wholeMonths(said.from, said.to) }
  }
  const moved = movedMonths(said, span, shiftWeeks)
  const words = monthsInWords(moved.from, moved.to)
  return { name: renamed(name, said?.words, words), ...wholeMonths(moved.from, moved.to) }
}

function renamed(name: string, oldWords: string | undefined, newWords: string): string {
  if (oldWords !== undefined) return name.replace(oldWords, newWords)
  // "Spring 2025" is as false as the months would be; "Term 2" is not, but two terms must not become one.
  return /\d{4}/.test(name) ? newWords : `${name} (${newWords})`
}

/** The months a name says, across New Year too: `November-February 2026` begins in 2025. */
function monthsIn(name: string): NamedMonths | undefined {
  const two = range.exec(name)
  const one = two ?? single.exec(name)
  if (one === null) return undefined
  const first = monthNumber(one[1] ?? '')
  if (two === null) {
    const only = yearMonth(Number(one[2]), first)
    return { words: one[0], from: only, to: only }
  }
  const last = monthNumber(two[3] ?? '')
  const lastYear = Number(two[4])
  const firstYear = two[2] === undefined ? lastYear - (first > last ? 1 : 0) : Number(two[2])
  const [from, to] = [yearMonth(firstYear, first), yearMonth(lastYear, last)]
  return Temporal.PlainYearMonth.compare(from, to) > 0 ? undefined : { words: two[0], from, to }
}

function yearMonth(year: number, number: number): Temporal.PlainYearMonth {
  return Temporal.PlainYearMonth.from({ year, month: number })
}

/** Whole months nearest to the moved ones; a session that falls just outside widens the term by its month. */
function movedMonths(said: NamedMonths | undefined, span: { first: string; last: string }, weeks: number) {
  const first = Temporal.PlainDate.from(span.first).toPlainYearMonth()
  const last = Temporal.PlainDate.from(span.last).toPlainYearMonth()
  if (said === undefined) return { from: first, to: last }
  const from = nearestMonth(said.from.toPlainDate({ day: 1 }).add({ weeks }))
  const after = nearestMonth(said.to.toPlainDate({ day: 1 }).add({ months: 1 }).add({ weeks }))
  return {
    from: first.equals(from.subtract({ months: 1 })) ? first : from,
    to: last.equals(after) ? last : after.subtract({ months: 1 }),
  }
}

/** The month whose first day is nearest. */
function nearestMonth(date: Temporal.PlainDate): Temporal.PlainYearMonth {
  const its = date.toPlainYearMonth()
  return date.day - 1 > date.daysInMonth / 2 ? its.add({ months: 1 }) : its
}

function wholeMonths(from: Temporal.PlainYearMonth, to: Temporal.PlainYearMonth) {
  const startsOn = from.toPlainDate({ day: 1 }).toString()
  return { startsOn, endsOn: to.toPlainDate({ day: to.daysInMonth }).toString() }
}

/** `March 2027`, `February to August 2027`, `August 2026 to February 2027` */
function monthsInWords(from: Temporal.PlainYearMonth, to: Temporal.PlainYearMonth): string {
  const last = `${months[to.month - 1] ?? ''} ${to.year}`
  if (from.equals(to)) return last
  const first = months[from.month - 1] ?? ''
  return from.year === to.year ? `${first} to ${last}` : `${first} ${from.year} to ${last}`
}
