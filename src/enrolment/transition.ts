import { isClosing } from '../accounts/closing/queries.ts'
import type { OfferChannel, OfferStatus, Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { later } from '../lib/time.ts'
import { listSessions, type Run, updateRun } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'
import {
  closeOpenOffer,
  type Enrolment,
  getPlaces,
  insertEvent,
  insertOffer,
  lockPerson,
  updateStatus,
} from './queries.ts'
import { type Action, decide, type Effect, isLive, isOwnDoing, type MailName, type Move } from './states.ts'
import { tell } from './tell.ts'

export interface OfferTerms {
  channel: OfferChannel
  expiresAt: Date
}

export interface Step {
  action: Action
  by: Actor
  now: Date
  reason?: string
  /** Needed by `offer-place`. */
  terms?: OfferTerms
}

export type Moved =
  { ok: true; status: Move['to'] } | { ok: false; reason: 'not-possible-now' | 'not-yours-to-do' }

/**
 * The only code that changes an enrolment's status. The caller holds the run and then the enrolment, and has read both
 * after that. Everything the move brings with it - history, offer, mails, invites, the freed place - is written here,
 * in the same transaction.
 */
export async function transition(
  tx: Tx,
  held: { run: Run; enrolment: Enrolment },
  asked: Step,
  context: Context,
): Promise<Moved> {
  const decided = decide(held.enrolment.status, asked.action, asked.by.kind)
  if (!decided.ok) return decided
  // Several web processes have several clocks: nothing happens to an enrolment before it began.
  const step = { ...asked, now: later(asked.now, held.enrolment.joined_at) }
  const { move } = decided
  if (await comesBackToClosed(tx, held.enrolment, move)) return { ok: false, reason: 'not-possible-now' }
  await writeStatus(tx, held, step, move)
  const offer = await writeOffer(tx, held, step, move.effects)
  await tellPerson(tx, held, step, move.effects, offer, context)
  await passOnPlace(tx, held.run, step.now, move.effects)
  return { ok: true, status: move.to }
}

/** Somebody whose account is closed comes back to nothing; the person is held, so that closing waits, or is seen. */
async function comesBackToClosed(tx: Tx, enrolment: Enrolment, { to }: Move): Promise<boolean> {
  if (isLive(enrolment.status) || !isLive(to)) return false
  await lockPerson(tx, enrolment.person_id)
  return isClosing(tx, enrolment.person_id)
}

async function writeStatus(
  tx: Tx,
  { run, enrolment }: { run: Run; enrolment: Enrolment },
  step: Step,
  { to }: Move,
) {
  await updateStatus(tx, enrolment.id, {
    status: to,
    // A place that is given back to its record is theirs from when it was.
    ...(to === 'confirmed' && step.action !== 'restore-place' ? { confirmed_at: step.now } : {}),
    ended_at: isLive(to) ? null : step.now,
    passed_at_vacancy: step.action === 'pass' ? run.vacancies_opened : null,
    status_reason: step.reason ?? null,
  })
  await insertEvent(tx, {
    enrolment_id: enrolment.id,
    at: step.now,
    action: step.action,
    from_status: enrolment.status,
    to_status: to,
    actor: step.by.kind,
    actor_id: step.by.id,
    reason: step.reason ?? null,
  })
}

const offerEnd: Partial<Record<Effect, Exclude<OfferStatus, 'open'>>> = {
  'offer:accepted': 'accepted',
  'offer:passed': 'passed',
  'offer:declined': 'declined',
  'offer:lapsed': 'lapsed',
  'offer:closed': 'closed',
}

async function writeOffer(
  tx: Tx,
  { run, enrolment }: { run: Run; enrolment: Enrolment },
  { terms, now }: Step,
  effects: readonly Effect[],
) {
  for (const effect of effects) {
    const end = offerEnd[effect]
    if (end !== undefined) await closeOpenOffer(tx, enrolment.id, end, now)
  }
  if (!effects.includes('offer:open')) return undefined
  if (terms === undefined) throw new Error('An offer needs its terms')
  const { channel, expiresAt } = terms
  const id = await insertOffer(tx, {
    enrolment_id: enrolment.id,
    run_id: run.id,
    channel,
    offered_at: now,
    expires_at: expiresAt,
  })
  return { id, expiresAt }
}

async function tellPerson(
  tx: Tx,
  { run, enrolment }: { run: Run; enrolment: Enrolment },
  step: Step,
  effects: readonly Effect[],
  offer: { id: string; expiresAt: Date } | undefined,
  context: Context,
) {
  const mail = effects.find((effect): effect is `mail:${MailName}` => effect.startsWith('mail:'))
  if (mail === undefined) return
  const booked = effects.includes('invites:send')
  const out = effects.includes('invites:cancel')
  // Held: what their calendar is told must be the address and the titles they have when this is committed.
  const person = await lockPerson(tx, enrolment.person_id)
  if (person === undefined) throw new Error('An enrolment without its person')
  await tell(
    tx,
    {
      run,
      sessions: await listSessions(tx, [run.id]),
      person,
      ownDoing: isOwnDoing(step.action),
      mail: mail.slice('mail:'.length) as MailName,
      calendar: booked ? 'book' : out ? 'clear' : 'leave',
      offer,
      reason: step.reason,
      bulkChangeId: context.bulkChangeId,
      now: step.now,
    },
    context.config,
  )
}

async function passOnPlace(tx: Tx, run: Run, now: Date, effects: readonly Effect[]) {
  const freed = effects.includes('place:freed')
  if (!freed && !effects.includes('place:passed-on')) return
  if (freed) {
    const { taken, capacity } = await getPlaces(tx, run.id, now)
    // The decision to be over-full ends with the reason for it.
    const ended = taken <= capacity ? { over_full_reason: null } : {}
    await updateRun(tx, run.id, { vacancies_opened: run.vacancies_opened + 1, ...ended }, now)
  }
  await enqueueJob(tx, 'waiting-list.fill-places', { runId: run.id }, { key: `fill:${run.id}` })
}
