// How far the demo college has come. It is made in three transactions, each whole in itself; what was begun and not
// finished (the process was stopped) is finished at the next start, as of the moment at which it began.
import { sql } from 'kysely'
import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Db, Tx } from '../database/schema.ts'

export interface Beginning {
  /** The moment around which the term lies. */
  now: Date
  administratorId: string
}

export async function markBegun(tx: Tx, { now, administratorId }: Beginning): Promise<void> {
  await mark(tx, 'demo.begun', now, administratorId)
}

export async function markFinished(tx: Tx, { now, administratorId }: Beginning): Promise<void> {
  await mark(tx, 'demo.finished', now, administratorId)
}

async function mark(tx: Tx, action: string, at: Date, id: string): Promise<void> {
  await recordInAuditTrail(tx, { at, actorId: id, action, subject: { kind: 'person', id } })
}

export async function findBeginning(db: Db): Promise<Beginning | undefined> {
  const mark = await findMark(db, 'demo.begun')
  return mark && { now: mark.at, administratorId: mark.subject_id }
}

export async function isFinished(db: Db): Promise<boolean> {
  return (await findMark(db, 'demo.finished')) !== undefined
}

async function findMark(db: Db, action: string) {
  return db
    .selectFrom('audit_event')
    .where('action', '=', action)
    .orderBy('id')
    .limit(1)
    .select(['at', 'subject_id'])
    .executeTakeFirst()
}

/** Whether there are people or courses that the demo college did not bring: all of its own bear the same moment. */
export async function hasOwnData(db: Db, opened: Date | null): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select
    exists (select from person where created_at is distinct from ${opened}::timestamptz)
    or exists (select from course where created_at is distinct from ${opened}::timestamptz) as found`.execute(
    db,
  )
  return rows[0]?.found ?? true
}

/**
 * Does the work while no other process does the same. Holds one connection for the lock and leaves the work to others,
 * so the pool must have two. A process that is killed lets go, because its connection ends.
 */
export async function oneAtATime<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(hashtext('demo college'))`.execute(one)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtext('demo college'))`.execute(one)
    }
  })
}
