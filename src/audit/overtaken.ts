// Replays the history of one run's queue and finds everyone who was given a place before somebody ahead of them.
import type { EnrolmentStatus } from '../database/schema.ts'
import { type Action, moves } from '../enrolment/states.ts'
import { clockDifference } from './invariant.ts'

/** One line of the history of one enrolment, with what decides its place in the queue. */
export interface QueueEvent {
  enrolmentId: string
  at: Date
  action: string
  from: EnrolmentStatus | null
  to: EnrolmentStatus
  joinedAt: Date
  queueNumber: number
  /** A yes after the time for it had run out: then the place is given anew. */
  late: boolean
}

export interface PriorityChange {
  enrolmentId: string
  at: Date
  given: boolean
}

export interface QueueHistory {
  /** In the order in which they were committed. */
  events: QueueEvent[]
  priorities: PriorityChange[]
  /** Enrolments that have priority now. */
  withPriority: Set<string>
  /** When more places were made. */
  opened: Date[]
}

export interface Overtaking {
  given: string
  waiting: string
  at: Date
}

interface Waiting {
  event: QueueEvent
  /** When they said "not this time"; skipped until a place comes free again. */
  passedAt: Date | undefined
}

/** Only what is certain is reported: where two records bear almost the same time, either order is believed. */
export function findOvertakings(history: QueueHistory): Overtaking[] {
  const line = new Map<string, Waiting>()
  const found: Overtaking[] = []
  for (const event of history.events) {
    line.delete(event.enrolmentId)
    if (givesPlace(event)) {
      const ahead = [...line.values()].filter((one) => isAhead(one, event, history))
      found.push(
        ...ahead.map((one) => ({
          given: event.enrolmentId,
          waiting: one.event.enrolmentId,
          at: event.at,
        })),
      )
    }
    if (event.to === 'waiting') {
      line.set(event.enrolmentId, { event, passedAt: event.action === 'pass' ? event.at : undefined })
    }
    if (freesPlace(event)) for (const one of line.values()) one.passedAt = undefined
  }
  return found
}

function givesPlace({ action, from, to, late }: QueueEvent): boolean {
  // Two records were merged and taken apart again: the place is the one that was theirs before.
  if (action === 'restore-place') return false
  if (action === 'accept') return from === 'lapsed' || late
  return action === 'offer-place' || to === 'confirmed'
}

function freesPlace({ action, from }: QueueEvent): boolean {
  return from !== null && (moves[from][action as Action]?.effects.includes('place:freed') ?? false)
}

function isAhead(one: Waiting, event: QueueEvent, history: QueueHistory): boolean {
  if (one.passedAt !== undefined && !hasOpenedBetween(one.passedAt, event.at, history.opened)) return false
  return prioritiesAt(one.event.enrolmentId, event.at, history).every((theirs) =>
    prioritiesAt(event.enrolmentId, event.at, history).every((own) =>
      theirs === own ? joinedBefore(one.event, event) : theirs,
    ),
  )
}

function joinedBefore(one: QueueEvent, other: QueueEvent): boolean {
  const difference = one.joinedAt.getTime() - other.joinedAt.getTime()
  return difference === 0 ? one.queueNumber < other.queueNumber : difference < 0
}

function hasOpenedBetween(from: Date, until: Date, opened: Date[]): boolean {
  return opened.some((at) => certainlyBefore(from, at) && certainlyBefore(at, until))
}

function certainlyBefore(one: Date, other: Date): boolean {
  return other.getTime() - one.getTime() > clockDifference
}

/** Whether the enrolment had priority then: one answer, or both where a change bears almost the same time. */
function prioritiesAt(enrolmentId: string, at: Date, { priorities, withPriority }: QueueHistory): boolean[] {
  const changes = priorities.filter((change) => change.enrolmentId === enrolmentId)
  const [first] = changes
  if (first === undefined) return [withPriority.has(enrolmentId)]
  const settled = changes.findLast((change) => certainlyBefore(change.at, at))
  const unclear = changes.filter(
    (change) => !certainlyBefore(change.at, at) && !certainlyBefore(at, change.at),
  )
  return [settled?.given ?? !first.given, ...unclear.map(({ given }) => given)]
}
