import { sql } from 'kysely'
import type { AuditAction } from '../database/audit-actions.ts'
import { type Doing, type AuditEntry, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Db, Tx } from '../database/schema.ts'
import { mentionedIn, type Names } from './mentions.ts'
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

/** All that was ever changed of a thing, newest first, with the names that its lines leave out. */
export async function listHistory(db: Db, { kind, id }: Subject) {
  const rows = await db
    .selectFrom('audit_event')
    .leftJoin('person', 'person.id', 'audit_event.actor_id')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .select(['audit_event.at', 'audit_event.action', 'audit_event.detail', 'person.name'])
    .orderBy('audit_event.id', 'desc')
    .execute()
  const names = await listNames(db, rows)
  return rows.map((row) => ({ ...row, names }))
}

export type HistoryRow = Awaited<ReturnType<typeof listHistory>>[number]

/** Of whom and what these lines speak, as they are called now. */
export async function listNames(db: Db, lines: { detail: unknown }[]): Promise<Names> {
  const ids = [...new Set(lines.flatMap(({ detail }) => mentionedIn(detail)))]
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select person.id, coalesce(kept.name, person.name) as name
    from person left join person kept on kept.id = person.merged_into where person.id = any (${ids}::uuid[])
    union all select id, name from term where id = any (${ids}::uuid[])
    union all select id, title from bulk_change where id = any (${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
