import type { College } from './college.ts'
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { freeSlug } from '../../lib/slug.ts'
import { type Problem, warningAt } from './problems.ts'
import type { FileRun } from './schedule.ts'
import { type TermDates, termDates } from './terms.ts'

export interface PlannedTerm {
  id: string
  slug: string
  name: string
  starts_on: string
  ends_on: string
}

export interface TermPlan {
  newTerms: PlannedTerm[]
  termIdOf: (run: FileRun) => string | null
  problems: Problem[]
}

/** Which terms are new, and which sessions lie outside their term. */
export function planTerms(
  runs: readonly FileRun[],
  college: College,
  shiftWeeks: number,
  newId: () => string,
): TermPlan {
  const terms = new Map<string, PlannedTerm>(college.terms.map((term) => [folded(term.name), term]))
  const slugs = new Set(college.terms.map(({ slug }) => slug))
  const bySaidName = new Map<string, PlannedTerm>()
  const newTerms: PlannedTerm[] = []
  for (const [said, dates] of termsOfFile(runs, shiftWeeks)) {
    const term = terms.get(folded(dates.name)) ?? newTerm(dates, slugs, newId)
    if (!terms.has(folded(dates.name))) newTerms.push(term)
    else if (newTerms.includes(term)) widen(term, dates)
    terms.set(folded(dates.name), term)
    bySaidName.set(said, term)
  }
  const termOf = ({ row }: FileRun) => (row.term === null ? undefined : bySaidName.get(folded(row.term)))
  return {
    newTerms,
    termIdOf: (run) => termOf(run)?.id ?? null,
    problems: runs.flatMap((run) => outsideTerm(run, termOf(run))),
  }
}

/** Name and dates by the folded name the file uses. */
function termsOfFile(runs: readonly FileRun[], shiftWeeks: number): Map<string, TermDates> {
  const named = runs.filter(({ row, sessions }) => row.term !== null && sessions.length > 0)
  const terms = grouped(named, ({ row }) => folded(row.term ?? ''))
  return new Map(
    [...terms].map(([said, its]) => {
      const dates = its.flatMap(({ sessions }) => sessions.map(({ date }) => date)).sort()
      const span = { first: dates[0] ?? '', last: dates.at(-1) ?? '' }
      return [said, termDates(its[0]?.row.term ?? '', span, shiftWeeks)]
    }),
  )
}

function newTerm(
  { name, startsOn, endsOn }: TermDates,
  slugs: Set<string>,
  newId: () => string,
): PlannedTerm {
  return { id: newId(), slug: freeSlug(name, slugs), name, starts_on: startsOn, ends_on: endsOn }
}

/** Two names in the file that a move by weeks makes one. */
function widen(term: PlannedTerm, { startsOn, endsOn }: TermDates): void {
  if (startsOn < term.starts_on) term.starts_on = startsOn
  if (endsOn > term.ends_on) term.ends_on = endsOn
}

export function outsideTerm(
  run: Pick<FileRun, 'sessions'>,
  term: Pick<PlannedTerm, 'name' | 'starts_on' | 'ends_on'> | undefined,
): Problem[] {
  if (term === undefined) return []
  const span = `${longDate(term.starts_on)} to ${longDate(term.ends_on)}`
  return run.sessions
    .filter(({ date }) => date < term.starts_on || date > term.ends_on)
    .map(({ date, place }) => {
      const message = `The session on ${longDate(date)} lies outside the term "${term.name}" (${span}).`
      return warningAt(place, 'term', message)
    })
}
