import type { AuditAction } from '../../database/audit-actions.ts'
import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { type CoProduction, deleteCoProduction, insertCoProduction, isNoted, lockCourse } from './queries.ts'

/** Adds to the log of a course; a form that comes twice, once. The audit trail holds no names: they must be able to go. */
export async function noteCoProduction(
  tx: Tx,
  courseId: string,
  note: CoProduction,
  doing: Doing,
): Promise<boolean> {
  if ((await lockCourse(tx, courseId, doing.now)) === undefined) return false
  if (await isNoted(tx, courseId, note)) return true
  await insertCoProduction(tx, courseId, note, doing.now)
  await record(tx, courseId, 'course.co-production-noted', doing)
  return true
}

/** Takes a note out of the log: it was a mistake, or somebody wishes to be named no more. Its course; undefined when gone. */
export async function removeCoProduction(tx: Tx, id: string, doing: Doing): Promise<string | undefined> {
  const courseId = await deleteCoProduction(tx, id)
  if (courseId !== undefined) await record(tx, courseId, 'course.co-production-removed', doing)
  return courseId
}

async function record(tx: Tx, courseId: string, action: AuditAction, { now, actorId }: Doing): Promise<void> {
  await recordInAuditTrail(tx, { at: now, actorId, action, subject: { kind: 'course', id: courseId } })
}
