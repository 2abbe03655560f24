import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { lockRun, type Run } from '../queries.ts'
import { findChange, listOfOnePress } from './queries.ts'
import { decideUndo, ofOnePress, type PastChange, type UndoRefusal } from './rules.ts'
import { waysBack } from './ways-back.ts'

export type Undone = { ok: true; change: PastChange } | { ok: false; reason: UndoRefusal | 'not-found' }

/**
 * Takes one change back, if what it was about is still as it left it. Throws `RefusedField` for what stands in the way
 * of how it was before, the clash constraints when somebody was quicker, and `audit_event_undone_once` when somebody else
 * undid it in this moment.
 */
export async function undoChange(tx: Tx, number: number, timeZone: string, doing: Doing): Promise<Undone> {
  const seen = await findChange(tx, number)
  const run = seen && (await lockRun(tx, seen.runId))
  // Read again under the lock: somebody else may have undone it while we waited.
  const change = run && (await findChange(tx, number))
  if (run === undefined || change === undefined) return { ok: false, reason: 'not-found' }
  return undoHeld(tx, { run, change }, timeZone, doing)
}

/** The same of a change that was read while its run is held. */
export async function undoHeld(
  tx: Tx,
  { run, change }: { run: Run; change: PastChange },
  timeZone: string,
  doing: Doing,
): Promise<Undone> {
  const decided = decideUndo(change, doing.now)
  if (!decided.ok) return decided
  const all = await togetherWith(tx, change)
  const tried = await waysBack[change.action](tx, { run, all }, timeZone, doing)
  if (!tried.ok) return tried
  for (const one of all) await note(tx, one, doing)
  return { ok: true, change }
}

async function togetherWith(tx: Tx, change: PastChange): Promise<[PastChange, ...PastChange[]]> {
  return change.action.startsWith('run.trainer-')
    ? ofOnePress(change, await listOfOnePress(tx, change))
    : [change]
}

async function note(
  tx: Tx,
  { number, runId, sessionId }: PastChange,
  { now, actorId }: Doing,
): Promise<void> {
  const subject =
    sessionId === null ? { kind: 'run' as const, id: runId } : { kind: 'session' as const, id: sessionId }
  const detail = { undoes: String(number) }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'change.undone', subject, detail })
}
