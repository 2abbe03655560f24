// A slip that was put right before anybody was told of it is no news.
import type { Change } from '../editing/merge-edits.ts'

/** Something that was done to a date, or to the venue it is at. */
export interface DateChange {
  session_id: string
  at: Date
  action: string
  changes: Change[]
}

const turns = ['session.cancelled', 'session.reinstated']

/** Whether a date is as it was before all of this, in its order. What nothing is known of is news. */
export function isAsItWas(done: Pick<DateChange, 'action' | 'changes'>[]): boolean {
  if (done.length === 0) return false
  if (done.some(({ action }) => action !== 'session.changed' && !turns.includes(action))) return false
  if (done.filter(({ action }) => turns.includes(action)).length % 2 === 1) return false
  const fields = new Map<string, { before: Change['before']; after: Change['after'] }>()
  for (const { field, before, after } of done.flatMap(({ changes }) => changes))
    fields.set(field, { before: fields.has(field) ? (fields.get(field)?.before ?? null) : before, after })
  return [...fields.values()].every(({ before, after }) => before === after)
}
