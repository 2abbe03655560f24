// How somebody stands in their classes. No clock, no database.
import type { Mark } from '../../database/schema.ts'
import { came } from '../marks.ts'

/** A class, and what was said of one person there. */
export interface ClassOfTheirs {
  starts_at: Date
  status: 'planned' | 'cancelled'
  /** Whether they stand on its register. */
  expected: boolean
  mark: Mark | null
  /** Whether they were found to be somebody who came without a place. */
  walked_in: boolean
}

export type Standing = Mark | 'called-off' | 'to-come' | 'unmarked' | 'without-a-place' | 'not-expected'

export function standingOf(one: ClassOfTheirs, now: Date): Standing {
  if (one.status === 'cancelled') return 'called-off'
  if (!one.expected) return one.walked_in ? 'without-a-place' : 'not-expected'
  return one.mark ?? (one.starts_at > now ? 'to-come' : 'unmarked')
}

export interface SoFar {
  /** Classes that took place and of which something was said: what nobody marked counts neither way. */
  counts: number
  came: number
  /** Begun, and nobody has said anything. */
  unmarked: number
  withoutPlace: number
  /** How many of the last that count were missed without a word. */
  noWordLast: number
}

/** What the classes of one person come to by now; the first stands first. */
export function soFar(classes: ClassOfTheirs[], now: Date): SoFar {
  const counting = classes.filter((one) => counts(one, now))
  const standing = (wanted: Standing) => classes.filter((one) => standingOf(one, now) === wanted).length
  return {
    counts: counting.length,
    came: counting.filter(({ mark }) => came(mark)).length,
    unmarked: standing('unmarked'),
    withoutPlace: standing('without-a-place'),
    noWordLast: counting.length - 1 - counting.findLastIndex(({ mark }) => mark !== 'no-word'),
  }
}

/** Whoever told us of a class still to come has missed nothing yet; somebody may be marked at the door, before it begins. */
function counts({ status, mark, starts_at: startsAt }: ClassOfTheirs, now: Date): boolean {
  return status === 'planned' && mark !== null && (came(mark) || startsAt <= now)
}
