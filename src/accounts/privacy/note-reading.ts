import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { ReadingReason, ReadingRole, SensitiveKind, Tx } from '../../database/schema.ts'
import { getSensitive, insertReading, type Sensitive } from './queries.ts'

export interface Reading {
  personId: string
  readerId: string
  role: ReadingRole
  kinds: SensitiveKind[]
  reason: ReadingReason
  words: string | null
  /** The run whose trainer asks. */
  runId?: string
}

/**
 * Notes who reads what and why, where the person sees it and where nobody can change it. The reader's own words stay
 * out of the audit trail, which is kept for ever.
 */
export async function noteReading(tx: Tx, reading: Reading, now: Date): Promise<void> {
  const { personId, readerId, role, kinds, reason, words, runId } = reading
  const about = { person_id: personId, reader_id: readerId, role, kinds, reason, words }
  await insertReading(tx, { at: now, ...about, run_id: runId ?? null })
  await recordInAuditTrail(tx, {
    at: now,
    actorId: readerId,
    action: 'person.sensitive-read',
    subject: { kind: 'person', id: personId },
    detail: { role, kinds, reason, ...(runId === undefined ? {} : { runId }) },
  })
}

/** Reads what is sensitive, in the transaction that notes it: without the note there is nothing to read. */
export async function readSensitive(tx: Tx, reading: Reading, now: Date): Promise<Sensitive> {
  await noteReading(tx, reading, now)
  return getSensitive(tx, reading.personId)
}
