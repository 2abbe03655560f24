// Text messages and letters of a change are sent, and noted as told, so many at a time.
import { partStillOpen } from '../../lib/worklist.ts'
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

/** The first of those still to be told in this way; `after`: of those that come after the call of this number. */
export function batchOf(calls: ByHand[], way: Way, after: number | undefined): Batch {
  const isToTell = (call: ByHand) => call.is_open && wayTo(call) === way
  const isPlace = ({ number }: ByHand) => number === after
  const { shown, count, next } = partStillOpen(calls, isToTell, { most: batchSize, isPlace })
  return { ids: shown.map(({ id }) => id), count, next: next?.number }
}
