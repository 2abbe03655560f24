import { deleteFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { findTold } from '../about-me/told.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { deleteUnsent } from '../unsent/queries.ts'
import { endChange } from './answer-change.ts'
import { deletePassword, isUnproven, updateContactToEmail } from './queries.ts'
import type { OwnBrowser } from './use-proof.ts'

/** Whether the first proof of a registered address comes from a browser where nobody of that account has been. */
export async function isUnexpected(tx: Tx, personId: string, isOwnBrowser: OwnBrowser): Promise<boolean> {
  return !isOwnBrowser(personId) && (await isUnproven(tx, personId))
}

/**
 * What somebody had chosen before the address was shown to be theirs, and has to choose again; nothing where they only
 * have to look at what is written about them.
 */
export type Dropped = 'password' | 'both' | WayDropped
export type WayDropped = 'way-to-hear' | 'nothing'

/**
 * Somebody may have registered with an address of another person, to wait there until its owner comes. Its owner has
 * come, in a browser where nobody registered, and with the first proof there is: whatever was set up without one no
 * longer opens the account, nor shows what is in it. What was dropped that they may miss, if anything.
 */
export async function takeOver(tx: Tx, personId: string, now: Date): Promise<Dropped | undefined> {
  const dropped = await dropWaysIn(tx, personId, now)
  if (!(await deletePassword(tx, personId))) return dropped
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.password-dropped', subject })
  return dropped === 'way-to-hear' ? 'both' : 'password'
}

/**
 * Ends all that lets somebody in without a password, or tells them what is in the account: also the wish for another
 * address, a form to send on, and news by text, telephone or letter, of which nobody has shown that it is theirs.
 */
export async function dropWaysIn(tx: Tx, personId: string, now: Date): Promise<WayDropped | undefined> {
  await endOtherSessions(tx, personId, null)
  await deleteFeed(tx, personId)
  await deleteUnsent(tx, personId)
  await endChange(tx, personId, now)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.ways-in-ended', subject })
  if (await updateContactToEmail(tx, personId)) return 'way-to-hear'
  return (await tellsSomething(tx, personId)) ? 'nothing' : undefined
}

/** Whether more is written about them than their name. */
async function tellsSomething(tx: Tx, personId: string): Promise<boolean> {
  const { person, needs, emergency, supporter } = await findTold(tx, personId)
  const isWritten = [person.phone, person.what_helps, person.postal_address].some(Boolean)
  return isWritten || needs.length > 0 || emergency !== undefined || supporter !== undefined
}
