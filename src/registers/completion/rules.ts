// Who has completed a course. No clock, no database.
import type { EnrolmentStatus } from '../../database/schema.ts'
import type { Attended } from '../../enrolment/attended-queries.ts'

export interface Needed {
  /** What the run asks for; null leaves it to the college's share. */
  sessionsNeeded: number | null
  percent: number
}

/** How many sessions are enough: never more than there were. */
export function sessionsNeeded({ counts }: Pick<Attended, 'counts'>, { sessionsNeeded, percent }: Needed) {
  return sessionsNeeded === null ? Math.ceil((counts * percent) / 100) : Math.min(sessionsNeeded, counts)
}

export interface Facts extends Omit<Attended, 'without_place'>, Needed {
  status: EnrolmentStatus
  /** What a person decided, whatever the marks say. */
  decided: boolean | null
  /** The run ended so long ago that registers are waited for no longer. */
  waitedEnough: boolean
}

export type Outcome =
  | { settled: true; to: 'completed' | 'not-completed' }
  | { settled: false; reason: 'nothing-marked' | 'registers-to-come' | 'too-few-marked' }

/**
 * What becomes of a place on a run that is over. Where nobody said anything of somebody, or of fewer than half of its
 * classes, it stays open for the office: that is a lapse of ours. What was settled once follows every later correction.
 */
export function decideCompletion(facts: Facts): Outcome {
  const { counts, came, said, unmarked, decided, status } = facts
  if (decided !== null) return settled(decided)
  if (status === 'confirmed') {
    if (said === 0) return { settled: false, reason: 'nothing-marked' }
    if (unmarked > 0 && !facts.waitedEnough) return { settled: false, reason: 'registers-to-come' }
    if (counts < unmarked) return { settled: false, reason: 'too-few-marked' }
  }
  return settled(said > 0 && came >= sessionsNeeded(facts, facts))
}

function settled(completed: boolean): Outcome {
  return { settled: true, to: completed ? 'completed' : 'not-completed' }
}
