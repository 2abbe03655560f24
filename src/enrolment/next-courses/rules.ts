// What somebody may like next, after a course they completed. No clock, no database.

/** A course of the prospectus that can be joined now, with a free place. */
export interface Candidate {
  id: string
  categories: readonly { slug: string; name: string }[]
  /** Courses that are to be done first. */
  needs: readonly string[]
}

export interface Learner {
  /** The latest first. */
  completed: readonly { id: string; title: string; categories: readonly string[] }[]
  /** Courses they have, wait for, did, or were noted to have done. */
  known: ReadonlySet<string>
  done: ReadonlySet<string>
}

export type Why = { reason: 'builds-on'; title: string } | { reason: 'same-category'; name: string }

/**
 * Those first that build on a course they completed, then those of the category of what they completed last; in the order
 * given. Never one that asks for something they have not done.
 */
export function nextCourses<Course extends Candidate>(
  candidates: readonly Course[],
  learner: Learner,
  most = 3,
): { course: Course; why: Why }[] {
  const found = candidates
    .filter(({ id, needs }) => !learner.known.has(id) && needs.every((needed) => learner.done.has(needed)))
    .flatMap((course) => {
      const why = whyNext(course, learner)
      return why === undefined ? [] : [{ course, why }]
    })
  const first = (reason: Why['reason']) => found.filter(({ why }) => why.reason === reason)
  return [...first('builds-on'), ...first('same-category')].slice(0, most)
}

function whyNext({ needs, categories }: Candidate, { completed }: Learner): Why | undefined {
  const base = completed.find(({ id }) => needs.includes(id))
  if (base !== undefined) return { reason: 'builds-on', title: base.title }
  const shared = categories.find(({ slug }) => completed[0]?.categories.includes(slug))
  return shared && { reason: 'same-category', name: shared.name }
}
