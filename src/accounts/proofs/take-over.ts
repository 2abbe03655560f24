import { deleteFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { deletePassword, isUnproven } from './queries.ts'

/** Whether the person has signed in, or registered, in the browser that shows the proof. */
export type OwnBrowser = (personId: string) => boolean

/** Whether the first proof of a registered address comes from a browser where nobody of that account has been. */
export async function isUnexpected(tx: Tx, personId: string, isOwnBrowser: OwnBrowser): Promise<boolean> {
  return !isOwnBrowser(personId) && (await isUnproven(tx, personId))
}

/**
 * Somebody may have registered with an address of another person, to wait there until its owner comes. Its owner has
 * come, in a browser where nobody registered, and with the first proof there is: whatever was set up without one no
 * longer opens the account, nor shows what is in it. Whether there was a password.
 */
export async function takeOver(tx: Tx, personId: string, now: Date): Promise<boolean> {
  await endOtherSessions(tx, personId, null)
  await deleteFeed(tx, personId)
  if (!(await deletePassword(tx, personId))) return false
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.password-dropped', subject })
  return true
}
