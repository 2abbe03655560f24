import type { PriorityGroup, RunStatus } from '../database/schema.ts'
import { earlier } from '../lib/time.ts'

export interface BookingFacts {
  status: RunStatus
  opensAt: Date | null
  closesAt: Date | null
  dropIn: boolean
  firstSessionNeeded: boolean
  priorityOpensAt: Date | null
  /** Who may enrol from then on; everybody else from `opensAt`. Empty without such a moment. */
  priorityFor: PriorityGroup[]
  /** Planned sessions, in order of time. */
  sessions: { startsAt: Date; endsAt: Date }[]
}

/** A time that is kept for some. */
export interface Priority {
  opensAt: Date
  whom: PriorityGroup[]
}

export type NotOpen =
  /** `first`: it opens earlier for some, of whom this is not known to be one. */
  | { reason: 'not-open-yet'; opensAt: Date; first: Priority | undefined }
  | { reason: 'first-for-others'; opensAt: Date; whom: PriorityGroup[] }
  | { reason: 'not-published' | 'run-cancelled' | 'closed' | 'already-started' | 'over' }
  | { reason: 'drop-in' | 'first-session-over' }

export type OpenDecision = { ok: true } | ({ ok: false } & NotOpen)

/**
 * Whether a run takes people now, of these groups. Without a closing time it closes when its first session begins:
 * joining late is then a thing to ask for. With a first session that is needed nobody new joins then, whatever was said.
 */
export function decideOpen(
  run: BookingFacts,
  now: Date,
  groups: readonly PriorityGroup[] = [],
): OpenDecision {
  if (run.status === 'cancelled') return { ok: false, reason: 'run-cancelled' }
  if (run.status === 'draft') return { ok: false, reason: 'not-published' }
  const [first] = run.sessions
  const last = run.sessions.at(-1)
  if (run.status === 'ended' || first === undefined || last === undefined || last.endsAt <= now) {
    return { ok: false, reason: 'over' }
  }
  if (run.dropIn) return { ok: false, reason: 'drop-in' }
  const opening = decideOpening(run, now, groups)
  if (!opening.ok) return opening
  return decideClosing(run, first.startsAt <= now, now)
}

function decideClosing(run: BookingFacts, hasBegun: boolean, now: Date): OpenDecision {
  if (run.firstSessionNeeded && hasBegun) return { ok: false, reason: 'first-session-over' }
  const { closesAt } = run
  if (closesAt !== null) return now < closesAt ? { ok: true } : { ok: false, reason: 'closed' }
  return hasBegun ? { ok: false, reason: 'already-started' } : { ok: true }
}

function decideOpening(run: BookingFacts, now: Date, groups: readonly PriorityGroup[]): OpenDecision {
  const { opensAt, priorityOpensAt, priorityFor } = run
  const priority = priorityOpensAt && { opensAt: priorityOpensAt, whom: priorityFor }
  const isFirst = priority !== null && priority.whom.some((group) => groups.includes(group))
  const opens = isFirst ? priority.opensAt : opensAt
  if (opens === null || opens <= now) return { ok: true }
  if (priority === null || isFirst)
    return { ok: false, reason: 'not-open-yet', opensAt: opens, first: undefined }
  return priority.opensAt <= now
    ? { ok: false, reason: 'first-for-others', opensAt: opens, whom: priority.whom }
    : { ok: false, reason: 'not-open-yet', opensAt: opens, first: priority }
}

/**
 * The moment after which nobody is given a place: when enrolment closes, and the end of the last session at the latest.
 * Undefined when no session is left to come to.
 */
export function closingTime({
  closesAt,
  sessions,
}: Pick<BookingFacts, 'closesAt' | 'sessions'>): Date | undefined {
  const [first] = sessions
  const last = sessions.at(-1)
  if (first === undefined || last === undefined) return undefined
  return earlier(closesAt ?? first.startsAt, last.endsAt)
}

/**
 * The moment after which nobody can enrol. With a first session that is needed it is no later than that one: places that
 * come free after it are for those who waited by then.
 */
export function enrolmentCloses(
  run: Pick<BookingFacts, 'closesAt' | 'firstSessionNeeded' | 'sessions'>,
): Date | undefined {
  const closes = closingTime(run)
  const [first] = run.sessions
  return closes && first && run.firstSessionNeeded ? earlier(closes, first.startsAt) : closes
}
