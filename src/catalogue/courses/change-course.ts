import type { AuditAction } from '../../database/audit-actions.ts'
import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { freeSlug } from '../../lib/slug.ts'
import {
  type Course,
  deleteCourse,
  insertCourse,
  listSlugs,
  listTitles,
  lockCourse,
  lockCourseToChange,
  lockNeeds,
  updateCourse,
  updateStatus,
} from './queries.ts'
import { type CourseDetails, decidePublish, decideRemove, decideRetire, findCircle } from './rules.ts'

export function courseDetails(course: Course): CourseDetails {
  const { title, summary, what_to_expect, who_it_is_for, categories, needs } = course
  return { title, summary, what_to_expect, who_it_is_for, categories, needs }
}

/** As a draft, which nobody outside the office sees. Throws on a title that is taken: `course_title`. */
export async function addCourse(tx: Tx, details: CourseDetails, doing: Doing): Promise<string> {
  const slug = freeSlug(details.title, await listSlugs(tx))
  const id = await insertCourse(tx, { ...details, slug }, doing.now)
  const changes = changesOf({}, details).filter(({ after }) => after !== '')
  await recordChange(tx, { action: 'course.added', subject: { kind: 'course', id }, changes }, doing)
  return id
}

/**
 * Saves what was typed. The address follows the title as long as nobody can know it: of a draft. Calendars say a new
 * title, by a job. Throws on a title that is taken, on a category or a course that is gone;
 * `RefusedField` for courses that come before each other.
 */
export async function changeCourse(
  tx: Tx,
  id: string,
  edits: Edits<CourseDetails>,
  doing: Doing,
): Promise<Saved<CourseDetails>> {
  const course = await lockCourseToChange(tx, id, doing.now)
  if (course === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'course' as const, id }
  const thing = { subject, action: 'course.changed' as const, current: courseDetails(course) }
  const update = async (merged: CourseDetails) => {
    if (merged.needs !== course.needs) await refuseCircle(tx, id, merged.needs)
    await updateCourse(tx, id, { ...merged, slug: await slugFor(tx, course, merged.title) }, doing.now)
  }
  const saved = await saveEdits(tx, thing, edits, update, doing)
  if (saved.ok && saved.changes.some(({ field }) => field === 'title'))
    await enqueueJob(tx, 'scheduling.tell-of-course', { courseId: id })
  return saved
}

async function refuseCircle(tx: Tx, id: string, needs: string): Promise<void> {
  const links = await lockNeeds(tx)
  const circle = findCircle(id, needs.split('\n').filter(Boolean), links)
  if (circle === undefined) return
  const { title } = (await listTitles(tx)).find((course) => course.id === circle) ?? { title: 'One of them' }
  throw new RefusedField(
    'needs',
    circle === id
      ? 'A course cannot come before itself'
      : `${title} needs this course first, so nobody could begin. Untick one of the two`,
  )
}

async function slugFor(tx: Tx, { slug, title, status }: Course, newTitle: string): Promise<string> {
  if (status !== 'draft' || newTitle === title) return slug
  const others = await listSlugs(tx)
  others.delete(slug)
  return freeSlug(newTitle, others)
}

/** Into the prospectus, with or without dates. */
export async function publishCourse(tx: Tx, id: string, doing: Doing) {
  return withCourse(tx, id, doing, async (course) => {
    const decided = decidePublish(course)
    if (decided.ok) await become(tx, id, 'published', 'course.published', doing)
    return decided
  })
}

/** Out of the prospectus. What took place stays in everybody's history. */
export async function retireCourse(tx: Tx, id: string, doing: Doing) {
  return withCourse(tx, id, doing, async (course) => {
    const decided = decideRetire({ ...course, comingRuns: course.coming_runs })
    if (decided.ok) await become(tx, id, 'retired', 'course.retired', doing)
    return decided
  })
}

/** As a draft: what was retired may need new words first. */
export async function bringCourseBack(tx: Tx, id: string, doing: Doing) {
  return withCourse(tx, id, doing, async ({ status }) => {
    if (status === 'retired') await become(tx, id, 'draft', 'course.brought-back', doing)
    return { ok: true } as const
  })
}

export async function removeCourse(tx: Tx, id: string, doing: Doing) {
  return withCourse(tx, id, doing, async (course) => {
    const decided = decideRemove(course)
    if (!decided.ok) return decided
    await deleteCourse(tx, id)
    const changes = changesOf({ title: course.title }, { title: null })
    await recordChange(tx, { action: 'course.removed', subject: { kind: 'course', id }, changes }, doing)
    return decided
  })
}

async function withCourse<Result>(
  tx: Tx,
  id: string,
  { now }: Doing,
  work: (course: Course) => Promise<Result>,
): Promise<Result | { ok: false; reason: 'not-found' }> {
  const course = await lockCourse(tx, id, now)
  return course === undefined ? { ok: false, reason: 'not-found' } : work(course)
}

async function become(tx: Tx, id: string, status: Course['status'], action: AuditAction, doing: Doing) {
  await updateStatus(tx, id, status, doing.now)
  await recordChange(tx, { action, subject: { kind: 'course', id }, changes: [] }, doing)
}
