// Text messages and letters of a change are sent, and noted as told, so many at a time.
import type { ByHand } from './report-queries.ts'
import { type Way, wayTo } from './rules.ts'

/** As many as somebody prints, folds and posts before they go on. */
export const batchSize = 100

export interface Batch {
  /** The calls of the batch, in their order. */
  ids: string[]
  /** How many are still to be told in this way in all. */
  count: number
  /** After which call the next batch begins; nothing when this is the last. */
  next: number | undefined
}

/**
 * The first of those still to be told in this way; `after`: of those that come after this call, which may have been told
 * meanwhile. When none comes after it, the first of all.
 */
export function batchOf(calls: ByHand[], way: Way, after: number | undefined): Batch {
  const isToTell = (call: ByHand) => call.is_open && wayTo(call) === way
  const start = after === undefined ? 0 : 1 + calls.findIndex(({ number }) => number === after)
  const all = calls.filter(isToTell)
  const later = calls.slice(start).filter(isToTell)
  const following = later.length === 0 ? all : later
  const shown = following.slice(0, batchSize)
  const next = following.length > shown.length ? shown.at(-1)?.number : undefined
  return { ids: shown.map(({ id }) => id), count: all.length, next }
}
