/** Enough for the moments of several terms of a large college. */
const most = 10_000

/**
 * The same work, done once for each instant and zone: a page says hundreds of times when something is, at a few dozen
 * moments, and a time zone is slow to ask. The answer is shared, so it must be one that nobody changes.
 */
export function kept<Answer>(
  work: (instant: Date, timeZone: string) => Answer,
): (instant: Date, timeZone: string) => Answer {
  const answers = new Map<string, Map<number, Answer>>()
  return (instant, timeZone) => {
    const known = answers.get(timeZone) ?? new Map<number, Answer>()
    answers.set(timeZone, known)
    const at = instant.getTime()
    let answer = known.get(at)
    if (answer === undefined) {
      if (known.size >= most) known.clear()
      answer = work(instant, timeZone)
      known.set(at, answer)
    }
    return answer
  }
}
