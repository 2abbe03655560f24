import { placeIsFree } from '../catalogue/places.ts'
import type { Tx } from '../database/schema.ts'
import { listSessions } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'
import { getPlaces } from './queries.ts'
import { canBeGiven } from './rules.ts'
import { type Moved, transition } from './transition.ts'
import { withEnrolment } from './with-enrolment.ts'

export type Answered = Moved | { ok: false; reason: 'not-found' | 'list-closed' }

/** Staff say yes to someone who asked for a place: they get it, or join the line when the run is full. */
export async function approveRequest(
  tx: Tx,
  enrolmentId: string,
  by: Actor,
  context: Context,
): Promise<Answered> {
  return withEnrolment(tx, enrolmentId, async (held) => {
    if (held.enrolment.status !== 'requested' || held.run.status !== 'published')
      return { ok: false, reason: 'not-possible-now' }
    const now = context.clock()
    const free = placeIsFree(await getPlaces(tx, held.run.id, now))
    // On a list that has closed nobody would ever be given a place.
    if (!free && !canBeGiven(held.run, await listSessions(tx, [held.run.id]), now))
      return { ok: false, reason: 'list-closed' }
    return transition(tx, held, { action: free ? 'give-place' : 'join-queue', by, now }, context)
  })
}

export async function declineRequest(
  tx: Tx,
  enrolmentId: string,
  reason: string,
  by: Actor,
  context: Context,
): Promise<Answered> {
  return withEnrolment(tx, enrolmentId, (held) =>
    transition(tx, held, { action: 'decline-request', by, now: context.clock(), reason }, context),
  )
}
