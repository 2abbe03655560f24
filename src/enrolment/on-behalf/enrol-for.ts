import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { lockRun } from '../../scheduling/queries.ts'
import { getPersonFacts, insertPrerequisiteMet } from '../booking-rules/queries.ts'
import { listRoles } from '../../accounts/people/queries.ts'
import type { Context } from '../context.ts'
import { enrol, type Enrolled, type Enrolling } from '../enrol.ts'

export type EnrolledFor = Enrolled | { ok: false; reason: 'not-a-student' }

export interface EnrollingFor extends Enrolling {
  /** Courses that they say they did before. */
  done: string[]
}

/**
 * Enrols somebody who phones, visits or writes: the same rules, the same queue, and the same refusals as online, but that
 * rules of booking can be gone past with a reason. Whoever is not a student could not take part online either.
 */
export async function enrolFor(
  tx: Tx,
  enrolling: EnrollingFor,
  staffId: string,
  context: Context,
): Promise<EnrolledFor> {
  const roles = await listRoles(tx, enrolling.personId)
  if (!roles.includes('student')) return { ok: false, reason: 'not-a-student' }
  await noteDone(tx, enrolling, staffId, context.clock())
  return enrol(tx, enrolling, { kind: 'staff', id: staffId }, context)
}

/** Takes their word for what they did before: of what the course needs, and of nothing else. */
async function noteDone(tx: Tx, enrolling: EnrollingFor, staffId: string, now: Date): Promise<void> {
  if (enrolling.done.length === 0 || (await lockRun(tx, enrolling.runId)) === undefined) return
  const { notDone } = await getPersonFacts(tx, enrolling)
  for (const { id } of notDone.filter((course) => enrolling.done.includes(course.id))) {
    const noted = { person_id: enrolling.personId, course_id: id, noted_by: staffId, noted_at: now }
    await insertPrerequisiteMet(tx, noted)
    await recordInAuditTrail(tx, {
      at: now,
      actorId: staffId,
      action: 'person.course-done-before',
      subject: { kind: 'person', id: enrolling.personId },
      detail: { courseId: id },
    })
  }
}
