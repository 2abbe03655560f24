// Courses with their coming runs, as the catalogue chooses among them and orders them. Pure.
import type { Moment } from '../lib/time.ts'
import { weekdayOf } from './calendar-day.ts'
import type { FacetedRun } from './filter.ts'
import { decideOpen, type OpenDecision } from './open.ts'
import { placeIsFree, type Places } from './places.ts'
import type { CourseRow, RunRow, SessionRow } from './queries.ts'

export interface ListedRun extends RunRow, FacetedRun {
  open: OpenDecision
  /** Planned sessions that are not over, in order of time. */
  coming: SessionRow[]
}

export interface ListedCourse extends CourseRow {
  runs: ListedRun[]
}

/** `since`: from when on sessions count as still to come, when that is not `now`. */
export function listedCourses(
  courses: CourseRow[],
  runs: RunRow[],
  moment: Moment,
  since = moment.now,
): ListedCourse[] {
  const ofCourse = new Map(courses.map((course) => [course.id, [] as ListedRun[]]))
  for (const run of runs) ofCourse.get(run.courseId)?.push(listedRun(run, moment, since))
  return courses.map((course) => ({ ...course, runs: ofCourse.get(course.id) ?? [] }))
}

export function listedRun(run: RunRow, { now, timeZone }: Moment, since = now): ListedRun {
  const planned = run.sessions.filter(({ status }) => status === 'planned')
  const coming = planned.filter(({ endsAt }) => endsAt > since)
  const open = decideOpen({ ...run, sessions: planned }, now)
  return { ...run, open, coming, values: valuesOf(run, coming, open, timeZone) }
}

function valuesOf(
  run: RunRow,
  coming: SessionRow[],
  open: OpenDecision,
  timeZone: string,
): FacetedRun['values'] {
  return {
    term: run.term === null ? [] : [run.term.slug],
    venue: unique(coming.map(({ venue }) => venue.slug)),
    mode: [run.mode],
    day: unique(coming.map(({ startsAt }) => weekdayOf(startsAt, timeZone))),
    places: hasRoom(run) && takesPeople(open) ? ['free'] : [],
  }
}

/** Open now, or opening later, or open to whoever comes: what is worth putting in a diary. */
export function takesPeople(open: OpenDecision): boolean {
  return open.ok || ['not-open-yet', 'first-for-others', 'drop-in'].includes(open.reason)
}

/** A drop-in has no places to run out of. */
export function hasRoom(run: Pick<RunRow, 'dropIn'> & Places): boolean {
  return run.dropIn || placeIsFree(run)
}

/** The run a course is announced by: the first that takes people, else the first there is. */
export function leadRun(course: ListedCourse): ListedRun | undefined {
  return course.runs.find(({ open }) => takesPeople(open)) ?? course.runs[0]
}

/**
 * The order of a list: courses without dates last; then by how well they answer a search; then what can be joined
 * before what cannot; then by the next date.
 */
export function inOrder(courses: ListedCourse[], ranks: Map<string, number>): ListedCourse[] {
  const keyed = courses.map((course) => ({ course, key: sortingKey(course, ranks) }))
  keyed.sort((one, other) => compare(one.key, other.key))
  return keyed.map(({ course }) => course)
}

function sortingKey(course: ListedCourse, ranks: Map<string, number>): (number | string)[] {
  const lead = leadRun(course)
  return [
    lead === undefined ? 1 : 0,
    -(ranks.get(course.id) ?? 0),
    lead !== undefined && takesPeople(lead.open) ? 0 : 1,
    lead?.coming[0]?.startsAt.getTime() ?? 0,
    course.title.toLowerCase(),
    course.id,
  ]
}

function compare(one: (number | string)[], other: (number | string)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? ''
    if (value < against) return -1
    if (value > against) return 1
  }
  return 0
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
