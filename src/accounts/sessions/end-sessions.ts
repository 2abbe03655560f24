import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { endOneSession, endOtherSessions } from './queries.ts'

/** A person ends one of their other sessions, or with `id` null all of them, and stays signed in here. How many. */
export async function endSessions(
  tx: Tx,
  { personId, id, exceptSid }: { personId: string; id: string | null; exceptSid: string },
  now: Date,
): Promise<number> {
  const ended =
    id === null
      ? await endOtherSessions(tx, personId, exceptSid)
      : await endOneSession(tx, personId, { id, exceptSid })
  if (ended > 0) {
    const subject = { kind: 'person' as const, id: personId }
    const detail = { sessions: ended }
    await recordInAuditTrail(tx, {
      at: now,
      actorId: personId,
      action: 'person.sessions-ended',
      subject,
      detail,
    })
  }
  return ended
}

/** Somebody of the office signs a person out wherever they are signed in; in their own record, all but here. */
export async function signOutEverywhere(
  tx: Tx,
  { personId, actorId, exceptSid }: { personId: string; actorId: string; exceptSid: string },
  now: Date,
): Promise<number> {
  const sessions = await endOtherSessions(tx, personId, exceptSid)
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action: 'person.signed-out-everywhere',
    subject: { kind: 'person', id: personId },
    detail: { sessions },
  })
  return sessions
}
