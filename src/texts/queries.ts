import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, Db, Tx } from '../database/schema.ts'

export type TextMessage = Selectable<Database['text_message']>

export async function insertText(tx: Tx, text: Insertable<Database['text_message']>): Promise<string> {
  const { id } = await tx.insertInto('text_message').values(text).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Holds the message, if it is still to be sent and nobody else is sending it. */
export async function lockQueuedText(tx: Tx, id: string): Promise<TextMessage | undefined> {
  return tx
    .selectFrom('text_message')
    .selectAll()
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** Lets this transaction wait for another computer, where a server ends those in which nothing happens for a while. */
export async function allowLongPause(tx: Tx): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

export async function updateTextSent(tx: Tx, id: string, providerId: string, now: Date): Promise<void> {
  const sent = { status: 'sent' as const, sent_at: now, provider_id: providerId, last_error: null }
  await tx
    .updateTable('text_message')
    .set({ ...sent, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .execute()
}

/** It was not sent, and will not be. */
export async function updateTextTooLate(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('text_message').set({ status: 'too-late' }).where('id', '=', id).execute()
}

export async function updateTextFailure(tx: Tx, id: string, error: string, final: boolean): Promise<void> {
  await tx
    .updateTable('text_message')
    .set({ last_error: error, attempts: sql`attempts + 1`, ...(final ? { status: 'failed' as const } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Puts a failed message back in the queue. False when it is not a failed one. */
export async function updateTextQueuedAgain(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('text_message')
    .set({ status: 'queued', attempts: 0 })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Messages that should be on their way, but whose job is gone. */
export async function listForgottenTexts(db: Db, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('text_message')
    .where('status', '=', 'queued')
    .where('created_at', '<', before)
    .where(
      sql<boolean>`not exists (select from graphile_worker._private_jobs job
        where job.payload ->> 'textId' = text_message.id::text and job.attempts < job.max_attempts)`,
    )
    .orderBy('number')
    .limit(500)
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

export type FailedText = Awaited<ReturnType<typeof listFailedTexts>>[number]

export async function listFailedTexts(db: Db) {
  return db
    .selectFrom('text_message')
    .leftJoin('person', 'person.id', 'text_message.person_id')
    .where('text_message.status', '=', 'failed')
    .orderBy('text_message.number', 'desc')
    .limit(200)
    .select([
      'text_message.id',
      'text_message.to_number',
      'text_message.body',
      'text_message.created_at',
      'text_message.last_error',
      'person.name',
    ])
    .execute()
}

export async function countFailedTexts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('text_message')
    .where('status', '=', 'failed')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
