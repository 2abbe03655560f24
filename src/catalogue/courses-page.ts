import type { Moment } from '../lib/time.ts'
import { counted } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { calendarAddress, coursesAddress } from './addresses.ts'
import { activeFilters, filterGroups, hiddenFields } from './choices.ts'
import { nothingChosen } from './filter.ts'
import type { FoundCourses } from './find-courses.ts'
import type { CourseSearch } from './forms.ts'
import { pagination } from './pagination.ts'
import { courseCard } from './run-words.ts'

const pageSize = 20

/** The catalogue: what was asked, what answers it, and what else could be chosen. */
export function coursesPage(found: FoundCourses, search: CourseSearch, moment: Moment) {
  const total = found.courses.length
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const page = Math.min(search.page, pages)
  const shown = found.courses.slice((page - 1) * pageSize, page * pageSize)
  const filters = activeFilters(found, search)
  const clearHref = filters.length > 0 ? paths.courses() : undefined
  return {
    title: titleOf(search, page),
    description: 'Courses you can join, with dates, places and how full they are.',
    action: paths.courses(),
    q: search.q,
    hiddenForWords: hiddenFields({ ...search, q: '' }),
    hiddenForFilters: search.q === '' ? [] : [{ name: 'q', value: search.q }],
    respelled: found.respelled.map(({ typed, meant }) => ({ typed, meant: meant.join(' or ') })),
    count: countInWords(total, search, page, pages),
    courses: shown.map((course) => courseCard(course, moment, paths.course({ slug: course.slug }))),
    none: total === 0 && noneInWords(found.all.length > 0),
    filters,
    chosen: filters.length,
    clearHref,
    groups: filterGroups(found, search.chosen),
    calendarHref: calendarAddress(search),
    prospectusHref: paths.prospectus(),
    ...pagination(page, pages, (number) => coursesAddress({ ...search, page: number })),
  }
}

function titleOf({ q }: CourseSearch, page: number): string {
  const what = q === '' ? 'Courses' : `Courses about “${q}”`
  return page === 1 ? what : `${what}, page ${page}`
}

function countInWords(total: number, { q }: CourseSearch, page: number, pages: number): string {
  const what = counted(total, 'course')
  const about = q === '' ? what : `${what} for “${q}”`
  return pages === 1 ? about : `${about}, page ${page} of ${pages}`
}

function noneInWords(anyAtAll: boolean) {
  return anyAtAll
    ? {
        heading: 'No course fits all of that',
        text: 'Try fewer choices or other words. New dates are added often.',
        href: coursesAddress({ q: '', chosen: nothingChosen }),
        linkText: 'See all courses',
      }
    : {
        heading: 'The next courses are being planned',
        text: 'There is nothing to choose from just yet. Please look again soon, or get in touch with us.',
        href: paths.home(),
        linkText: 'Back to the start page',
      }
}
