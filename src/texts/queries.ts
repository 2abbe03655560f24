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

/** Holds what is sent to one number, until this transaction ends. */
export async function lockNumber(tx: Tx, number: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`text ${number}`}, 0))`.execute(tx)
}

/** Of the provider's names for messages, those that are not noted of any. */
export async function listNotOurs(tx: Tx, providerIds: string[]): Promise<string[]> {
  const noted = await tx
    .selectFrom('text_message')
    .where('provider_id', '=', sql<string>`any(${providerIds}::text[])`)
    .select('provider_id')
    .execute()
  return providerIds.filter((id) => noted.every(({ provider_id: known }) => known !== id))
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

export async function findFailedText(db: Db, id: string): Promise<TextMessage | undefined> {
  return db
    .selectFrom('text_message')
    .selectAll()
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .executeTakeFirst()
}

/** Holds a failed message that is still of use. False when there is none: it is on its way again, or was written instead. */
export async function lockFailedText(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('text_message')
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where(({ or, eb }) => or([eb('useless_after', 'is', null), eb('useless_after', '>', now)]))
    .forUpdate()
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * What it says goes by email, promised at this moment. The office is shown the first such message to a number; the others
 * would say the same.
 */
export async function updateTextMailed(tx: Tx, { id }: TextMessage, now: Date): Promise<void> {
  await sql`update text_message set useless_after = ${now}, status = case when exists (
      select from text_message earlier where earlier.person_id = text_message.person_id
        and earlier.to_number = text_message.to_number and earlier.status = 'failed'
        and earlier.number < text_message.number) then 'too-late' else 'failed' end
    where id = ${id}::uuid`.execute(tx)
}

/** SQL for a message whose words went by email instead. */
const wasMailed = sql<boolean>`exists (select from mail where mail.person_id = text_message.person_id
  and mail.template = text_message.template and mail.created_at = text_message.useless_after)`

/**
 * SQL for what there is to say to the office of a message that went by email: texts do not reach somebody who wants them.
 * No more when another number or another way is noted, or a later one arrived. Numbers are compared by their ends, since
 * people write the beginning in several ways.
 */
const stillSaid = sql<boolean>`(not ${wasMailed} or exists (select from person
  where person.id = text_message.person_id and person.preferred_contact = 'text'
    and right(regexp_replace(person.phone, '[^0-9]', '', 'g'), 7) = right(text_message.to_number, 7)
    and not exists (select from text_message later where later.person_id = person.id
      and later.to_number = text_message.to_number and later.status = 'sent' and later.number > text_message.number)))`

/** Puts a failed message back in the queue. False when it is not a failed one, or its words went by email. */
export async function updateTextQueuedAgain(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('text_message')
    .set({ status: 'queued', attempts: 0 })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where(sql<boolean>`not ${wasMailed}`)
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

/** The latest first; `before`: only those before that one. */
export async function listFailedTexts(
  db: Db,
  { before, most }: { before: number | undefined; most: number },
) {
  return db
    .selectFrom('text_message')
    .leftJoin('person', 'person.id', 'text_message.person_id')
    .where('text_message.status', '=', 'failed')
    .where(stillSaid)
    .$if(before !== undefined, (query) => query.where('text_message.number', '<', before ?? 0))
    .orderBy('text_message.number', 'desc')
    .limit(most)
    .select([
      'text_message.id',
      'text_message.number',
      'text_message.to_number',
      'text_message.body',
      'text_message.created_at',
      'text_message.last_error',
      'text_message.person_id',
      'person.name',
      wasMailed.as('was_mailed'),
    ])
    .execute()
}

export async function countFailedTexts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('text_message')
    .where('status', '=', 'failed')
    .where(stillSaid)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
