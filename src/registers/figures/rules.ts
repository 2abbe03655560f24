// How attendance is counted. No clock, no database.

/** Of some classes: of how many people something was expected, and what was said of them. */
export interface Counts {
  sessions: number
  expected: number
  came: number
  toldUs: number
  noWord: number
  unmarked: number
}

/** A share of fewer people than this says something of one of them. Of whom nothing is said yet, none is part of it. */
export const fewest = 5

/**
 * From how many marked people on a class is counted. For whoever does not know the people, a small class is part of no figure
 * at all. Hidden in its own row alone, it would be what a total lacks; and a second row hidden for its sake would not
 * help where days can be chosen: September less all but its last day is that day again (disclosure by differencing:
 * Hundepool and others, Handbook on Statistical Disclosure Control, second edition, 2024).
 */
export function countedFrom(knowsThePeople: boolean): number {
  return knowsThePeople ? 0 : fewest
}

/** Of every class of it fewer people are marked than are counted. */
export function isTooSmall({ sessions }: Counts): boolean {
  return sessions === 0
}

export interface Shares {
  came: number
  toldUs: number
  noWord: number
}

/** In percent of those of whom something was said; undefined when that is nobody. They add up to a hundred. */
export function sharesOf({ came, toldUs, noWord }: Counts): Shares | undefined {
  const said = came + toldUs + noWord
  if (said === 0) return undefined
  const exact = [came, toldUs, noWord].map((count) => (count * 100) / said)
  const whole = exact.map(Math.floor)
  // What is lost by rounding down goes to the largest remainders.
  const byRemainder = [0, 1, 2].sort((one, other) => rest(exact, other) - rest(exact, one))
  const lost = 100 - whole.reduce((sum, share) => sum + share, 0)
  for (const index of byRemainder.slice(0, lost)) whole[index] = (whole[index] ?? 0) + 1
  const [cameShare = 0, toldUsShare = 0, noWordShare = 0] = whole
  return { came: cameShare, toldUs: toldUsShare, noWord: noWordShare }
}

function rest(exact: number[], index: number): number {
  return (exact[index] ?? 0) % 1
}
