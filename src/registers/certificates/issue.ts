import type { Tx } from '../../database/schema.ts'
import { newCode } from './code.ts'
import { insertCertificate } from './queries.ts'

/** Somebody who completed a course has a certificate, and the same one if they complete it anew. */
export async function issueCertificate(tx: Tx, enrolmentId: string, now: Date): Promise<void> {
  await insertCertificate(tx, { enrolment_id: enrolmentId, code: newCode(), issued_at: now })
}
