import type { Doing } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { mergeEdits } from '../../../editing/merge-edits.ts'
import type { Edits, Saved } from '../../../editing/save-edits.ts'
import { deleteDraft, lockDraft, updateDraft } from './queries.ts'

export interface DraftDetails extends Record<string, number> {
  /** By how many weeks every date is moved. */
  shift_weeks: number
}

export async function changeDraft(
  tx: Tx,
  id: string,
  { typed, base }: Edits<DraftDetails>,
  doing: Doing,
): Promise<Saved<DraftDetails>> {
  const draft = await lockDraft(tx, id)
  if (draft === undefined || draft.imported_at !== null) return { ok: false, reason: 'not-found' }
  const current = { shift_weeks: draft.shift_weeks }
  const { merged, conflicts, byOthers } = mergeEdits(base ?? current, typed, current)
  if (conflicts.length > 0) return { ok: false, reason: 'changed-meanwhile', conflicts, merged, current }
  await updateDraft(tx, id, merged, doing.now)
  return { ok: true, changes: [], byOthers }
}

/** What was brought in from it stays in the planner. */
export async function removeDraft(tx: Tx, id: string): Promise<boolean> {
  if ((await lockDraft(tx, id)) === undefined) return false
  await deleteDraft(tx, id)
  return true
}
