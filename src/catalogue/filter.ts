// Which courses a set of choices leaves, and how many each further choice would leave. Pure: no database, no clock.

/** What a course can be chosen by. Each but `category` belongs to a run: one single run must satisfy all of them. */
export const facets = ['term', 'category', 'venue', 'mode', 'day', 'places'] as const
export type Facet = (typeof facets)[number]
const runFacets = facets.filter((facet) => facet !== 'category')
type RunFacet = Exclude<Facet, 'category'>

/** The values chosen in each facet; any of them will do, and none means all. */
export type Chosen = Record<Facet, string[]>

export const nothingChosen: Chosen = { term: [], category: [], venue: [], mode: [], day: [], places: [] }

export interface FacetedRun {
  values: Record<RunFacet, string[]>
}

export interface FacetedCourse<Run extends FacetedRun = FacetedRun> {
  categories: { slug: string }[]
  runs: Run[]
}

/** The courses that satisfy every choice, each with those of its runs that do. */
export function applyFilter<Run extends FacetedRun, Course extends FacetedCourse<Run>>(
  courses: Course[],
  chosen: Chosen,
): Course[] {
  const aboutRuns = runFacets.some((facet) => chosen[facet].length > 0)
  return courses
    .filter((course) => accepts(chosen.category, categoriesOf(course)))
    .map((course) => ({ ...course, runs: course.runs.filter((run) => runMatches(run, chosen)) }))
    .filter((course) => !aboutRuns || course.runs.length > 0)
}

/** For each value of each facet: how many courses there would be, were it the one choice in its facet. */
export function countChoices(courses: FacetedCourse[], chosen: Chosen): Record<Facet, Map<string, number>> {
  const counts = facets.map((facet) => {
    const others = applyFilter(courses, { ...chosen, [facet]: [] })
    return [facet, countValues(others.map((course) => valuesOf(course, facet)))] as const
  })
  return Object.fromEntries(counts) as Record<Facet, Map<string, number>>
}

function runMatches(run: FacetedRun, chosen: Chosen): boolean {
  return runFacets.every((facet) => accepts(chosen[facet], run.values[facet]))
}

function accepts(chosen: string[], values: string[]): boolean {
  return chosen.length === 0 || chosen.some((value) => values.includes(value))
}

function valuesOf(course: FacetedCourse, facet: Facet): Set<string> {
  if (facet === 'category') return new Set(categoriesOf(course))
  return new Set(course.runs.flatMap((run) => run.values[facet]))
}

function categoriesOf(course: FacetedCourse): string[] {
  return course.categories.map(({ slug }) => slug)
}

function countValues(courses: Set<string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const values of courses) {
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
