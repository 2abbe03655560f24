import { addressWith } from '../../lib/path.ts'
import { counted, dayInWords, listed, shortDay } from '../../lib/words.ts'
import { instantOf, type Moment, onTheClock } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../../scheduling/terms/queries.ts'
import type { Graduate, listEndedRuns, listUndecidedRuns, Which } from './queries.ts'

/** What the list is of: a term, or what had none in the last year. */
export interface Chosen {
  /** As it stands in the address. */
  term: string
  name: string
  slug: string
  which: Which
}

interface Rows {
  terms: Term[]
  chosen: Chosen
  graduates: Graduate[]
  runs: Awaited<ReturnType<typeof listEndedRuns>>
  undecided: Awaited<ReturnType<typeof listUndecidedRuns>>
}

const withoutTerm = 'none'

/** The term that is asked for; else the latest that has begun; and what had no term, where there are none. */
export function chosenOf(terms: Term[], asked: string | undefined, at: Moment): Chosen | undefined {
  const day = onTheClock(at.now, at.timeZone)
  const today = day.toPlainDate().toString()
  const usual = terms.find(({ starts_on: startsOn }) => startsOn <= today) ?? terms.at(-1)
  const term = asked === undefined ? usual : terms.find(({ id }) => id === asked)
  if (term !== undefined)
    return { term: term.id, name: term.name, slug: term.slug, which: { termId: term.id } }
  if (asked !== undefined && asked !== withoutTerm) return undefined
  const which = { withoutTermSince: instantOf(day.subtract({ months: 12 })) }
  return { term: withoutTerm, name: 'courses of no term, the last year', slug: 'without-term', which }
}

/** Who completed what, to be read out and handed over. */
export function graduationPage({ terms, chosen, graduates, runs, undecided }: Rows, { timeZone }: Moment) {
  const people = peopleOf(graduates)
  const choices = [...terms, { id: withoutTerm, name: 'No term, the last year' }]
  return {
    title: `Graduation: ${chosen.name}`,
    forPaper: true,
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminGraduation(),
    terms: choices.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen.term })),
    count: `${counted(people.length, 'person', 'people')}, ${counted(graduates.length, 'course')} completed`,
    people,
    undecided: undecided.map(({ id, title, over_at: overAt, people }) => ({
      title,
      href: paths.adminRunCompletion({ id }),
      when: shortDay(overAt, timeZone),
      detail: `${counted(people, 'person', 'people')} to decide about`,
    })),
    fileHref: addressWith(paths.adminGraduationFile(), { term: chosen.term }),
    runs: runs.map((run) => ({
      title: run.title,
      href: paths.adminRunCompletion({ id: run.id }),
      when: shortDay(run.over_at, timeZone),
      detail: `${run.completed} of ${counted(run.completed + run.not_completed + run.open, 'person', 'people')} completed it`,
      tags: run.open > 0 ? [{ kind: 'waiting', text: `${run.open} not settled yet` }] : [],
    })),
  }
}

function peopleOf(graduates: Graduate[]) {
  const people = new Map<string, { name: string; courses: string[] }>()
  for (const { person_id: id, name, title } of graduates) {
    const person = people.get(id) ?? { name, courses: [] }
    if (!person.courses.includes(title)) person.courses.push(title)
    people.set(id, person)
  }
  return [...people.values()].map(({ name, courses }) => ({ name, courses: listed(courses) }))
}

export const graduationHeadings = ['name', 'course', 'last_class']

export function graduationCells({ name, title, over_at: overAt }: Graduate, timeZone: string): string[] {
  return [name, title, dayInWords(overAt, timeZone)]
}
