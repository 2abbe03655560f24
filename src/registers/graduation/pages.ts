import { addressWith } from '../../lib/path.ts'
import { counted, dayInWords, listed, shortDay } from '../../lib/words.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../../scheduling/terms/queries.ts'
import type { Graduate, listEndedRuns } from './queries.ts'

interface Rows {
  terms: Term[]
  term: Term | undefined
  graduates: Graduate[]
  runs: Awaited<ReturnType<typeof listEndedRuns>>
}

/** The term that is asked for; else the latest that has begun. `today`: an ISO day. */
export function termOf(terms: Term[], asked: string | undefined, today: string): Term | undefined {
  if (asked !== undefined) return terms.find(({ id }) => id === asked)
  return terms.find(({ starts_on: startsOn }) => startsOn <= today) ?? terms.at(-1)
}

/** Who completed what in a term, to be read out and handed over. */
export function graduationPage({ terms, term, graduates, runs }: Rows, { timeZone }: Moment) {
  const people = peopleOf(graduates)
  return {
    title: term === undefined ? 'Graduation' : `Graduation: ${term.name}`,
    forPaper: true,
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminGraduation(),
    terms: terms.map(({ id, name }) => ({ value: id, text: name, selected: id === term?.id })),
    count: `${counted(people.length, 'person', 'people')}, ${counted(graduates.length, 'course')} completed`,
    people,
    fileHref: term && addressWith(paths.adminGraduationFile(), { term: term.id }),
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
