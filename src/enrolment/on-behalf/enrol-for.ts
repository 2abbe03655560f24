import type { Tx } from '../../database/schema.ts'
import { listRoles } from '../../accounts/people/queries.ts'
import type { Context } from '../context.ts'
import { enrol, type Enrolled, type Enrolling } from '../enrol.ts'

export type EnrolledFor = Enrolled | { ok: false; reason: 'not-a-student' }

/**
 * Enrols somebody who phones, visits or writes: the same rules, the same queue, and the same refusals as online. Whoever
 * is not a student could not take part online either.
 */
export async function enrolFor(
  tx: Tx,
  enrolling: Enrolling,
  staffId: string,
  context: Context,
): Promise<EnrolledFor> {
  const roles = await listRoles(tx, enrolling.personId)
  if (!roles.includes('student')) return { ok: false, reason: 'not-a-student' }
  return enrol(tx, enrolling, { kind: 'staff', id: staffId }, context)
}
