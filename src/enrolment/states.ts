// The whole life of an enrolment as one table. No clock, no database: what may happen next is decided here and only here.
import type { ActorKind, EndedStatus, EnrolmentStatus, LiveStatus } from '../database/schema.ts'

export const liveStatuses = ['requested', 'waiting', 'offered', 'confirmed'] as const satisfies LiveStatus[]
export const endedStatuses = [
  'declined',
  'withdrawn',
  'lapsed',
  'cancelled',
  'run-cancelled',
  'completed',
  'not-completed',
  'merged',
] as const satisfies EndedStatus[]

export const actions = [
  'give-place',
  'join-queue',
  'decline-request',
  'offer-place',
  'accept',
  'pass',
  'refuse',
  'lapse',
  'return',
  'withdraw',
  'cancel',
  'cancel-run',
  'end-waiting',
  'complete',
  'not-complete',
  'merge',
  'restore-request',
  'restore-waiting',
  'restore-place',
] as const
export type Action = (typeof actions)[number]

/** What a move brings with it, as data: transition.ts turns each into rows of the same transaction. */
export type Effect =
  | `mail:${MailName}`
  | 'invites:send'
  | 'invites:cancel'
  | 'offer:open'
  | 'offer:accepted'
  | 'offer:passed'
  | 'offer:declined'
  | 'offer:lapsed'
  | 'offer:closed'
  /** A place nobody has is there again: people who passed on an earlier one are asked again. */
  | 'place:freed'
  /** The same vacancy goes to the next in line. */
  | 'place:passed-on'

export type MailName =
  | 'place-confirmed'
  | 'on-waiting-list'
  | 'place-requested'
  | 'request-declined'
  | 'request-taken-back'
  | 'place-offered'
  | 'place-kept-in-line'
  | 'offer-lapsed'
  | 'withdrawn'
  | 'left-waiting-list'
  | 'no-place-came-free'
  | 'place-cancelled'
  | 'run-cancelled'

export interface Move {
  to: EnrolmentStatus
  who: readonly ActorKind[]
  effects: readonly Effect[]
}

const student = 'student'
const staff = 'staff'
const system = 'system'

const cancelRun = (...effects: Effect[]): Move => ({
  to: 'run-cancelled',
  who: [system],
  effects: ['mail:run-cancelled', ...effects],
})

/** Two records were of one person, who keeps the better of two places: nobody is told, since nothing is lost. */
const merged = (...effects: Effect[]): Move => ({ to: 'merged', who: [staff], effects })

/** What the marks say once a run is over, or a person who decides; nobody is written to. */
const complete: Move = { to: 'completed', who: [system, staff], effects: [] }
const notComplete: Move = { to: 'not-completed', who: [system, staff], effects: [] }

export const moves: Record<EnrolmentStatus, Partial<Record<Action, Move>>> = {
  requested: {
    'give-place': { to: 'confirmed', who: [staff], effects: ['mail:place-confirmed', 'invites:send'] },
    'join-queue': { to: 'waiting', who: [staff], effects: ['mail:on-waiting-list'] },
    'decline-request': { to: 'declined', who: [staff], effects: ['mail:request-declined'] },
    withdraw: { to: 'withdrawn', who: [student, staff], effects: ['mail:request-taken-back'] },
    // Nobody answered, and now it is over.
    'end-waiting': { to: 'declined', who: [system], effects: ['mail:request-declined'] },
    'cancel-run': cancelRun(),
    merge: merged(),
  },
  waiting: {
    'give-place': {
      to: 'confirmed',
      who: [system, staff],
      effects: ['mail:place-confirmed', 'invites:send'],
    },
    'offer-place': { to: 'offered', who: [system], effects: ['offer:open', 'mail:place-offered'] },
    return: { to: 'waiting', who: [student, staff], effects: ['place:passed-on'] },
    withdraw: { to: 'withdrawn', who: [student, staff], effects: ['mail:left-waiting-list'] },
    // The list has closed: nobody goes on hoping for a course that has begun.
    'end-waiting': { to: 'declined', who: [system], effects: ['mail:no-place-came-free'] },
    'cancel-run': cancelRun(),
    merge: merged(),
  },
  offered: {
    accept: {
      to: 'confirmed',
      who: [student, staff],
      effects: ['offer:accepted', 'mail:place-confirmed', 'invites:send'],
    },
    pass: {
      to: 'waiting',
      who: [student, staff],
      effects: ['offer:passed', 'mail:place-kept-in-line', 'place:passed-on'],
    },
    refuse: {
      to: 'withdrawn',
      who: [student, staff],
      effects: ['offer:declined', 'mail:left-waiting-list', 'place:passed-on'],
    },
    lapse: { to: 'lapsed', who: [system], effects: ['offer:lapsed', 'mail:offer-lapsed', 'place:passed-on'] },
    withdraw: {
      to: 'withdrawn',
      who: [student, staff],
      effects: ['offer:closed', 'mail:left-waiting-list', 'place:passed-on'],
    },
    'cancel-run': cancelRun('offer:closed'),
    merge: merged('offer:closed', 'place:passed-on'),
  },
  confirmed: {
    withdraw: {
      to: 'withdrawn',
      who: [student, staff],
      effects: ['mail:withdrawn', 'invites:cancel', 'place:freed'],
    },
    cancel: {
      to: 'cancelled',
      who: [staff],
      effects: ['mail:place-cancelled', 'invites:cancel', 'place:freed'],
    },
    'cancel-run': cancelRun('invites:cancel'),
    merge: merged('place:freed'),
    complete,
    'not-complete': notComplete,
  },
  lapsed: {
    // A late yes, while the place is still there.
    accept: { to: 'confirmed', who: [student, staff], effects: ['mail:place-confirmed', 'invites:send'] },
    return: { to: 'waiting', who: [student, staff], effects: ['mail:on-waiting-list', 'place:passed-on'] },
  },
  declined: {},
  withdrawn: {},
  cancelled: {},
  'run-cancelled': {},
  // A mark was corrected, or somebody decided.
  completed: { 'not-complete': notComplete },
  'not-completed': { complete },
  // The two records were not of one person after all.
  merged: {
    'restore-request': { to: 'requested', who: [staff], effects: [] },
    'restore-waiting': { to: 'waiting', who: [staff], effects: ['place:passed-on'] },
    'restore-place': { to: 'confirmed', who: [staff], effects: [] },
  },
}

export type Decided = { ok: true; move: Move } | { ok: false; reason: 'not-possible-now' | 'not-yours-to-do' }

export function decide(status: EnrolmentStatus, action: Action, actor: ActorKind): Decided {
  const move = moves[status][action]
  if (move === undefined) return { ok: false, reason: 'not-possible-now' }
  return move.who.includes(actor) ? { ok: true, move } : { ok: false, reason: 'not-yours-to-do' }
}

/** What people do themselves, on the page or through staff on the telephone. All else is news to them. */
const ownDoing: readonly Action[] = ['accept', 'pass', 'refuse', 'return', 'withdraw']

export function isOwnDoing(action: Action): boolean {
  return ownDoing.includes(action)
}

export function isLive(status: EnrolmentStatus): status is LiveStatus {
  return (liveStatuses as readonly EnrolmentStatus[]).includes(status)
}
