import { type Doing, recordAllInAuditTrail, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { NamedRun } from '../run-names.ts'
import { removeTerm } from '../terms/change-term.ts'
import { lockCopy, listDraftsOfCopy, lockDraftsOfCopy } from './copy-queries.ts'
import { deleteRuns, markSeenTo, markTakenBack, type WhichGaps } from './write-queries.ts'

export type TakenBack =
  /** `stay`: the runs that somebody published or changed since. */
  | { ok: true; gone: number; stay: NamedRun[]; termGone: boolean }
  | { ok: false; reason: 'not-found' | 'taken-back-before' | 'nothing-left' }

/**
 * Undoes a copy: every draft of it that is as it was made goes, and with the last of them the term that was made for it.
 * The trail of the runs stays.
 */
export async function takeBackCopy(tx: Tx, copyId: string, doing: Doing): Promise<TakenBack> {
  const copy = await lockCopy(tx, copyId)
  if (copy === undefined) return { ok: false, reason: 'not-found' }
  if (copy.taken_back_at !== null) return { ok: false, reason: 'taken-back-before' }
  await lockDraftsOfCopy(tx, copyId)
  const drafts = await listDraftsOfCopy(tx, copyId)
  const going = drafts.filter(({ untouched }) => untouched).map(({ id }) => id)
  const stay = drafts.filter(({ untouched }) => !untouched)
  if (going.length === 0 && stay.length > 0) return { ok: false, reason: 'nothing-left' }
  await recordAllInAuditTrail(
    tx,
    going.map((id) => ({
      at: doing.now,
      actorId: doing.actorId,
      action: 'run.taken-back' as const,
      subject: { kind: 'run' as const, id },
      detail: { copy: copyId },
    })),
  )
  await deleteRuns(tx, going)
  await markTakenBack(tx, copyId, doing.now)
  const subject = { kind: 'term' as const, id: copy.into_term_id }
  const detail = { runs: going.length, stay: stay.length }
  const { now: at, actorId } = doing
  await recordInAuditTrail(tx, { at, actorId, action: 'term.copy-taken-back', subject, detail })
  const termGone = copy.made_term && (await removeTerm(tx, copy.into_term_id, doing)).ok
  return { ok: true, gone: going.length, stay, termGone }
}

/** Notes that somebody has seen to this of what a copy lacks. Gives how much of it was still open. */
export async function seeToGaps(
  tx: Tx,
  copyId: string,
  which: WhichGaps,
  { now, actorId }: Doing,
): Promise<number | undefined> {
  const copy = await lockCopy(tx, copyId)
  if (copy === undefined) return undefined
  const seen = await markSeenTo(tx, copyId, which, now)
  if (seen > 0) {
    const subject = { kind: 'term' as const, id: copy.into_term_id }
    const entry = { at: now, actorId, action: 'term.copy-seen-to' as const, subject, detail: { gaps: seen } }
    await recordInAuditTrail(tx, entry)
  }
  return seen
}
