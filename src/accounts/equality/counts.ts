// Counts of answers that tell of nobody. Small numbers are hidden, and the others rounded one by one, so that what is
// hidden cannot be had by taking one from another. Answers carry only their month, and the one that still runs is left
// out: two looks on two days never differ by the one person who answered between them.

/** Below this nothing is said but that it is below. */
export const smallest = 5
/** Below this many answers in all, a question is not counted at all. */
export const fewest = 10

/** `fewer than 5`, or `about 20`. */
export function inConfidence(count: number): string {
  return count < smallest ? `fewer than ${smallest}` : `about ${Math.round(count / smallest) * smallest}`
}

/** True when there are enough answers to a question to show how they lie. */
export function areEnough(total: number): boolean {
  return total >= fewest
}
