import { randomUUID } from 'node:crypto'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { lockForOffice } from './queries.ts'

/** Sends somebody who cannot get in the same link that they could ask for themselves. False without an email. */
export async function sendSignInMail(tx: Tx, personId: string, by: string, now: Date): Promise<boolean> {
  const person = await lockForOffice(tx, personId)
  const email = person?.email ?? null
  if (email === null) return false
  await enqueueJob(tx, 'accounts.send-proof', {
    requestId: randomUUID(),
    email,
    purpose: 'sign-in',
    next: null,
  })
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: by, action: 'person.sign-in-mail-sent', subject })
  return true
}
