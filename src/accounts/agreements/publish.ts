import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { AgreementKind, Tx } from '../../database/schema.ts'
import { findLatestVersion, insertVersion, lockVersions } from './queries.ts'

export interface NewVersion {
  kind: AgreementKind
  title: string
  body: string
  effectiveFrom: Date
}

type Published = { ok: true; version: number } | { ok: false; reason: 'before-the-last' }

/**
 * Adds the next version. What people accepted before is kept word for word. Versions count in the order of their number,
 * so one cannot come into force before the one it follows.
 */
export async function publishVersion(
  tx: Tx,
  { kind, title, body, effectiveFrom }: NewVersion,
  { actorId, now }: { actorId: string; now: Date },
): Promise<Published> {
  await lockVersions(tx, kind)
  const latest = await findLatestVersion(tx, kind)
  if (latest !== undefined && effectiveFrom < latest.effective_from)
    return { ok: false, reason: 'before-the-last' }
  const version = (latest?.version ?? 0) + 1
  const id = await insertVersion(tx, { kind, version, title, body, effective_from: effectiveFrom })
  const subject = { kind: 'agreement' as const, id }
  const detail = { kind, version }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'agreement.published', subject, detail })
  return { ok: true, version }
}
