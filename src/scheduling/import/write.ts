import { randomUUID } from 'node:crypto'
import type { Tx } from '../../database/schema.ts'
import { enqueueJobs } from '../../jobs/enqueue.ts'
import type { Plan } from './plan.ts'
import { historyOf } from './history.ts'
import type { PlannedRun } from './plan-runs.ts'
import * as queries from './write-queries.ts'

export interface WriteSettings {
  now: Date
  actorId: string | null
  overrideReason: string | undefined
  onProgress: (text: string) => void
  timeZone: string
}

/** Writes a plan, whole: what the database refuses in one row undoes the others with it. */
export async function writePlan(tx: Tx, plan: Plan, settings: WriteSettings): Promise<void> {
  await writeNames(tx, plan, settings.now)
  await writeRuns(tx, plan.runs, settings)
  await queries.insertRows(tx, 'audit_event', historyOf(plan, settings))
  await publish(tx, plan, settings)
}

async function writeNames(tx: Tx, { courses, newTerms, places }: Plan, now: Date): Promise<void> {
  const dated = { created_at: now, updated_at: now }
  await queries.insertRows(tx, 'category', courses.newCategories)
  await queries.insertRows(
    tx,
    'course',
    courses.newCourses.map((course) => ({ ...course, ...dated })),
  )
  const changedCourses = courses.changedCourses.map(({ course }) => course)
  if (changedCourses.length > 0) await queries.updateCourseTexts(tx, changedCourses, now)
  await queries.insertRows(tx, 'course_category', courses.newCourseCategories)
  await queries.insertRows(tx, 'term', newTerms)
  await queries.insertRows(tx, 'venue', places.newVenues)
  const changedVenues = places.changedVenues.map(({ venue }) => venue)
  if (changedVenues.length > 0) await queries.updateVenueTexts(tx, changedVenues)
  const rooms = places.newRooms.map(({ id, venue_id, name }) => ({ id, venue_id, name }))
  await queries.insertRows(tx, 'room', rooms)
}

async function writeRuns(
  tx: Tx,
  planned: readonly PlannedRun[],
  { onProgress }: WriteSettings,
): Promise<void> {
  const written = planned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
  if (written.length === 0) return
  const ids = written.map(({ run }) => run.id)
  const runs = written.map(({ run }) => ({ ...run, import_extra: JSON.stringify(run.import_extra) }))
  const trainers = written.flatMap(({ run, trainers }) =>
    trainers.map(({ person_id, expertise }) => ({ run_id: run.id, person_id, expertise })),
  )
  const sessions = written.flatMap((one) => one.sessions)
  const told = (what: string, total: number) => (done: number) => {
    if (total > 500) onProgress(`Writing ${what}: ${done} of ${total}`)
  }
  await queries.upsertRuns(tx, runs, told('runs', runs.length))
  await queries.upsertRunTrainers(tx, trainers)
  // All old sessions let go of their rooms before any is written: two runs may exchange theirs.
  await queries.freeSessionsOf(tx, ids)
  await queries.deleteOtherSessions(tx, ids, sessions)
  await queries.upsertSessions(tx, sessions, told('sessions', sessions.length))
  await queries.settleSessionTrainers(tx, ids)
}

async function publish(tx: Tx, { publishing }: Plan, settings: WriteSettings): Promise<void> {
  if (publishing === null || publishing.publish.length === 0) return
  const { now, actorId, overrideReason = null } = settings
  const idsOf = (wanted: boolean) =>
    publishing.publish.filter(({ overridden }) => overridden === wanted).map(({ planned }) => planned.run.id)
  await queries.publishRuns(tx, idsOf(false), null, now)
  await queries.publishRuns(tx, idsOf(true), overrideReason, now)
  const courseIds = await queries.publishCourses(
    tx,
    publishing.publish.map(({ planned }) => planned.run.course_id),
    now,
  )
  // Which were published with one press, so that they can be drafts again with one; an override stands by itself.
  const together = randomUUID()
  const entries = publishing.publish.map(({ planned, overridden }) => ({
    at: now,
    actor_id: actorId,
    action: overridden ? 'run.published-with-override' : 'run.published',
    subject_kind: 'run',
    subject_id: planned.run.id,
    detail: JSON.stringify(overridden ? { co_delivery_override: overrideReason } : { together }),
  }))
  const ofCourses = courseIds.map((id) => ({
    at: now,
    actor_id: actorId,
    action: 'course.published',
    subject_kind: 'course',
    subject_id: id,
    detail: '{}',
  }))
  await queries.insertRows(tx, 'audit_event', [...entries, ...ofCourses])
  const jobsOf = (key: string) =>
    entries.map(({ subject_id: runId }) => ({ payload: { runId }, key: `${key}:${runId}` }))
  await enqueueJobs(tx, 'enrolment.refresh-teaching', jobsOf('teaching'), 25)
  // A file names who gives a run, and knows nothing of who is away, or has not the role yet.
  await enqueueJobs(tx, 'scheduling.tell-of-missing', jobsOf('missing'), 25)
}
