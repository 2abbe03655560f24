import type { PriorityGroup, StudentKind } from '../../database/schema.ts'
import { decideOpen, type BookingFacts } from '../../catalogue/open.ts'

export interface CourseNamed {
  id: string
  slug: string
  title: string
}

/** What the rules of a run ask about one person. */
export interface PersonFacts {
  kind: StudentKind | null
  /** They had a place on some course, whenever that was. */
  hadPlace: boolean
  /** Of what is to be done first: what they have not done, as far as the college knows. */
  notDone: CourseNamed[]
  /** What they take part in, or hope to, in the term of the run; null when the term sets no limit. */
  term: { name: string; most: number; has: { runId: string; title: string }[] } | null
}

/** A rule of booking that speaks against it. Staff may go past it, with a reason. */
export type BrokenRule =
  | { rule: 'first-for-others'; whom: PriorityGroup[]; opensAt: Date; kindSaid: boolean }
  | { rule: 'do-first'; courses: CourseNamed[] }
  | { rule: 'most-courses'; term: string; most: number; has: { runId: string; title: string }[] }

export function groupsOf({ kind, hadPlace }: Pick<PersonFacts, 'kind' | 'hadPlace'>): PriorityGroup[] {
  return [
    ...(kind === null || kind === 'prefer-not-to-say' ? [] : [kind]),
    ...(hadPlace ? [] : (['new'] as const)),
  ]
}

/** Every rule that speaks against it, so that nobody meets them one after the other. */
export function brokenRules(run: BookingFacts, person: PersonFacts, now: Date): BrokenRule[] {
  const open = decideOpen(run, now, groupsOf(person))
  const { notDone, term } = person
  return [
    ...(!open.ok && open.reason === 'first-for-others'
      ? [{ rule: open.reason, whom: open.whom, opensAt: open.opensAt, kindSaid: person.kind !== null }]
      : []),
    ...(notDone.length === 0 ? [] : [{ rule: 'do-first' as const, courses: notDone }]),
    ...(isAtLimit(term)
      ? [{ rule: 'most-courses' as const, term: term.name, most: term.most, has: term.has }]
      : []),
  ]
}

export function isAtLimit(term: PersonFacts['term']): term is NonNullable<PersonFacts['term']> {
  return term !== null && term.has.length >= term.most
}
