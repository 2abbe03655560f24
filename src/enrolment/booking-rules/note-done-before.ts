import type { AuditAction } from '../../database/audit-actions.ts'
import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { lockRun } from '../../scheduling/queries.ts'
import { deletePrerequisiteMet, getPersonFacts, insertPrerequisiteMet } from './queries.ts'

interface Told {
  runId: string
  personId: string
  /** Courses that they say they did before. */
  done: string[]
}

/** Takes their word for what they did before: of what the course needs, and of nothing else. */
export async function noteDoneBefore(tx: Tx, told: Told, doing: Doing & { actorId: string }): Promise<void> {
  if (told.done.length === 0 || (await lockRun(tx, told.runId)) === undefined) return
  const { personId } = told
  const { notDone } = await getPersonFacts(tx, told)
  for (const { id } of notDone.filter((course) => told.done.includes(course.id))) {
    const noted = { person_id: personId, course_id: id, noted_by: doing.actorId, noted_at: doing.now }
    await insertPrerequisiteMet(tx, noted)
    await record(tx, 'person.course-done-before', { personId, courseId: id }, doing)
  }
}

/** It was a mistake. What they enrolled on with it stays theirs. Whether there was such a note. */
export async function takeOutDoneBefore(
  tx: Tx,
  note: { personId: string; courseId: string },
  doing: Doing,
): Promise<boolean> {
  const wasThere = await deletePrerequisiteMet(tx, note)
  if (wasThere) await record(tx, 'person.course-done-taken-out', note, doing)
  return wasThere
}

async function record(
  tx: Tx,
  action: AuditAction,
  { personId, courseId }: { personId: string; courseId: string },
  { now, actorId }: Doing,
): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId, action, subject, detail: { courseId } })
}
