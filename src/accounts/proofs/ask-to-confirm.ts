import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { lockPerson } from '../queries.ts'
import { endProofs, upsertEmailChange } from './queries.ts'

/**
 * Asks whether this address is the person's: a message with a button goes there soon, and one to the address they have,
 * where that was confirmed. `person.email` changes only when its owner, or both, said yes; until then the wish stands in
 * `email_change` and takes the place of an earlier one. Whether the address is somebody else's already is looked up later
 * and told to nobody but its owner, so there is nothing to refuse here. `askedBy` is the person, or who of the staff it was.
 */
export async function askToConfirmEmail(
  tx: Tx,
  { personId, email, askedBy }: { personId: string; email: string; askedBy: string },
  { now }: { now: Date },
): Promise<void> {
  await lockPerson(tx, personId)
  await endProofs(tx, personId, ['confirm-email', 'allow-change'], now)
  await upsertEmailChange(tx, { person_id: personId, email, asked_at: now, asked_by: askedBy })
  await recordInAuditTrail(tx, {
    at: now,
    actorId: askedBy,
    action: 'person.email-change-asked',
    subject: { kind: 'person', id: personId },
  })
  await promiseConfirmation(tx, personId)
}

/** Promises the messages that ask whether the address a person gave is theirs; once, however often it is asked for. */
export async function promiseConfirmation(tx: Tx, personId: string): Promise<void> {
  await enqueueJob(tx, 'accounts.confirm-address', { personId }, { key: `confirm-address:${personId}` })
}
