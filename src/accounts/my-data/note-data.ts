import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { noteReading } from '../privacy/note-reading.ts'

interface Asked {
  personId: string
  byId: string
}

/** A copy of everything leaves the house. */
export async function noteDownload(tx: Tx, { personId, byId }: Asked, now: Date): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: byId, action: 'person.data-downloaded', subject })
}

/** Somebody of the office reads everything, because the person asked them to: the person sees that it was so. */
export async function noteDataRead(
  tx: Tx,
  { personId, byId, asFile }: Asked & { asFile: boolean },
  now: Date,
): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  const reader = { readerId: byId, role: 'administrator' as const }
  const why = { kinds: ['everything' as const], reason: 'asked' as const, words: null }
  await noteReading(tx, { personId, ...reader, ...why }, now)
  if (asFile) return noteDownload(tx, { personId, byId }, now)
  await recordInAuditTrail(tx, { at: now, actorId: byId, action: 'person.data-shown', subject })
}
