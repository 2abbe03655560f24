import type { RunStatus } from '../database/schema.ts'
import { earlier } from '../lib/time.ts'

export interface BookingFacts {
  status: RunStatus
  opensAt: Date | null
  closesAt: Date | null
  /** Planned sessions, in order of time. */
  sessions: { startsAt: Date; endsAt: Date }[]
}

export type NotOpen =
  | { reason: 'not-open-yet'; opensAt: Date }
  | { reason: 'not-published' | 'run-cancelled' | 'closed' | 'already-started' | 'over' }

export type OpenDecision = { ok: true } | ({ ok: false } & NotOpen)

/**
 * Whether a run takes people now. Without a closing time it closes when its first session begins: joining late is
 * then a thing to ask for.
 */
export function decideOpen(run: BookingFacts, now: Date): OpenDecision {
  if (run.status === 'cancelled') return { ok: false, reason: 'run-cancelled' }
  if (run.status === 'draft') return { ok: false, reason: 'not-published' }
  const [first] = run.sessions
  const last = run.sessions.at(-1)
  if (run.status === 'ended' || first === undefined || last === undefined || last.endsAt <= now) {
    return { ok: false, reason: 'over' }
  }
  const { opensAt, closesAt } = run
  if (opensAt !== null && now < opensAt) return { ok: false, reason: 'not-open-yet', opensAt }
  if (closesAt !== null) return now < closesAt ? { ok: true } : { ok: false, reason: 'closed' }
  return first.startsAt <= now ? { ok: false, reason: 'already-started' } : { ok: true }
}

/**
 * The moment after which nobody new is given a place: when enrolment closes, and the end of the last session at the
 * latest. Undefined when no session is left to come to.
 */
export function closingTime({
  closesAt,
  sessions,
}: Pick<BookingFacts, 'closesAt' | 'sessions'>): Date | undefined {
  const [first] = sessions
  const last = sessions.at(-1)
  return first && last && earlier(closesAt ?? first.startsAt, last.endsAt)
}
