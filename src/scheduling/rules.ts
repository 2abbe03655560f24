import type { CourseStatus, Expertise, RunStatus } from '../database/schema.ts'

export type PublishRefusal =
  | 'not-a-draft'
  | 'course-retired'
  | 'no-sessions'
  | 'place-unused'
  | 'no-peer-trainer'
  | 'no-professional-trainer'

export interface PublishFacts {
  status: RunStatus
  courseStatus: CourseStatus
  plannedSessions: number
  /** A date still to come is where nobody meets any more. */
  placeUnused?: boolean
  expertise: Expertise[]
}

/**
 * Co-delivery: a run is given by someone with lived experience and someone with professional expertise. An override
 * is possible, with its reason, and is counted.
 */
export function decidePublish(
  run: PublishFacts,
  overrideReason: string | undefined,
): { ok: true; overridden: boolean } | { ok: false; reason: PublishRefusal } {
  if (run.status !== 'draft') return { ok: false, reason: 'not-a-draft' }
  if (run.courseStatus === 'retired') return { ok: false, reason: 'course-retired' }
  if (run.plannedSessions === 0) return { ok: false, reason: 'no-sessions' }
  if (run.placeUnused === true) return { ok: false, reason: 'place-unused' }
  const missing = missingTrainer(run.expertise)
  if (missing === undefined) return { ok: true, overridden: false }
  return overrideReason === undefined ? { ok: false, reason: missing } : { ok: true, overridden: true }
}

/** What is over is published by itself, for its register: nobody means a whole term by it. */
export function decidePublishTogether(
  run: PublishFacts & { sessionsToCome: number },
): { ok: true } | { ok: false; reason: PublishRefusal | 'over' } {
  const decided = decidePublish(run, undefined)
  return decided.ok && run.sessionsToCome === 0 ? { ok: false, reason: 'over' } : decided
}

/** Which of the two a run lacks. */
export function missingTrainer(
  expertise: Expertise[],
): 'no-peer-trainer' | 'no-professional-trainer' | undefined {
  if (!expertise.includes('lived')) return 'no-peer-trainer'
  return expertise.includes('professional') ? undefined : 'no-professional-trainer'
}

export type SessionRefusal =
  | 'not-found'
  | 'run-over'
  | 'course-gone'
  | 'in-the-past'
  | 'ends-before-start'
  | 'already-cancelled'
  | 'not-cancelled'

/**
 * A session is changed while its run is planned or running, and only towards a time still to come. A course may have left
 * the prospectus while every date was off: people would have a place on what has no page.
 */
export function decideSessionTimes(
  times: { startsAt: Date; endsAt: Date },
  run: { status: RunStatus; course_status: CourseStatus },
  now: Date,
): { ok: true } | { ok: false; reason: SessionRefusal } {
  if (run.status === 'cancelled' || run.status === 'ended') return { ok: false, reason: 'run-over' }
  if (run.status === 'published' && run.course_status !== 'published')
    return { ok: false, reason: 'course-gone' }
  if (times.endsAt <= times.startsAt) return { ok: false, reason: 'ends-before-start' }
  return times.startsAt <= now ? { ok: false, reason: 'in-the-past' } : { ok: true }
}
