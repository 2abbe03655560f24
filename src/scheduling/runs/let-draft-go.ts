import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import { forgetTakenBack } from '../../calendar/queries.ts'
import type { Tx } from '../../database/schema.ts'
import { lockRun } from '../queries.ts'
import { countEverEnrolled, deleteRun } from './queries.ts'

export type LetGo =
  | { ok: true; title: string }
  | { ok: false; reason: 'not-found' | 'not-a-draft' | 'people-on-it' | 'in-calendars' }

/** A draft that is not wanted goes, with all its dates. What people could see is called off instead, and stays. */
export async function letDraftGo(tx: Tx, id: string, { now, actorId }: Doing): Promise<LetGo> {
  const run = await lockRun(tx, id)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  if (run.status !== 'draft') return { ok: false, reason: 'not-a-draft' }
  if ((await countEverEnrolled(tx, id)) > 0) return { ok: false, reason: 'people-on-it' }
  // It may have been in the prospectus: for a moment, whoever was to give it has it in their calendar still.
  if (!(await forgetTakenBack(tx, id))) return { ok: false, reason: 'in-calendars' }
  await deleteRun(tx, id)
  const subject = { kind: 'run' as const, id }
  const detail = { title: run.title }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'run.let-go', subject, detail })
  return { ok: true, title: run.title }
}
