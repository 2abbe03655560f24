import { placeIsFree } from '../catalogue/places.ts'
import type { Tx } from '../database/schema.ts'
import { comesBackPastLimit } from '../enrolment/booking-rules/past-limit.ts'
import { type Actor, type Context, machine } from '../enrolment/context.ts'
import { canBeGiven, type Overlap } from '../enrolment/rules.ts'
import { listOverlaps } from '../enrolment/overlap-queries.ts'
import { findOffer, getStanding, lockPerson } from '../enrolment/queries.ts'
import { transition } from '../enrolment/transition.ts'
import { type Held, withEnrolment } from '../enrolment/with-enrolment.ts'
import { listSessions } from '../scheduling/queries.ts'
import { listNextInLine, lockOffer } from './queries.ts'
import { type AcceptRefusal, comesBefore, decideAccept } from './rules.ts'

export type Answered =
  | { ok: true }
  | { ok: false; reason: 'overlap'; overlaps: Overlap[] }
  | {
      ok: false
      reason: AcceptRefusal | 'most-courses' | 'not-found' | 'not-possible-now' | 'not-yours-to-do'
    }

/**
 * "Yes, please." A button, or staff who heard it on the telephone. Someone who has a course at the same time is told so,
 * and says yes once more; staff say it to them.
 */
export async function acceptOffer(
  tx: Tx,
  offerId: string,
  by: Actor,
  context: Context,
  overlapAccepted = by.kind === 'staff',
): Promise<Answered> {
  return withOffer(tx, offerId, async (held, offer) => {
    if (offer.status === 'accepted' && held.enrolment.status === 'confirmed') return { ok: true }
    const now = context.clock()
    const standing = await getStanding(tx, held.run.id, held.enrolment.person_id, now)
    const sessions = await listSessions(tx, [held.run.id])
    const [next] = await listNextInLine(tx, held.run.id, 1)
    const decided = decideAccept({
      offer: offer.status,
      status: held.enrolment.status,
      inTime: now < offer.expires_at,
      oversold: standing.taken > standing.capacity && held.run.over_full_reason === null,
      placeFree: standing.taken < standing.capacity,
      othersWait: !placeIsFree(standing),
      someoneAhead: next !== undefined && comesBefore(next, held.enrolment),
      joinedAgain: held.enrolment.status === 'lapsed' && standing.live !== null,
      closed: !canBeGiven(held.run, sessions, now),
    })
    if (decided.ok) return takeOffered(tx, held, { by, now, overlapAccepted }, context)
    // Not left for the sweep: "put me back on the list" is offered now, and must work now.
    if (decided.reason === 'place-gone' && held.enrolment.status === 'offered') {
      await transition(tx, held, { action: 'lapse', by: machine, now }, context)
    }
    return decided
  })
}

async function takeOffered(
  tx: Tx,
  held: Held,
  { by, now, overlapAccepted }: { by: Actor; now: Date; overlapAccepted: boolean },
  context: Context,
): Promise<Answered> {
  const { run_id: runId, person_id: personId } = held.enrolment
  await lockPerson(tx, personId)
  if (await comesBackPastLimit(tx, held.enrolment)) return { ok: false, reason: 'most-courses' }
  const overlaps = overlapAccepted ? [] : await listOverlaps(tx, { runId, personId, now }, ['confirmed'])
  if (overlaps.length > 0) return { ok: false, reason: 'overlap', overlaps }
  return transition(tx, held, { action: 'accept', by, now }, context)
}

/** "Not this time": the person keeps their place in line, and the next one is asked. */
export async function passOffer(tx: Tx, offerId: string, by: Actor, context: Context): Promise<Answered> {
  return answer(tx, offerId, 'pass', by, context)
}

/** "No, thank you": the person leaves the list. */
export async function refuseOffer(tx: Tx, offerId: string, by: Actor, context: Context): Promise<Answered> {
  return answer(tx, offerId, 'refuse', by, context)
}

async function answer(
  tx: Tx,
  offerId: string,
  action: 'pass' | 'refuse',
  by: Actor,
  context: Context,
): Promise<Answered> {
  return withOffer(tx, offerId, async (held, offer) => {
    if (offer.status !== 'open') return { ok: false, reason: 'answered-already' }
    return transition(tx, held, { action, by, now: context.clock() }, context)
  })
}

type LockedOffer = NonNullable<Awaited<ReturnType<typeof lockOffer>>>

async function withOffer(
  tx: Tx,
  offerId: string,
  work: (held: Held, offer: LockedOffer) => Promise<Answered>,
): Promise<Answered> {
  const known = await findOffer(tx, offerId)
  if (known === undefined) return { ok: false, reason: 'not-found' }
  return withEnrolment(tx, known.enrolment_id, async (held) => {
    const offer = await lockOffer(tx, offerId)
    return offer === undefined ? { ok: false, reason: 'not-found' } : work(held, offer)
  })
}
