import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, Db, Tx } from '../database/schema.ts'

export type Mail = Selectable<Database['mail']>

export async function insertMails(tx: Tx, mails: Insertable<Database['mail']>[]): Promise<string[]> {
  const rows = await tx.insertInto('mail').values(mails).returning('id').execute()
  return rows.map((row) => row.id)
}

/** A mail whose words have not been erased. */
export async function findMail(db: Db, id: string): Promise<Mail | undefined> {
  return db
    .selectFrom('mail')
    .selectAll()
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
}

/** Holds the mail, if it is still to be sent and nobody else is sending it. */
export async function lockQueuedMail(tx: Tx, id: string): Promise<Mail | undefined> {
  return tx
    .selectFrom('mail')
    .selectAll()
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** True while an earlier mail of the same key has not been sent: this one must not overtake it. */
export async function mustWait(db: Db, mail: Mail): Promise<boolean> {
  if (mail.order_key === null) return false
  const earlier = await db
    .selectFrom('mail')
    .select('id')
    .where('order_key', '=', mail.order_key)
    .where('number', '<', mail.number)
    .where('status', '<>', 'sent')
    .limit(1)
    .executeTakeFirst()
  return earlier !== undefined
}

export async function findNextInOrder(db: Db, mail: Mail): Promise<Mail | undefined> {
  if (mail.order_key === null) return undefined
  return db
    .selectFrom('mail')
    .selectAll()
    .where('order_key', '=', mail.order_key)
    .where('status', '=', 'queued')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
}

export async function updateSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ status: 'sent', sent_at: now, last_error: null, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .execute()
}

export async function forgetContent(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('mail').set({ view: '{}' }).where('id', '=', id).execute()
}

export async function updateFailure(tx: Tx, id: string, error: string, final: boolean): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ last_error: error, attempts: sql`attempts + 1`, ...(final ? { status: 'failed' as const } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Puts a failed mail back in the queue. False when it is not a failed one. */
export async function updateQueuedAgain(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('mail')
    .set({ status: 'queued', attempts: 0 })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The same for every failed mail. Their ids, in the order in which they were promised. */
export async function updateAllQueuedAgain(tx: Tx): Promise<string[]> {
  const failed = await tx
    .selectFrom('mail')
    .select('id')
    .where('status', '=', 'failed')
    .orderBy('number')
    .forUpdate()
    .execute()
  const ids = failed.map(({ id }) => id)
  if (ids.length > 0)
    await tx.updateTable('mail').set({ status: 'queued', attempts: 0 }).where('id', 'in', ids).execute()
  return ids
}

/** Mails that should be on their way but whose job is gone: the oldest unsent of each key, older than `before`. */
export async function listForgotten(db: Db, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('mail')
    .select('mail.id')
    .where('mail.status', '=', 'queued')
    .where('mail.created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mail as earlier')
            .select('earlier.id')
            .whereRef('earlier.order_key', '=', 'mail.order_key')
            .whereRef('earlier.number', '<', 'mail.number')
            .where('earlier.status', '<>', 'sent'),
        ),
      ),
    )
    .where(
      sql<boolean>`not exists (select from graphile_worker._private_jobs job
        where job.payload ->> 'mailId' = mail.id::text and job.attempts < job.max_attempts)`,
    )
    .limit(500)
    .execute()
  return rows.map((row) => row.id)
}

/** The latest first; `before`: only those before that one. */
export async function listFailed(
  db: Db,
  { before, most }: { before: number | undefined; most: number },
): Promise<Mail[]> {
  return db
    .selectFrom('mail')
    .selectAll()
    .where('status', '=', 'failed')
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(most)
    .execute()
}

export async function countFailed(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('mail')
    .where('status', '=', 'failed')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Mails behind a failed one of their key: they wait until it is sent. */
export async function countHeldBack(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('mail')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'queued')
    .where('order_key', 'in', (failed) =>
      failed
        .selectFrom('mail')
        .select('order_key')
        .where('status', '=', 'failed')
        .where('order_key', 'is not', null),
    )
    .executeTakeFirstOrThrow()
  return count
}

export async function listDelivered(db: Db, most: number): Promise<Mail[]> {
  return db
    .selectFrom('mail')
    .selectAll()
    .where('status', '=', 'sent')
    .where('erased_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .orderBy('number', 'desc')
    .limit(most)
    .execute()
}
