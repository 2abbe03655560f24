import { type Editing, editingData, historyRows } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { Category } from './queries.ts'

const labels = { name: 'Name', order: 'Order in the prospectus' }
const back = { href: paths.adminCategories(), text: 'Categories' }

export function categoriesPage(categories: Category[]) {
  return {
    title: 'Categories',
    back: { href: paths.adminCourses(), text: 'Courses' },
    newHref: paths.adminCategoryNew(),
    categories: categories.map(({ id, name, courses }, index) => ({
      name,
      href: paths.adminCategory({ id }),
      courses: courses === 0 ? 'No courses' : counted(courses, 'course'),
      up: index === 0 ? undefined : paths.adminCategoryUp({ id }),
      before: categories[index - 1]?.name,
    })),
  }
}

export function newCategoryPage(form: Typed = nothingTyped) {
  return { title: 'Add a category', back, action: paths.adminCategoryNew(), isNew: true, ...withErrors(form) }
}

export function categoryPage(
  { id, name, courses }: Category,
  { history, editing }: { history: HistoryRow[]; editing: Editing },
  at: Pick<Moment, 'timeZone'>,
) {
  return {
    title: name,
    back,
    action: paths.adminCategory({ id }),
    courses: courses === 0 ? undefined : counted(courses, 'course'),
    removal: courses === 0 ? paths.adminCategoryRemoval({ id }) : undefined,
    ...editingData(editing, labels),
    history: historyRows(history, labels, at),
  }
}
