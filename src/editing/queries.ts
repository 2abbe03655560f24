import type { AuditAction } from '../database/audit-actions.ts'
import { type Doing, type AuditEntry, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Db, Tx } from '../database/schema.ts'
import type { Change } from './merge-edits.ts'

type Subject = AuditEntry['subject']

/** Keeps what was changed, by whom and when, with the change itself. */
export async function recordChange(
  tx: Tx,
  { action, subject, changes }: { action: AuditAction; subject: Subject; changes: Change[] },
  { now, actorId }: Doing,
): Promise<void> {
  await recordInAuditTrail(tx, { at: now, actorId, action, subject, detail: { changes } })
}

/** All that was ever changed of a thing, newest first. */
export async function listHistory(db: Db, { kind, id }: Subject) {
  return db
    .selectFrom('audit_event')
    .leftJoin('person', 'person.id', 'audit_event.actor_id')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .select(['audit_event.at', 'audit_event.action', 'audit_event.detail', 'person.name'])
    .orderBy('audit_event.id', 'desc')
    .execute()
}

export type HistoryRow = Awaited<ReturnType<typeof listHistory>>[number]
