// The choices beside the catalogue: what can be chosen, what is, and the address without each.
import { coursesAddress } from './addresses.ts'
import { type Chosen, type Facet, facets, nothingChosen } from './filter.ts'
import { byName } from '../lib/name-order.ts'
import type { FoundCourses } from './find-courses.ts'
import { type CourseSearch, weekdays } from './forms.ts'
import type { ListedCourse } from './listing.ts'

interface Choice {
  value: string
  text: string
}

const legends: Record<Facet, string> = {
  places: 'Places',
  day: 'Day',
  mode: 'In person or online',
  category: 'About',
  venue: 'Where',
  term: 'Term',
}
const shownOrder: Facet[] = ['places', 'category', 'mode', 'day', 'venue', 'term']
const oneOnly = new Set<Facet>(['mode'])

/** Each group of choices with how many courses every one would leave. A group with nothing to decide is left out. */
export function filterGroups({ all, counts }: Pick<FoundCourses, 'all' | 'counts'>, chosen: Chosen) {
  return shownOrder.flatMap((facet) => {
    const options = choicesOf(facet, all, chosen[facet]).map((choice) => ({
      ...choice,
      // As text, since a template takes the number 0 for nothing.
      count: String(counts[facet].get(choice.value) ?? 0),
      checked: chosen[facet].includes(choice.value),
    }))
    if (options.length < (facet === 'places' ? 1 : 2) && chosen[facet].length === 0) return []
    return [{ legend: legends[facet], name: facet, ...typed(facet, options, chosen) }]
  })
}

function typed<Option extends Choice>(facet: Facet, options: Option[], chosen: Chosen) {
  if (!oneOnly.has(facet)) return { type: 'checkbox', options }
  const either = { value: '', text: 'Either', checked: chosen[facet].length === 0 }
  return { type: 'radio', options: [either, ...options] }
}

/** What is chosen, each with the address of the same search without it. */
export function activeFilters({ all }: Pick<FoundCourses, 'all'>, { q, chosen }: CourseSearch) {
  const words = q === '' ? [] : [{ text: `“${q}”`, href: coursesAddress({ q: '', chosen }) }]
  const choices = facets.flatMap((facet) =>
    choicesOf(facet, all, chosen[facet])
      .filter(({ value }) => chosen[facet].includes(value))
      .map(({ value, text }) => ({
        text,
        href: coursesAddress({ q, chosen: without(chosen, facet, value) }),
      })),
  )
  return [...words, ...choices]
}

/** The same search as fields of a form that asks for something else. */
export function hiddenFields({ q, chosen }: Pick<CourseSearch, 'q' | 'chosen'>) {
  const words = q === '' ? [] : [{ name: 'q', value: q }]
  return [...words, ...facets.flatMap((facet) => chosen[facet].map((value) => ({ name: facet, value })))]
}

/** Categories that have courses, in the order of the prospectus. */
export function categoriesIn(courses: ListedCourse[]): Choice[] {
  const categories = courses.flatMap((course) => course.categories)
  categories.sort((one, other) => one.position - other.position || one.name.localeCompare(other.name))
  return unique(categories.map(({ slug, name }) => ({ value: slug, text: name })))
}

/** Everything there is to choose in one facet, and whatever is chosen although we do not have it. */
function choicesOf(facet: Facet, courses: ListedCourse[], chosen: string[]): Choice[] {
  const known = knownChoices[facet](courses)
  const shown =
    facet === 'day' ? known.filter(({ value }) => hasDay(courses, value) || chosen.includes(value)) : known
  const names = new Set(shown.map(({ value }) => value))
  const strangers = chosen.filter((value) => !names.has(value)).map((value) => ({ value, text: value }))
  return [...shown, ...strangers]
}

/** Everything there is to choose of each facet. */
export const knownChoices: Record<Facet, (courses: ListedCourse[]) => Choice[]> = {
  places: () => [{ value: 'free', text: 'Only with places free' }],
  day: () => weekdays.map((day) => ({ value: day, text: day.charAt(0).toUpperCase() + day.slice(1) })),
  mode: () => [
    { value: 'in-person', text: 'In person' },
    { value: 'online', text: 'Online' },
  ],
  category: categoriesIn,
  venue: (courses) => {
    const venues = courses
      .flatMap(({ runs }) => runs.flatMap(({ coming }) => coming.map(({ venue }) => venue)))
      .filter(({ online }) => !online)
    const choices = unique(venues.map(({ slug, name }) => ({ value: slug, text: name })))
    return choices.sort((one, other) => byName(one.text, other.text))
  },
  term: (courses) => {
    const terms = courses.flatMap(({ runs }) => runs.flatMap(({ term }) => (term === null ? [] : [term])))
    terms.sort((one, other) => one.startsOn.localeCompare(other.startsOn))
    return unique(terms.map(({ slug, name }) => ({ value: slug, text: name })))
  },
}

function hasDay(courses: ListedCourse[], day: string): boolean {
  return courses.some(({ runs }) => runs.some(({ values }) => values.day.includes(day)))
}

function without(chosen: Chosen, facet: Facet, value: string): Chosen {
  return { ...nothingChosen, ...chosen, [facet]: chosen[facet].filter((other) => other !== value) }
}

function unique(choices: Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()]
}
