// What somebody says of a class of theirs that is to come. No clock, no database.
import type { Mark } from '../../database/schema.ts'

export type OwnWordRefusal = 'too-late' | 'cancelled' | 'marked-already' | 'moved'

interface Standing {
  mark: Mark | null
  startsAt: Date
  status: 'planned' | 'cancelled'
  /** Since they read of it, to another day: they spoke of the one they read. */
  hasMoved: boolean
}

/** The mark that it makes of their row; the same as before when nothing is to change. */
export function decideOwnWord(
  { mark, startsAt, status, hasMoved }: Standing,
  comes: boolean,
  now: Date,
): { ok: true; mark: Mark | null } | { ok: false; reason: OwnWordRefusal } {
  if (status === 'cancelled') return { ok: false, reason: 'cancelled' }
  if (now >= startsAt) return { ok: false, reason: 'too-late' }
  if (hasMoved) return { ok: false, reason: 'moved' }
  // Somebody who gives the class has seen them, or not.
  if (mark !== null && mark !== 'told-us') return { ok: false, reason: 'marked-already' }
  return { ok: true, mark: comes ? null : 'told-us' }
}
