import { keepRecord } from '../accounts/retention/keep-record.ts'
import { closingSoon } from '../accounts/retention/rules.ts'
import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import type { Context } from '../enrolment/context.ts'
import { updateCallDone } from '../mail/calls.ts'
import { findCall } from './call-list-queries.ts'

export type Noted =
  { ok: true; name: string } | { ok: false; reason: 'not-found' } | { ok: false; reason: 'noted-already' }

/** Staff have told somebody what stood on the call list, and note it. */
export async function noteTold(tx: Tx, callId: string, staffId: string, context: Context): Promise<Noted> {
  const call = await findCall(tx, callId)
  if (call === undefined) return { ok: false, reason: 'not-found' }
  const now = context.clock()
  if (!(await updateCallDone(tx, callId, staffId, now))) return { ok: false, reason: 'noted-already' }
  await recordInAuditTrail(tx, {
    at: now,
    actorId: staffId,
    action: 'person.told',
    subject: { kind: 'person', id: call.person_id },
    detail: { callId, runId: call.run_id, template: call.template },
  })
  return { ok: true, name: call.name }
}

/** The same, for whoever was asked whether we shall keep their details, and said yes. */
export async function noteWantsToStay(
  tx: Tx,
  callId: string,
  staffId: string,
  context: Context,
): Promise<Noted> {
  const call = await findCall(tx, callId)
  if (call?.template !== closingSoon) return { ok: false, reason: 'not-found' }
  const noted = await noteTold(tx, callId, staffId, context)
  if (noted.ok) await keepRecord(tx, call.person_id, { now: context.clock(), actorId: staffId })
  return noted
}
