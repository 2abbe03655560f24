import type { Tx } from '../database/schema.ts'
import { earlier } from '../lib/time.ts'
import type { Run } from '../scheduling/queries.ts'
import { listDateChanges, listToldByHand } from './date-change-queries.ts'
import type { Known } from './dates-changed.ts'
import type { DateChange } from './slips.ts'

/** Up to when those who are still to be told by hand were told before; null: never, and so since they got their place. */
type ByHand = Map<string, Date | null>

/** What was done to the dates of a run since the earliest moment that anybody knows of those who are told now. */
export async function knownFrom(
  tx: Tx,
  { id, dates_told_at: toldAt }: Pick<Run, 'id' | 'dates_told_at'>,
): Promise<{ done: DateChange[]; byHand: ByHand }> {
  const byHand = await listToldByHand(tx, id)
  const since = [...byHand.values()].reduce(
    (least, moment) => (least === null || moment === null ? null : earlier(least, moment)),
    toldAt,
  )
  return { done: await listDateChanges(tx, id, since), byHand }
}

/** Since when somebody who is told by hand knows how the dates are. A change in the moment they were told is news. */
export function knownByHand(byHand: ByHand, personId: string, known: Known): Known {
  const told = byHand.get(personId)
  if (told === undefined) return known
  const { datesToldAt } = known
  return { ...known, datesToldAt: told && datesToldAt && earlier(told, datesToldAt) }
}
