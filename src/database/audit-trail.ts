import type { AuditAction } from './audit-actions.ts'
import type { Tx } from './schema.ts'

export type SubjectKind =
  | 'run'
  | 'session'
  | 'class-list'
  | 'bulk-change'
  | 'venue'
  | 'room'
  | 'term'
  | 'closure'
  | 'category'
  | 'course'
  | 'prospectus-cover'
  | 'prospectus-edition'
  | 'trainer'
  | 'enrolment'
  | 'person'
  | 'mail'
  | 'text'
  | 'agreement'
  | 'equality-question'
  | 'college'

/** What is done to the college as a whole, which has no number of its own. */
export const wholeCollege = { kind: 'college', id: '00000000-0000-0000-0000-000000000000' } as const

/** Who does it, and when; nobody when it does itself. */
export interface Doing {
  now: Date
  actorId: string | null
}

export interface AuditEntry {
  at: Date
  actorId: string | null
  /** `run.capacity-changed`: the thing, then what happened to it. */
  action: AuditAction
  subject: {
    kind: SubjectKind
    id: string
  }
  /** What it was and what it became. Never a person's own words. */
  detail?: Record<string, unknown>
}

/** Notes who read or changed what, with the change itself: one cannot be had without the other. */
export async function recordInAuditTrail(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAllInAuditTrail(tx, [entry])
}

/** The same for many at once, in this order and one round trip. */
export async function recordAllInAuditTrail(tx: Tx, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ at, actorId, action, subject, detail = {} }) => ({
    at,
    actor_id: actorId,
    action,
    subject_kind: subject.kind,
    subject_id: subject.id,
    detail: JSON.stringify(detail),
  }))
  await tx.insertInto('audit_event').values(rows).execute()
}
