import { type Doing, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { publishCourse } from './course-queries.ts'
import { listUnusedPlaces } from './publishing/queries.ts'
import { listSessions, listTrainers, lockRun, updateRun } from './queries.ts'
import { decidePublish, type PublishRefusal } from './rules.ts'
import { askToTellOfMissing } from './trainers/alerts/ask-to-tell.ts'

/** Puts a run into the prospectus, and its course with it. A trainer may have said of a draft that they cannot come. */
export async function publishRun(
  tx: Tx,
  runId: string,
  overrideReason: string | undefined,
  { now, actorId }: Doing,
): Promise<{ ok: true } | { ok: false; reason: PublishRefusal | 'not-found' }> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const sessions = await listSessions(tx, [runId])
  const trainers = await listTrainers(tx, [runId])
  const plannedSessions = sessions.filter(({ status }) => status === 'planned').length
  const expertise = trainers.map((trainer) => trainer.expertise)
  const { status, course_status: courseStatus } = run
  const placeUnused = (await listUnusedPlaces(tx, [runId], now)).length > 0
  const facts = { status, courseStatus, plannedSessions, placeUnused, expertise }
  const decided = decidePublish(facts, overrideReason)
  if (!decided.ok) return decided
  const override = decided.overridden ? { co_delivery_override: overrideReason ?? null } : {}
  await updateRun(tx, runId, { status: 'published', ...override }, now)
  const action = decided.overridden ? 'run.published-with-override' : 'run.published'
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action,
    subject: { kind: 'run', id: runId },
    detail: override,
  })
  if (await publishCourse(tx, run.course_id, now)) {
    const subject = { kind: 'course' as const, id: run.course_id }
    await recordInAuditTrail(tx, { at: now, actorId, action: 'course.published', subject })
  }
  await askToTellOfMissing(tx, runId)
  return { ok: true }
}
