/** Why a run cannot be told by a file in such a way that the import would find it again. */
export type WhyNot = 'no-dates' | 'hour-comes-twice' | 'alike'

export interface CarryFacts {
  sessions: number
  /** What the clock shows at each start means each start, and nothing else. */
  startsAreClear: boolean
  /** Another run has the same course, way of teaching, venue, first date and start. */
  alike: boolean
}

export function decideCarry(facts: CarryFacts): { ok: true } | { ok: false; reason: WhyNot } {
  if (facts.sessions === 0) return { ok: false, reason: 'no-dates' }
  if (!facts.startsAreClear) return { ok: false, reason: 'hour-comes-twice' }
  if (facts.alike) return { ok: false, reason: 'alike' }
  return { ok: true }
}
