import type { Db } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { calendarBegins } from './for-machines.ts'
import { applyFilter, countChoices, type Facet } from './filter.ts'
import type { CourseSearch } from './forms.ts'
import { inOrder, type ListedCourse, listedCourses } from './listing.ts'
import { listCourses, listRuns } from './queries.ts'
import { findMatches, type Matches } from './search.ts'

export interface FoundCourses {
  /** Those that answer the search, in order, each with the runs that do. */
  courses: ListedCourse[]
  /** For each choice: how many courses there would be, were it made. */
  counts: Record<Facet, Map<string, number>>
  respelled: Matches['respelled']
  /** Every published course, whatever is searched: what there is to choose from. */
  all: ListedCourse[]
}

/** Two queries, and up to two more for a search by words; never one for each course. */
export async function findCourses(
  db: Db,
  { q, chosen }: Pick<CourseSearch, 'q' | 'chosen'>,
  moment: Moment,
): Promise<FoundCourses> {
  const [courses, runs] = await Promise.all([listCourses(db), listRuns(db, moment.now)])
  const all = listedCourses(courses, runs, moment)
  const { ranks, respelled } = q === '' ? anything(all) : await findMatches(db, q, courses)
  const matching = all.filter(({ id }) => ranks.has(id))
  return {
    courses: inOrder(applyFilter(matching, chosen), ranks),
    counts: countChoices(matching, chosen),
    respelled,
    all,
  }
}

/** The courses of a search for a calendar, which keeps what is over for a while. */
export async function findCalendarCourses(
  db: Db,
  { q, chosen }: Pick<CourseSearch, 'q' | 'chosen'>,
  moment: Moment,
): Promise<ListedCourse[]> {
  const since = calendarBegins(moment.now)
  const [courses, runs] = await Promise.all([listCourses(db), listRuns(db, moment.now, { since })])
  const all = listedCourses(courses, runs, moment, since)
  const { ranks } = q === '' ? anything(all) : await findMatches(db, q, courses)
  return applyFilter(
    all.filter(({ id }) => ranks.has(id)),
    chosen,
  )
}

function anything(all: ListedCourse[]): Matches {
  return { ranks: new Map(all.map(({ id }) => [id, 0])), respelled: [] }
}
