import type { CourseStatus } from '../../database/schema.ts'
import type { Details } from '../../editing/merge-edits.ts'

/** What the office says of a course. */
export interface CourseDetails extends Details {
  title: string
  summary: string
  what_to_expect: string
  who_it_is_for: string
  /** Ids, in an order of their own, each on a line. */
  categories: string
  /** Courses to do first: ids, as categories. */
  needs: string
}

type Refusal<Reason extends string> = { ok: false; reason: Reason }

/** A course that says nothing of itself helps nobody to choose. */
export function decidePublish(course: {
  status: CourseStatus
  summary: string
}): { ok: true } | Refusal<'not-a-draft' | 'no-summary'> {
  if (course.status !== 'draft') return { ok: false, reason: 'not-a-draft' }
  return course.summary.trim() === '' ? { ok: false, reason: 'no-summary' } : { ok: true }
}

/** Nobody who has a place on something to come may find its page gone. */
export function decideRetire(course: {
  status: CourseStatus
  comingRuns: number
}): { ok: true } | Refusal<'not-published' | 'still-planned'> {
  if (course.status !== 'published') return { ok: false, reason: 'not-published' }
  return course.comingRuns > 0 ? { ok: false, reason: 'still-planned' } : { ok: true }
}

/** Only what was never run: everything else stays in the history, retired. */
export function decideRemove(course: {
  status: CourseStatus
  runs: number
}): { ok: true } | Refusal<'not-a-draft' | 'has-runs'> {
  if (course.status !== 'draft') return { ok: false, reason: 'not-a-draft' }
  return course.runs > 0 ? { ok: false, reason: 'has-runs' } : { ok: true }
}

/** Designed by both kinds of expertise, as the fidelity criteria of RECOLLECT ask of every course. */
export function isCoProduced(log: { lived_experience: string; other_expertise: string }[]): boolean {
  return log.some(
    ({ lived_experience, other_expertise }) => lived_experience !== '' && other_expertise !== '',
  )
}

/** The first of these courses that needs the course itself, by whatever way round: nobody could begin with either. */
export function findCircle(
  courseId: string,
  needs: string[],
  links: { course_id: string; needs_course_id: string }[],
): string | undefined {
  return needs.find((needed) => leadsTo(needed, courseId, links, new Set()))
}

function leadsTo(
  from: string,
  to: string,
  links: Parameters<typeof findCircle>[2],
  seen: Set<string>,
): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return links
    .filter(({ course_id }) => course_id === from)
    .some(({ needs_course_id }) => leadsTo(needs_course_id, to, links, seen))
}
