import type { Tx } from '../../database/schema.ts'
import { noteDoneBefore } from '../booking-rules/note-done-before.ts'
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
  await noteDoneBefore(tx, enrolling, { actorId: staffId, now: context.clock() })
  return enrol(tx, enrolling, { kind: 'staff', id: staffId }, context)
}
