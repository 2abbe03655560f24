import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { lockRun, updateRun } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'
import { getPlaces } from './queries.ts'
import { decideCapacity } from './rules.ts'

export type CapacityChanged =
  { ok: true } | { ok: false; reason: 'not-found' } | { ok: false; reason: 'below-taken'; taken: number }

export interface Wanted {
  capacity: number
  /** Kept back by the office; as many as before when left out. */
  placesHeld?: number
  overFullReason: string | null
}

/**
 * More or fewer places, or more or fewer kept back. Each that anybody may have now is a vacancy. Fewer than are taken
 * only as a recorded decision to be over-full: nobody loses a place by it.
 */
export async function changeCapacity(
  tx: Tx,
  runId: string,
  wanted: Wanted,
  by: Actor,
  context: Context,
): Promise<CapacityChanged> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const now = context.clock()
  const placesHeld = wanted.placesHeld ?? run.places_held
  const taken = (await getPlaces(tx, runId, now)).taken - run.places_held + placesHeld
  const decided = decideCapacity(wanted, taken)
  if (!decided.ok) return decided
  const opened = Math.max(0, wanted.capacity - placesHeld - (run.capacity - run.places_held))
  const change = {
    capacity: wanted.capacity,
    places_held: placesHeld,
    over_full_reason: wanted.capacity < taken ? wanted.overFullReason : null,
    vacancies_opened: run.vacancies_opened + opened,
  }
  await updateRun(tx, runId, change, now)
  await recordInAuditTrail(tx, {
    at: now,
    actorId: by.id,
    action: 'run.capacity-changed',
    subject: { kind: 'run', id: runId },
    detail: {
      from: run.capacity,
      to: wanted.capacity,
      taken,
      overFullReason: wanted.overFullReason,
      ...(placesHeld === run.places_held ? {} : { keptBack: placesHeld }),
    },
  })
  if (opened > 0) await enqueueJob(tx, 'waiting-list.fill-places', { runId }, { key: `fill:${runId}` })
  return { ok: true }
}
