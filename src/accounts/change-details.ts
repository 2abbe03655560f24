import type { Tx } from '../database/schema.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { type Details, getPerson, updateDetails } from './queries.ts'

/** Saves what a person says of themselves. A calendar that is to be private, or no longer, is rewritten soon after. */
export async function changeDetails(tx: Tx, personId: string, details: Details): Promise<void> {
  const before = await getPerson(tx, personId)
  await updateDetails(tx, personId, details)
  if (before.neutral_calendar_titles !== details.neutral_calendar_titles) {
    await enqueueJob(tx, 'enrolment.refresh-person', { personId }, { key: `person:${personId}` })
  }
}
