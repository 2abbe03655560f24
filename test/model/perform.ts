// Does one action in the college, and says what a person at the desk would have seen of it.
import { changeDetails } from '../../src/accounts/change-details.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type { Action, Elsewhere, OnEnrolment, OnOffer, OnRun } from './actions.ts'
import type { Deed } from './queue.ts'
import { changeTimetable } from './timetable.ts'
import { allJobs, pick, type World } from './world.ts'

export interface Done {
  deed: Deed
  /** Whether the product said that it was done; undefined where nobody is told. */
  ok: boolean | undefined
}

const other: Deed = { kind: 'other' }

export async function perform(world: World, action: Action): Promise<Done> {
  switch (action.on) {
    case 'run':
      return onRun(world, action)
    case 'offer':
      return onOffer(world, action)
    case 'enrolment':
      return onEnrolment(world, action)
    case 'timetable':
      return { ok: await changeTimetable(world, action), deed: other }
    case 'elsewhere':
      await elsewhere(world, action)
      return { ok: undefined, deed: other }
  }
}

async function onRun(world: World, action: OnRun): Promise<Done> {
  const deeds = world.processes[action.process]
  const runId = pick(world.runIds, action.run)!
  if (action.do === 'give-next-place') return { ok: (await deeds.giveNextPlace(runId)).ok, deed: other }
  if (action.do === 'enrol') {
    const enrolled = await deeds.enrol(runId, pick(world.people, action.which)!)
    return { ok: enrolled.ok, deed: enrolled.ok ? { kind: 'joined', id: enrolled.enrolmentId } : other }
  }
  const { capacity: was } = await world.db
    .selectFrom('run')
    .where('id', '=', runId)
    .select('capacity')
    .executeTakeFirstOrThrow()
  const { ok } = await deeds.changeCapacity(runId, action.capacity, action.overFull ? 'A bigger room' : null)
  return { ok, deed: ok && action.capacity > was ? { kind: 'more-places', runId } : other }
}

/** Mostly offers that can still be answered; now and then a press on any old link. */
async function onOffer(world: World, action: OnOffer): Promise<Done> {
  const offers = await world.db
    .selectFrom('offer')
    .orderBy('offered_at')
    .orderBy('id')
    .select(['id', 'status', 'enrolment_id', 'expires_at'])
    .execute()
  const likely = offers.filter(({ status }) => status === 'open' || status === 'lapsed')
  const offer =
    action.which === 'just-ended'
      ? likely.filter(({ expires_at }) => expires_at <= world.now(1)).at(-1)
      : pick(action.which % 5 === 0 ? offers : likely, action.which)
  if (offer === undefined) return { ok: undefined, deed: other }
  const { ok } = await world.processes[action.process][action.do](offer.id)
  return { ok, deed: ok && action.do === 'pass' ? { kind: 'passed', id: offer.enrolment_id } : other }
}

const likelyStatus: Record<OnEnrolment['do'], string[]> = {
  withdraw: ['confirmed', 'waiting', 'offered'],
  approve: ['requested'],
  decline: ['requested'],
  'cancel-place': ['confirmed'],
  'put-back': ['lapsed', 'waiting'],
  'give-priority': ['waiting'],
  'take-priority-back': ['waiting'],
}

const seenAs: Partial<Record<OnEnrolment['do'], Extract<Deed, { id: string }>['kind']>> = {
  'put-back': 'asked-again',
  'give-priority': 'given-priority',
  'take-priority-back': 'lost-priority',
}

async function onEnrolment(world: World, action: OnEnrolment): Promise<Done> {
  const rows = await world.db
    .selectFrom('enrolment')
    .orderBy('queue_number')
    .select(['id', 'status'])
    .execute()
  const likely = rows.filter(({ status }) => likelyStatus[action.do].includes(status))
  const enrolment =
    action.which === 'newest' ? rows.at(-1) : pick(action.which % 7 === 0 ? rows : likely, action.which)
  if (enrolment === undefined) return { ok: undefined, deed: other }
  const { id } = enrolment
  const deeds = world.processes[action.process]
  const doing: Record<OnEnrolment['do'], () => Promise<{ ok: boolean }>> = {
    withdraw: () => deeds.withdraw(id),
    approve: () => deeds.approve(id),
    decline: () => deeds.decline(id),
    'cancel-place': () => deeds.cancelPlace(id),
    'put-back': () => deeds.putBack(id),
    'give-priority': () => deeds.prioritise(id, 'A first step back after a hard time'),
    'take-priority-back': () => deeds.prioritise(id, null),
  }
  const { ok } = await doing[action.do]()
  const kind = seenAs[action.do]
  return { ok, deed: ok && kind !== undefined ? { kind, id } : other }
}

async function elsewhere(world: World, action: Elsewhere): Promise<void> {
  switch (action.do) {
    case 'fill-places':
      return world.work('waiting-list.fill-places')
    case 'refresh-invites':
      return world.work('enrolment.refresh-invites')
    case 'all-jobs':
      return world.work(...allJobs)
    case 'sweep':
      return sweepAndFill(world)
    case 'wait':
      world.clock.now = addMinutes(world.clock.now, action.hours * 60)
      return
    case 'until-an-offer-ends':
      await untilAnOfferEnds(world, action.milliseconds)
      return action.swept ? sweepAndFill(world) : undefined
    case 'change-titles':
      return changeTitles(world, pick(world.people, action.which)!)
  }
}

async function sweepAndFill(world: World): Promise<void> {
  await world.sweep()
  await world.work('waiting-list.fill-places')
}

/** The clock moves to the moment an offer's time runs out, or just beside it; never back. */
async function untilAnOfferEnds(world: World, milliseconds: number): Promise<void> {
  const offer = await world.db
    .selectFrom('offer')
    .where('status', '=', 'open')
    .where('expires_at', '>', world.clock.now)
    .orderBy('expires_at')
    .select('expires_at')
    .executeTakeFirst()
  const then = new Date((offer?.expires_at.getTime() ?? 0) + milliseconds)
  if (then > world.clock.now) world.clock.now = then
}

/** Someone decides on their account page what others may see in their calendar. */
async function changeTitles({ db }: World, id: string): Promise<void> {
  const person = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { name, phone, preferred_contact, what_helps, neutral_calendar_titles: neutral } = person
  const details = { name, phone, preferred_contact, what_helps, neutral_calendar_titles: !neutral }
  await inTransaction(db, (tx) => changeDetails(tx, id, details))
}
