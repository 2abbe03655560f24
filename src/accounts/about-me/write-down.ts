import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { lockForOffice } from '../people/queries.ts'

/** What of a person is written down, by the name the trail has for it. */
export type WrittenDown = 'emergency_contact' | 'supporter' | 'what_helps' | 'student_kind'

/**
 * Changes what somebody told the office of themselves. The trail says what was changed, and never what it says. False
 * when there is no such person any more.
 */
export async function writeDown(
  tx: Tx,
  { personId, what, by }: { personId: string; what: WrittenDown; by: string },
  change: () => Promise<void>,
  now: Date,
): Promise<boolean> {
  const person = await lockForOffice(tx, personId)
  if (person === undefined || person.erased_at !== null) return false
  await change()
  await recordInAuditTrail(tx, {
    at: now,
    actorId: by,
    action: 'person.changed-by-office',
    subject: { kind: 'person', id: personId },
    detail: { changed: [what] },
  })
  return true
}
