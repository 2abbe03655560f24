import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { addMinutes } from '../../lib/time.ts'
import { lockRun } from '../queries.ts'
import type { NamedRun } from '../run-names.ts'
import { listOfAct, lockRuns } from './queries.ts'
import { type PastChange, undoableFor, type UndoRefusal } from './rules.ts'
import { undoHeld } from './undo-change.ts'

export interface UndoneTogether {
  undone: number
  /** What can not be as it was, and why. */
  stay: (NamedRun & { reason: UndoRefusal })[]
}

/**
 * Takes back what one press did to many runs: of each what can be, as if each were undone by itself. Undefined when that
 * was more than a day ago, or never.
 */
export async function undoTogether(
  tx: Tx,
  actId: string,
  timeZone: string,
  doing: Doing,
): Promise<UndoneTogether | undefined> {
  const since = addMinutes(doing.now, -undoableFor)
  const seen = await listOfAct(tx, actId, since)
  if (seen.length === 0) return undefined
  await lockRuns(
    tx,
    seen.map(({ runId }) => runId),
  )
  const result: UndoneTogether = { undone: 0, stay: [] }
  // Read again once they are held: somebody else may have undone them while we waited.
  for (const change of await listOfAct(tx, actId, since)) {
    const tried = await undoneOrWhy(tx, change, timeZone, doing)
    if (tried === undefined) result.undone += 1
    else if (tried !== 'undone-already') {
      const { title, code } = change
      result.stay.push({ title, code, reason: tried })
    }
  }
  return result
}

async function undoneOrWhy(
  tx: Tx,
  change: PastChange,
  timeZone: string,
  doing: Doing,
): Promise<UndoRefusal | undefined> {
  const run = await lockRun(tx, change.runId)
  if (run === undefined) return 'changed-since'
  try {
    const tried = await undoHeld(tx, { run, change }, timeZone, doing)
    if (tried.ok) return undefined
    return tried.reason === 'not-found' ? 'changed-since' : tried.reason
  } catch (error) {
    if (!(error instanceof RefusedField)) throw error
    return 'changed-since'
  }
}
