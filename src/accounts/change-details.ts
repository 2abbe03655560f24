import type { Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { type Details, lockPerson, updateDetails } from './queries.ts'

/**
 * Saves what a person says of themselves. A calendar that is to be private or not, or to be sent other invitations, is
 * brought up to date soon after. The person is last in the lock order: whoever calls this takes no run after it.
 */
export async function changeDetails(tx: Tx, personId: string, details: Details): Promise<void> {
  const before = await lockPerson(tx, personId)
  await updateDetails(tx, personId, details)
  const { neutral_calendar_titles: neutral, calendar_invitations: invitations } = details
  const titlesChange = neutral !== before.neutral_calendar_titles
  const invitationsChange = invitations !== undefined && invitations !== before.calendar_invitations
  if (titlesChange || invitationsChange) {
    await enqueueJob(tx, 'enrolment.refresh-person', { personId }, { key: `person:${personId}` })
  }
}
