import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { addressChangedLetter, type LetterContext, promiseLetter } from './mails.ts'
import { deleteEmailChange, endProofs, findOwner, type Owner, updateEmail } from './queries.ts'

/**
 * Gives the person, who must be held, an address its owner has shown to be theirs. Every link sent to the old one ends,
 * and calendar invitations follow. False when it is somebody else's by now.
 */
export async function applyChange(
  tx: Tx,
  person: Owner,
  email: string,
  context: LetterContext,
): Promise<boolean> {
  const { now, config } = context
  await deleteEmailChange(tx, person.id)
  const owner = await findOwner(tx, email)
  if (owner !== undefined && owner.id !== person.id) return false
  await updateEmail(tx, person.id, email, now)
  await endProofs(tx, person.id, 'every', now)
  await enqueueJob(tx, 'enrolment.refresh-person', { personId: person.id }, { key: `person:${person.id}` })
  const subject = { kind: 'person' as const, id: person.id }
  await recordInAuditTrail(tx, { at: now, actorId: person.id, action: 'person.email-changed', subject })
  if (person.email !== null)
    await promiseLetter(tx, { ...person, email: person.email }, addressChangedLetter(config), context)
  return true
}
