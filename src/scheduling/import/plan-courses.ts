import { type Change, changesOf } from '../../editing/merge-edits.ts'
import { freeSlug } from '../../lib/slug.ts'
import type { College } from './college.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { type Problem, warningAt } from './problems.ts'
import type { RunRow } from './run-row.ts'
import { saysTheSame } from './tidy.ts'

const textNames = ['summary', 'what_to_expect', 'who_it_is_for'] as const
type Texts = Record<(typeof textNames)[number], string>

export interface PlannedCourse extends Texts {
  id: string
  slug: string
  title: string
  status: 'draft' | 'published' | 'retired'
}

export interface PlannedCategory {
  id: string
  slug: string
  name: string
}

export interface CoursePlan {
  newCourses: PlannedCourse[]
  changedCourses: { course: PlannedCourse; changes: Change[] }[]
  newCategories: PlannedCategory[]
  newCourseCategories: { course_id: string; category_id: string }[]
  /** Ids of the categories that courses are in already, by course. */
  hadCategories: Map<string, string[]>
  /** Every course the file speaks of, new or not, by folded title. */
  courses: Map<string, PlannedCourse>
  problems: Problem[]
}

/** Which courses and categories are new, and which descriptions change. */
export function planCourses(rows: readonly RunRow[], college: College, newId: () => string): CoursePlan {
  const known = new Map(college.courses.map((course) => [folded(course.title), course]))
  const slugs = new Set(college.courses.map(({ slug }) => slug))
  const plan: CoursePlan = {
    newCourses: [],
    changedCourses: [],
    newCategories: [],
    newCourseCategories: [],
    hadCategories: categoriesByCourse(college),
    courses: new Map(),
    problems: [],
  }
  for (const [key, [first, ...others]] of grouped(rows, ({ title }) => folded(title))) {
    if (first === undefined) continue
    const given = firstTexts([first, ...others])
    const course = known.get(key)
    if (course === undefined) {
      const { title } = first
      const planned: PlannedCourse = {
        id: newId(),
        slug: freeSlug(title, slugs),
        title,
        status: 'draft',
        ...given,
      }
      plan.newCourses.push(planned)
      plan.courses.set(key, planned)
    } else {
      const described = describe(first, course, given)
      plan.problems.push(...described.problems)
      if (described.changes.length > 0) plan.changedCourses.push(described)
      plan.courses.set(key, described.course)
    }
  }
  return { ...plan, ...planCategories(rows, plan.courses, college, newId) }
}

function categoriesByCourse({ courseCategories }: College): Map<string, string[]> {
  const links = grouped(courseCategories, ({ course_id }) => course_id)
  return new Map([...links].map(([id, its]) => [id, its.map(({ category_id }) => category_id)]))
}

/** The first text the file has for each, over the lines of one course. */
function firstTexts(rows: readonly RunRow[]): Texts {
  const first = (name: keyof Texts) =>
    rows.map((row) => row.courseTexts[name]).find((text) => text !== null) ?? ''
  return {
    summary: first('summary'),
    what_to_expect: first('what_to_expect'),
    who_it_is_for: first('who_it_is_for'),
  }
}

/** A draft is described as the file says; what students can read already is only filled in where it was empty. */
function describe(row: RunRow, course: PlannedCourse, given: Texts) {
  const problems: Problem[] = []
  const described: PlannedCourse = { ...course }
  for (const name of textNames) {
    if (given[name] === '' || saysTheSame(given[name], course[name])) continue
    if (course.status === 'draft' || course[name] === '') described[name] = given[name]
    else problems.push(warningAt(row, name, keptText(course.title)))
  }
  const { summary, what_to_expect, who_it_is_for } = described
  return {
    course: described,
    changes: changesOf({ ...course }, { summary, what_to_expect, who_it_is_for }),
    problems,
  }
}

function keptText(title: string): string {
  return `The text differs from the one students read on the page of "${title}". The page is left as it is.`
}

function planCategories(
  rows: readonly RunRow[],
  courses: ReadonlyMap<string, PlannedCourse>,
  college: College,
  newId: () => string,
): Pick<CoursePlan, 'newCategories' | 'newCourseCategories'> {
  const categories = new Map<string, PlannedCategory>(
    college.categories.map((one) => [folded(one.name), one]),
  )
  const slugs = new Set(college.categories.map(({ slug }) => slug))
  const linked = new Set(college.courseCategories.map((link) => `${link.course_id} ${link.category_id}`))
  const plan: Pick<CoursePlan, 'newCategories' | 'newCourseCategories'> = {
    newCategories: [],
    newCourseCategories: [],
  }
  const categoryOf = (name: string) => {
    const category = categories.get(folded(name)) ?? { id: newId(), slug: freeSlug(name, slugs), name }
    if (!categories.has(folded(name))) plan.newCategories.push(category)
    categories.set(folded(name), category)
    return category
  }
  for (const row of rows) {
    const course_id = courses.get(folded(row.title))?.id
    for (const category_id of row.categories.map((name) => categoryOf(name).id)) {
      if (course_id === undefined || linked.has(`${course_id} ${category_id}`)) continue
      linked.add(`${course_id} ${category_id}`)
      plan.newCourseCategories.push({ course_id, category_id })
    }
  }
  return plan
}
