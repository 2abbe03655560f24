import type { AuditAction } from '../database/audit-actions.ts'
import type { Doing, SubjectKind } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { type Change, changesOf, type Details, mergeEdits } from './merge-edits.ts'
import { recordChange } from './queries.ts'

export type Saved<Of> =
  /** `byOthers`: what somebody else changed since the page was opened, and is kept. */
  | { ok: true; changes: Change[]; byOthers: Change[] }
  | { ok: false; reason: 'not-found' }
  /** `merged`: the form as it goes on, with what others saved where this person left it alone. */
  | { ok: false; reason: 'changed-meanwhile'; conflicts: Change[]; merged: Of; current: Of }

/** What was typed, and what the page held when it was opened; undefined where the form does not say. */
export interface Edits<Of> {
  typed: Of
  base: Details | undefined
}

/**
 * Saves what was typed into a thing that is held (`current`), with its history. What others saved meanwhile is kept;
 * where both changed one field, nothing is saved and both are told.
 */
export async function saveEdits<Of extends Details>(
  tx: Tx,
  thing: {
    subject: { kind: SubjectKind; id: string }
    action: AuditAction
    current: Of
    /** Fields that hold somebody's own words, which the history must not keep. */
    unsaid?: readonly string[]
  },
  { typed, base }: Edits<Of>,
  update: (merged: Of) => Promise<void>,
  doing: Doing,
): Promise<Saved<Of>> {
  const { current, subject, action, unsaid = [] } = thing
  const { merged, conflicts, byOthers } = mergeEdits(base ?? current, typed, current)
  if (conflicts.length > 0) return { ok: false, reason: 'changed-meanwhile', conflicts, merged, current }
  const changes = changesOf(current, merged)
  if (changes.length > 0) {
    await update(merged)
    await recordChange(tx, { action, subject, changes: changes.map(kept(unsaid)) }, doing)
  }
  return { ok: true, changes, byOthers }
}

function kept(unsaid: readonly string[]): (change: Change) => Change {
  return (change) =>
    unsaid.includes(change.field) ? { field: change.field, before: null, after: null, unsaid: true } : change
}
