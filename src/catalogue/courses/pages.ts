import { type Editing, editingData, historyRows, type Labels } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { Category } from '../categories/queries.ts'
import { easyReadLabels } from './easy-read-page.ts'
import { logData } from './log-page.ts'
import type { Course, listCoProduction, listTitles } from './queries.ts'

const back = { href: paths.adminCourses(), text: 'Courses' }

export function coursesPage(courses: Course[]) {
  const rowsOf = (status: Course['status']) =>
    courses.filter((course) => course.status === status).map(courseRow)
  return {
    title: 'Courses',
    back: { href: paths.admin(), text: 'Office' },
    newHref: paths.adminCourseNew(),
    categoriesHref: paths.adminCategories(),
    drafts: rowsOf('draft'),
    published: rowsOf('published'),
    retired: rowsOf('retired'),
    nothing: courses.length === 0,
  }
}

function courseRow(course: Course) {
  const { id, title, category_names, coming_runs, co_produced } = course
  return {
    href: paths.adminCourse({ id }),
    title,
    detail: category_names.join(', '),
    aside: coming_runs === 0 ? 'No dates' : `${counted(coming_runs, 'run')} to come`,
    tags: co_produced ? [] : [{ kind: 'draft', text: 'Co-production not noted' }],
  }
}

export function newCoursePage(
  { categories, courses }: Pick<Shown, 'categories' | 'courses'>,
  form: Typed = nothingTyped,
) {
  return {
    title: 'Add a course',
    back,
    action: paths.adminCourseNew(),
    categories: categoryBoxes(categories, form),
    ...neededFirst(courses, form),
    ...withErrors(form),
  }
}

interface Shown {
  categories: Category[]
  courses: Awaited<ReturnType<typeof listTitles>>
  log: Awaited<ReturnType<typeof listCoProduction>>
  history: HistoryRow[]
  editing: Editing
}

export function coursePage(course: Course, shown: Shown, at: Pick<Moment, 'timeZone'>) {
  const { id, title, status, coming_runs } = course
  const labels = labelsFor(shown.categories, shown.courses)
  const others = shown.courses.filter((one) => one.id !== id)
  return {
    title,
    back,
    action: paths.adminCourse({ id }),
    status: statusWords[status],
    previewHref: paths.adminCoursePreview({ id }),
    easyReadHref: paths.adminCourseEasyRead({ id }),
    planHref: status === 'retired' ? undefined : `${paths.adminRunNew()}?course=${id}`,
    publicHref: status === 'published' ? paths.course({ slug: course.slug }) : undefined,
    coming: coming_runs === 0 ? undefined : counted(coming_runs, 'run'),
    categories: categoryBoxes(shown.categories, shown.editing.form),
    ...neededFirst(others, shown.editing.form),
    ...editingData(shown.editing, labels),
    ...stepsFor(course),
    log: logData(id, shown.log),
    history: historyRows(shown.history, labels, at),
  }
}

const statusWords = {
  draft: { kind: 'draft', text: 'Draft' },
  published: { kind: 'confirmed', text: 'In the prospectus' },
  retired: { kind: 'ended', text: 'Retired' },
}

/** What can be done with the course as a whole. */
function stepsFor({ id, status, coming_runs, runs }: Course) {
  if (status === 'retired') return { bringBack: paths.adminCourseReturn({ id }) }
  if (status === 'published')
    return coming_runs > 0
      ? { stillPlanned: counted(coming_runs, 'run') }
      : { retire: paths.adminCourseRetirement({ id }) }
  return {
    publish: paths.adminCoursePublication({ id }),
    removal: runs === 0 ? paths.adminCourseRemoval({ id }) : undefined,
  }
}

function categoryBoxes(categories: Category[], { typed }: Typed) {
  const ticked = (typed.categories ?? '').split('\n')
  return categories.map(({ id, name }) => ({ value: id, text: name, checked: ticked.includes(id) }))
}

/** Courses that can come first: not what is retired, unless it was chosen before. */
function neededFirst(courses: Shown['courses'], { typed, errors }: Typed) {
  const ticked = (typed.needs ?? '').split('\n').filter(Boolean)
  return {
    needs: courses
      .filter(({ id, status }) => status !== 'retired' || ticked.includes(id))
      .map(({ id, title, status }) => ({
        value: id,
        text: status === 'published' ? title : `${title} (not in the prospectus, so nobody is asked for it)`,
        checked: ticked.includes(id),
      })),
    needsOpen: ticked.length > 0 || errors.some(({ field }) => field === 'needs'),
  }
}

function labelsFor(categories: Category[], courses: Shown['courses']): Labels {
  const names = new Map([
    ...categories.map(({ id, name }) => [id, name] as const),
    ...courses.map(({ id, title }) => [id, title] as const),
  ])
  const lines = (ids: unknown) =>
    String(ids)
      .split('\n')
      .map((id) => names.get(id) ?? 'one that is gone')
  return {
    title: 'Title',
    summary: 'In short',
    what_to_expect: 'What to expect',
    who_it_is_for: 'Who it is for',
    categories: { label: 'Categories', lines },
    needs: { label: 'First do', lines },
    ...easyReadLabels,
  }
}
