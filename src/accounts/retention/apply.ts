import type { RetentionSettings } from '../../config/retention.ts'
import { recordInAuditTrail, wholeCollege } from '../../database/audit-trail.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Moment } from '../../lib/time.ts'
import { eraseDue, insertClosings, listDue, lockDuePeople } from './queries.ts'
import { keptUntil, peopleKinds, type RetentionKind, retentionKinds } from './rules.ts'

export type Erased = Record<RetentionKind, number>

/** So many at once: nobody waits for long for a row that is held meanwhile. */
const atOnce = 500

/**
 * Erases what has been kept long enough, kind by kind, and notes how much it was. Accounts only begin to close: the rest
 * is done as for anybody who asked. How many of each.
 */
export async function applyRetention(db: Db, settings: RetentionSettings, at: Moment): Promise<Erased> {
  const erased: Partial<Erased> = {}
  for (const kind of retentionKinds)
    erased[kind] = await applyKind(db, kind, keptUntil(kind, settings, at), at.now)
  const counts = Object.entries(erased).filter(([, count]) => count > 0)
  if (counts.length > 0) await inTransaction(db, (tx) => note(tx, Object.fromEntries(counts), at.now))
  return erased as Erased
}

async function applyKind(db: Db, kind: RetentionKind, before: Date, now: Date): Promise<number> {
  let count = 0
  for (;;) {
    const some = await inTransaction(db, (tx) => applySome(tx, kind, before, now))
    count += some
    if (some < atOnce) return count
  }
}

async function applySome(tx: Tx, kind: RetentionKind, before: Date, now: Date): Promise<number> {
  if (isOfPeople(kind)) return closeSome(tx, kind, before, now)
  const ids = await listDue(tx, kind, { before, now, most: atOnce })
  if (ids.length > 0) await eraseDue(tx, kind, ids, now)
  return ids.length
}

async function closeSome(tx: Tx, kind: PeopleKind, before: Date, now: Date): Promise<number> {
  const ids = await lockDuePeople(tx, kind, { before, now, most: atOnce })
  if (ids.length === 0) return 0
  for (const id of await insertClosings(tx, kind, ids, now)) {
    const subject = { kind: 'person' as const, id }
    await recordInAuditTrail(tx, {
      at: now,
      actorId: null,
      action: 'person.closing-due',
      subject,
      detail: { why: kind },
    })
  }
  return ids.length
}

type PeopleKind = (typeof peopleKinds)[number]

function isOfPeople(kind: RetentionKind): kind is PeopleKind {
  return (peopleKinds as readonly RetentionKind[]).includes(kind)
}

async function note(tx: Tx, counts: Record<string, number>, now: Date): Promise<void> {
  await recordInAuditTrail(tx, {
    at: now,
    actorId: null,
    action: 'retention.applied',
    subject: wholeCollege,
    detail: counts,
  })
}
