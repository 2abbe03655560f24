// What follows a call after a missed class. No clock, no database.
import type { CallOutcome, EnrolmentStatus, FollowUpOutcome, RunStatus } from '../../database/schema.ts'
import type { Attended } from '../../enrolment/attended-queries.ts'

export const callOutcomes = [
  'spoke',
  'will-come',
  'wants-to-withdraw',
  'for-the-office',
  'left-message',
  'no-answer',
  'could-not-reach',
] as const satisfies CallOutcome[]

/** What a call makes of the task: done, or still to do: nobody was reached yet, or the office goes on. */
export const closesAs: Record<CallOutcome, FollowUpOutcome | undefined> = {
  spoke: 'spoke',
  'will-come': 'will-come',
  'wants-to-withdraw': 'withdrew',
  'could-not-reach': 'could-not-reach',
  'for-the-office': undefined,
  'left-message': undefined,
  'no-answer': undefined,
}

interface Task {
  closed_at: Date | null
  taken_by: string | null
}

export type CallRefusal = 'done-already' | 'somebody-else-calls'

/** Whether this person can note a call: nobody has finished, and nobody else is calling right now. */
export function decideCall(
  { closed_at: closedAt, taken_by: takenBy }: Task,
  actorId: string,
): { ok: true } | { ok: false; reason: CallRefusal } {
  if (closedAt !== null) return { ok: false, reason: 'done-already' }
  if (takenBy !== null && takenBy !== actorId) return { ok: false, reason: 'somebody-else-calls' }
  return { ok: true }
}

export type TakingBackRefusal = 'still-open' | 'no-call' | 'withdrawn'

/**
 * Whether what came of a call can be taken back: it had closed the task, and nobody was withdrawn with it. Their place
 * may be somebody else's by now, so that is seen to at the run.
 */
export function decideTakingBack({
  closed_at: closedAt,
  closed_by: closedBy,
  outcome,
}: {
  closed_at: Date | null
  closed_by: string | null
  outcome: FollowUpOutcome | null
}): { ok: true } | { ok: false; reason: TakingBackRefusal } {
  if (closedAt === null) return { ok: false, reason: 'still-open' }
  // It closed by itself, as they left or the mark was corrected.
  if (closedBy === null) return { ok: false, reason: 'no-call' }
  return outcome === 'withdrew' ? { ok: false, reason: 'withdrawn' } : { ok: true }
}

/** Whether there is a place to give up: a course that is over has taken its place with it. */
export function canGiveUp(status: EnrolmentStatus, run: RunStatus): boolean {
  return status === 'confirmed' && run === 'published'
}

/**
 * Whether somebody has missed so many classes that they cannot come to as many as the run asks for, even if they come to
 * all of which nothing is said yet: counted as it is for who completed it.
 */
export function cannotReach(
  asked: number | null,
  { counts, came, unmarked }: Pick<Attended, 'counts' | 'came' | 'unmarked'>,
): boolean {
  return asked !== null && came + unmarked < Math.min(asked, counts + unmarked)
}
