import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { type Change, changesOf, type Details, mergeEdits } from '../editing/merge-edits.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { lockRun, updateRun } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'
import { getPlaces } from './queries.ts'
import { decideCapacity } from './rules.ts'

export type CapacityChanged =
  /** `byOthers`: how much of it somebody else changed since the page was opened, and is kept. */
  | { ok: true; byOthers: number }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'below-taken'; taken: number }
  | { ok: false; reason: 'changed-meanwhile'; conflicts: Change[]; merged: PlacesOfRun }

// A type, not an interface: only a type can be merged field by field.
export type PlacesOfRun = { capacity: number; places_held: number }

export interface Wanted {
  capacity: number
  /** Kept back by the office; as many as before when left out. */
  placesHeld?: number
  overFullReason: string | null
  /** What the page held when it was opened; as it is now when left out. */
  base?: Details | undefined
}

/**
 * More or fewer places, or more or fewer kept back. Each that anybody may have now is a vacancy. Fewer than are taken
 * only as a recorded decision to be over-full: nobody loses a place by it. What a colleague changed meanwhile is kept.
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
  const current = placesOf(run)
  const typed = { capacity: wanted.capacity, places_held: wanted.placesHeld ?? run.places_held }
  const { merged, conflicts, byOthers } = mergeEdits(wanted.base ?? current, typed, current)
  if (conflicts.length > 0) return { ok: false, reason: 'changed-meanwhile', conflicts, merged }
  const { capacity, places_held: placesHeld } = merged
  const taken = (await getPlaces(tx, runId, now)).taken - run.places_held + placesHeld
  const decided = decideCapacity({ capacity, overFullReason: wanted.overFullReason }, taken)
  if (!decided.ok) return decided
  const opened = Math.max(0, capacity - placesHeld - (run.capacity - run.places_held))
  const change = {
    ...merged,
    over_full_reason: capacity < taken ? wanted.overFullReason : null,
    vacancies_opened: run.vacancies_opened + opened,
  }
  await updateRun(tx, runId, change, now)
  await recordInAuditTrail(tx, {
    at: now,
    actorId: by.id,
    action: 'run.capacity-changed',
    subject: { kind: 'run', id: runId },
    detail: { ...beforeAndAfter(current, merged), taken, overFullReason: wanted.overFullReason },
  })
  if (opened > 0) await enqueueJob(tx, 'waiting-list.fill-places', { runId }, { key: `fill:${runId}` })
  return { ok: true, byOthers: byOthers.length }
}

function beforeAndAfter(before: PlacesOfRun, after: PlacesOfRun) {
  const changes = changesOf(before, after)
  const keptBack = before.places_held === after.places_held ? {} : { keptBack: after.places_held }
  return { from: before.capacity, to: after.capacity, ...keptBack, changes }
}

/** What of a run's places can be edited. */
export function placesOf({ capacity, places_held }: PlacesOfRun): PlacesOfRun {
  return { capacity, places_held }
}
