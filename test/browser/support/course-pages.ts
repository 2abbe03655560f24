// Where to look at courses and categories, as the office writes them.
import { noteCoProduction } from '../../../src/catalogue/courses/note-co-production.ts'
import { makeEdition } from '../../../src/catalogue/prospectus/make-edition.ts'
import { addCourse, changeCourse, retireCourse } from '../../../src/catalogue/courses/change-course.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const coursePages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminCourses.pattern]: [page('administrator', () => '/admin/courses')],
  [paths.adminCourseNew.pattern]: [page('administrator', () => '/admin/courses/new')],
  [paths.adminCourse.pattern]: [
    page('administrator', ({ courses }) => paths.adminCourse({ id: courses.published })),
    page('administrator', ({ courses }) => paths.adminCourse({ id: courses.draft })),
    page('administrator', ({ courses }) => paths.adminCourse({ id: courses.retired })),
  ],
  [paths.adminCoursePreview.pattern]: [
    page('administrator', ({ courses }) => paths.adminCoursePreview({ id: courses.draft })),
    page('administrator', ({ courses }) => paths.adminCoursePreview({ id: courses.published })),
  ],
  [paths.adminCourseEasyRead.pattern]: [
    page('administrator', ({ courses }) => paths.adminCourseEasyRead({ id: courses.published })),
  ],
  [paths.adminProspectus.pattern]: [page('administrator', () => '/admin/prospectus')],
  [paths.adminProspectusCover.pattern]: [page('administrator', () => '/admin/prospectus/cover')],
  [paths.adminProspectusEditions.pattern]: [page('administrator', () => '/admin/prospectus/editions')],
  [paths.adminProspectusEdition.pattern]: [
    page('administrator', ({ editionId }) => paths.adminProspectusEdition({ id: editionId })),
  ],
  [paths.prospectusPdf.pattern]: 'not a page',
  [paths.picture.pattern]: 'not a page',
  [paths.adminCoProductionNew.pattern]: [
    page('administrator', ({ courses }) => paths.adminCoProductionNew({ id: courses.draft })),
  ],
  [paths.adminCategories.pattern]: [page('administrator', () => '/admin/categories')],
  [paths.adminCategoryNew.pattern]: [page('administrator', () => '/admin/categories/new')],
  [paths.adminCategory.pattern]: [
    page('administrator', ({ categoryId }) => paths.adminCategory({ id: categoryId })),
  ],
}

/** One course as it is taught, changed and with its log; a draft; and one that is retired. */
export async function addCourses(db: Db, now: Date) {
  const office = await idOf(db, 'person', 'name', 'Ada Office')
  const categoryId = await idOf(db, 'category', 'name', 'Wellbeing')
  const published = await idOf(db, 'course', 'title', 'Living with anxiety')
  const doing = { actorId: office, now }
  return inTransaction(db, async (tx) => {
    const words = {
      what_to_expect: 'We sit in a circle.\n\nThere is tea.',
      who_it_is_for: 'Anyone who worries.',
    }
    const said = {
      title: 'Living with anxiety',
      summary: 'What worry does, and small things to try.',
      ...words,
    }
    await changeCourse(
      tx,
      published,
      { typed: { ...said, categories: categoryId, needs: '' }, base: undefined },
      doing,
    )
    const note = { what: 'designed' as const, happened_on: '2026-05-04' }
    const names = {
      lived_experience: 'Amal\nThe Tuesday group',
      other_expertise: 'Nora, occupational therapist',
    }
    await noteCoProduction(tx, published, { ...note, ...names }, doing)
    const draft = await addCourse(tx, { ...said, title: 'Coming to terms', categories: '', needs: '' }, doing)
    const retired = await addCourse(
      tx,
      { ...said, title: 'Telephone skills', categories: '', needs: '' },
      doing,
    )
    await tx.updateTable('course').set({ status: 'published' }).where('id', '=', retired).execute()
    await retireCourse(tx, retired, doing)
    const made = await makeEdition(tx, { term: '', venue: '' }, { ...doing, timeZone: 'Europe/London' })
    const editionId = made.ok ? made.id : ''
    return { courses: { published, draft, retired }, categoryId, editionId }
  })
}

async function idOf(
  db: Db,
  table: 'person' | 'category' | 'course',
  column: 'name' | 'title',
  value: string,
): Promise<string> {
  const row = db.selectFrom(table).select('id').where(db.dynamic.ref<'id'>(column), '=', value)
  return (await row.executeTakeFirstOrThrow()).id
}
