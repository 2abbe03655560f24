import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { lockRun } from '../queries.ts'
import { askedOfPeople, bookingTimes, contradictionIn } from './booking.ts'
import { runDetails, type RunDetails } from './details.ts'
import { findRunToEdit, listPlannedTimes, type RunRow, updateRunDetails } from './queries.ts'

/**
 * Saves what was typed of a run. Whoever may come in by its new rules comes in by the same machine as ever. Throws
 * `RefusedField`, and for a code that is taken or a term that is gone.
 */
export async function changeRun(
  tx: Tx,
  id: string,
  edits: Edits<RunDetails>,
  timeZone: string,
  doing: Doing,
): Promise<Saved<RunDetails>> {
  if ((await lockRun(tx, id)) === undefined) return { ok: false, reason: 'not-found' }
  const run = await findRunToEdit(tx, id)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  if (run.status === 'cancelled' || run.status === 'ended')
    throw new RefusedField('term', 'This run is over. It stays as it was')
  const subject = { kind: 'run' as const, id }
  const thing = { subject, action: 'run.changed' as const, current: runDetails(run, timeZone) }
  const saved = await saveEdits(tx, thing, edits, (merged) => update(tx, run, merged, timeZone, doing), doing)
  if (saved.ok && saved.changes.length > 0)
    await enqueueJob(tx, 'waiting-list.fill-places', { runId: id }, { key: `fill:${id}` })
  return saved
}

async function update(
  tx: Tx,
  { id, live }: RunRow,
  merged: RunDetails,
  timeZone: string,
  { now }: Doing,
): Promise<void> {
  const { term, code, waiting_list_mode, needs_approval } = merged
  const change = {
    ...{ term_id: term === '' ? null : term, code: code === '' ? null : code },
    ...askedOfPeople(merged, live),
    ...{ waiting_list_mode, needs_approval },
    ...bookingTimes(merged, timeZone),
  }
  const wrong = contradictionIn(change, (await listPlannedTimes(tx, [id])).get(id) ?? [])
  if (wrong !== undefined) throw new RefusedField(wrong.field, wrong.message)
  await updateRunDetails(tx, id, change, now)
}
