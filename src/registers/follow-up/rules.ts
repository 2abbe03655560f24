// What follows a call after a missed class. No clock, no database.
import type { CallOutcome, FollowUpOutcome } from '../../database/schema.ts'

export const callOutcomes = [
  'spoke',
  'will-come',
  'wants-to-withdraw',
  'left-message',
  'no-answer',
  'could-not-reach',
] as const satisfies CallOutcome[]

/** What a call makes of the task: done, or still to do because nobody was reached yet. */
export const closesAs: Record<CallOutcome, FollowUpOutcome | undefined> = {
  spoke: 'spoke',
  'will-come': 'will-come',
  'wants-to-withdraw': 'withdrew',
  'could-not-reach': 'could-not-reach',
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
