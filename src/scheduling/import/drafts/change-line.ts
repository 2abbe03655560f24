import type { Doing } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { changesOf, mergeEdits } from '../../../editing/merge-edits.ts'
import type { Edits, Saved } from '../../../editing/save-edits.ts'
import { type LineDetails, lineDetails, lineFields, withDetails } from './line-details.ts'
import {
  findLine,
  type Line,
  listRows,
  lockDraft,
  type Sheet,
  updateDraft,
  updateHeader,
  updateLine,
} from './queries.ts'

/**
 * Corrects a line. What somebody else saved meanwhile is kept, as everywhere. Nothing goes into the audit trail, which
 * nothing leaves: a line may name people, and is not the college's yet.
 */
export async function changeLine(
  tx: Tx,
  id: string,
  { typed, base }: Edits<LineDetails>,
  doing: Doing,
): Promise<Saved<LineDetails>> {
  const held = await lockLine(tx, id)
  if (held === undefined) return { ok: false, reason: 'not-found' }
  const { line, sheet } = held
  const fields = lineFields(sheet, line)
  const current = lineDetails(fields, line)
  const { merged, conflicts, byOthers } = mergeEdits(base ?? current, typed, current)
  if (conflicts.length > 0) return { ok: false, reason: 'changed-meanwhile', conflicts, merged, current }
  const changes = changesOf(current, merged)
  if (changes.length > 0) {
    const after = withDetails(sheet, line.cells, fields, merged)
    await updateLine(tx, id, { cells: after.cells })
    if (after.header.length > sheet.header.length)
      await updateHeader(tx, line.draft_id, line.holds, after.header)
    await updateDraft(tx, line.draft_id, {}, doing.now)
  }
  return { ok: true, changes, byOthers }
}

/** Leaves a line out of what is brought in, or takes it in again. Its draft; undefined when it is not there to change. */
export async function leaveLineOut(
  tx: Tx,
  id: string,
  leftOut: boolean,
  doing: Doing,
): Promise<Line | undefined> {
  const held = await lockLine(tx, id)
  if (held === undefined) return undefined
  await updateLine(tx, id, { left_out: leftOut })
  await updateDraft(tx, held.line.draft_id, {}, doing.now)
  return held.line
}

/** The draft is held first; then the line is read again. What was brought in is not changed any more. */
async function lockLine(tx: Tx, id: string): Promise<{ line: Line; sheet: Sheet } | undefined> {
  const seen = await findLine(tx, id)
  const draft = seen && (await lockDraft(tx, seen.draft_id))
  if (draft === undefined || draft.imported_at !== null) return undefined
  const line = await findLine(tx, id)
  const { sheets } = await listRows(tx, draft.id)
  const sheet = sheets.find(({ holds }) => holds === line?.holds)
  return line === undefined || sheet === undefined ? undefined : { line, sheet }
}
