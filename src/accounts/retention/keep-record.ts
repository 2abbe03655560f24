import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'

/** Somebody said that they want to stay: from now on their record is kept as if they had been here today. */
export async function keepRecord(tx: Tx, personId: string, { now, actorId }: Doing): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'person.wants-to-stay', subject })
}
