import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

export interface Kept {
  /** The hash of the session's identifier. */
  sid: string
  sess: string
}

/** In hours: without a visit, and in all. */
export interface Lifetime {
  idle: number
  most: number
}

/** What a session holds and when it was last noted as in use; undefined when it is over. */
export async function findSession(db: Db, sid: string, now: Date) {
  return db
    .selectFrom('web_session')
    .select(['sess', 'last_seen_at'])
    .where('sid', '=', sid)
    .where('expire', '>', now)
    .executeTakeFirst()
}

export async function insertSession(
  db: Db,
  { sid, sess }: Kept,
  now: Date,
  lifetime: Lifetime,
): Promise<void> {
  await db
    .insertInto('web_session')
    .values({
      sid,
      sess,
      began_at: now,
      last_seen_at: now,
      expire: expiry(sql`${now}::timestamptz`, now, lifetime),
    })
    .execute()
}

/** Does nothing for a session that was ended meanwhile: it must not come back. */
export async function updateSession(
  db: Db,
  { sid, sess }: Kept,
  now: Date,
  lifetime: Lifetime,
): Promise<void> {
  await db
    .updateTable('web_session')
    .set({ sess, ...seen(now, lifetime) })
    .where('sid', '=', sid)
    .execute()
}

export async function touchSession(db: Db, sid: string, now: Date, lifetime: Lifetime): Promise<void> {
  await db.updateTable('web_session').set(seen(now, lifetime)).where('sid', '=', sid).execute()
}

export async function deleteSession(db: Db, sid: string): Promise<void> {
  await db.deleteFrom('web_session').where('sid', '=', sid).execute()
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('web_session').where('expire', '<=', now).execute()
}

function seen(now: Date, lifetime: Lifetime) {
  return {
    last_seen_at: sql<Date>`greatest(last_seen_at, ${now}::timestamptz)`,
    expire: expiry(sql`began_at`, now, lifetime),
  }
}

function expiry(began: ReturnType<typeof sql>, now: Date, { idle, most }: Lifetime) {
  return sql<Date>`least(${now}::timestamptz + make_interval(hours => ${idle}), ${began} + make_interval(hours => ${most}))`
}
