// Moves rows from one record to another, and back. Each change is noted in the statement that makes it.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../database/schema.ts'
import type { Moving } from './references.ts'

interface Between {
  mergeId: string
  keptId: string
  mergedId: string
}

/** Moves the merged record's rows of one table to the kept record. Rows that both have are taken away, or stay behind. */
export async function moveRows(
  tx: Tx,
  moving: Moving,
  { mergeId, keptId, mergedId }: Between,
): Promise<void> {
  if (moving.same === 'is-taken-away') await takeAwaySame(tx, moving, { mergeId, keptId, mergedId })
  const [table, column] = [sql.table(moving.table), sql.ref(moving.column)]
  const same = moving.same === 'stays-behind' ? sql`and not exists (${sameRow(moving, keptId)})` : sql``
  await sql`with moved as (
      update ${table} one set ${column} = ${keptId} where one.${column} = ${mergedId} ${same}
      returning ${keyOf(moving)} as row_key)
    insert into person_merge_row (merge_id, table_name, row_key, column_name, was, became)
    select ${mergeId}::uuid, ${moving.table}::text, row_key, ${moving.column}::text,
      to_jsonb(${mergedId}::text), to_jsonb(${keptId}::text) from moved`.execute(tx)
}

async function takeAwaySame(tx: Tx, moving: Moving, { mergeId, keptId, mergedId }: Between): Promise<void> {
  const [table, column] = [sql.table(moving.table), sql.ref(moving.column)]
  await sql`with gone as (
      delete from ${table} one where one.${column} = ${mergedId} and exists (${sameRow(moving, keptId)})
      returning to_jsonb(one) as whole, ${keyOf(moving)} as row_key)
    insert into person_merge_row (merge_id, table_name, row_key, was)
    select ${mergeId}::uuid, ${moving.table}::text, row_key, whole from gone`.execute(tx)
}

function sameRow({ table, column, sameBy }: Moving, keptId: string): RawBuilder<unknown> {
  const alike = sameBy.map((name) => sql`same.${sql.ref(name)} = one.${sql.ref(name)}`)
  const theirs = sql`same.${sql.ref(column)} = ${keptId}::uuid`
  return sql`select from ${sql.table(table)} same where ${sql.join([theirs, ...alike], sql` and `)}`
}

function keyOf({ key }: Moving): RawBuilder<unknown> {
  const pairs = key.map((name) => sql`${sql.lit(name)}, one.${sql.ref(name)}::text`)
  return sql`jsonb_build_object(${sql.join(pairs)})`
}

/** Moves back the rows that were moved and are still where they were put. */
export async function moveRowsBack(tx: Tx, moving: Moving, mergeId: string): Promise<void> {
  const [table, column] = [sql.table(moving.table), sql.ref(moving.column)]
  const key = moving.key.map((name) => sql`one.${sql.ref(name)}::text = noted.row_key ->> ${sql.lit(name)}`)
  await sql`update ${table} one set ${column} = (noted.was #>> '{}')::uuid
    from person_merge_row noted
    where noted.merge_id = ${mergeId} and noted.table_name = ${moving.table}
      and noted.column_name = ${moving.column} and one.${column} = (noted.became #>> '{}')::uuid
      and ${sql.join(key, sql` and `)}`.execute(tx)
  if (moving.same === 'is-taken-away') await giveBackSame(tx, moving.table, mergeId)
}

async function giveBackSame(tx: Tx, name: string, mergeId: string): Promise<void> {
  const table = sql.table(name)
  await sql`insert into ${table}
    select whole.* from person_merge_row noted, jsonb_populate_record(null::${table}, noted.was) whole
    where noted.merge_id = ${mergeId} and noted.table_name = ${name} and noted.column_name is null
    on conflict do nothing`.execute(tx)
}

/** Takes the merged record off the dates of runs that both train: of a run, its trainers train every date. */
export async function deleteSameDates(tx: Tx, { keptId, mergedId }: Between): Promise<void> {
  await sql`delete from session_trainer where person_id = ${mergedId}
    and run_id in (select run_id from run_trainer where person_id = ${keptId})`.execute(tx)
}

/** Puts somebody who trains a run again down for each of its dates. */
export async function insertMissingDates(tx: Tx, personId: string): Promise<void> {
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, session.run_id, ${personId}::uuid, session.starts_at, session.ends_at, session.status
    from session join run_trainer on run_trainer.run_id = session.run_id and run_trainer.person_id = ${personId}
      and (run_trainer.left_at is null or session.ends_at <= run_trainer.left_at)
    where not exists (select from session_cover
      where session_cover.session_id = session.id and session_cover.away_id = ${personId}::uuid)
    on conflict (session_id, person_id) do nothing`.execute(tx)
}

/** Of one need told to both records, ends the one that was told or looked at earlier; then moves all of them. */
export async function mergeNeeds(tx: Tx, { mergeId, keptId, mergedId }: Between, now: Date): Promise<void> {
  const told = (one: string) =>
    sql`(coalesce(${sql.ref(`${one}.reviewed_at`)}, ${sql.ref(`${one}.recorded_at`)}), ${sql.ref(`${one}.id`)})`
  await sql`with ended as (
      update access_need older set ended_at = ${now} from access_need newer
      where older.person_id in (${keptId}, ${mergedId}) and newer.person_id in (${keptId}, ${mergedId})
        and newer.person_id <> older.person_id and newer.kind = older.kind and newer.need = older.need
        and older.need <> 'something-else' and older.ended_at is null and newer.ended_at is null
        and ${told('older')} < ${told('newer')}
      returning older.id, older.ended_at)
    insert into person_merge_row (merge_id, table_name, row_key, column_name, was, became)
    select ${mergeId}::uuid, 'access_need', jsonb_build_object('id', id), 'ended_at', 'null'::jsonb, to_jsonb(ended_at)
    from ended`.execute(tx)
  await moveRows(tx, needs, { mergeId, keptId, mergedId })
}

/** After the needs are back: those that ended with the merge go on, unless they were told anew since. */
export async function partNeeds(tx: Tx, mergeId: string): Promise<void> {
  await moveRowsBack(tx, needs, mergeId)
  await sql`update access_need one set ended_at = null from person_merge_row noted
    where noted.merge_id = ${mergeId} and noted.table_name = 'access_need' and noted.column_name = 'ended_at'
      and one.id = (noted.row_key ->> 'id')::uuid and one.ended_at = (noted.became #>> '{}')::timestamptz
      and not exists (select from access_need anew where anew.person_id = one.person_id
        and anew.kind = one.kind and anew.need = one.need and anew.ended_at is null)`.execute(tx)
}

const needs: Moving = {
  table: 'access_need',
  column: 'person_id',
  key: ['id'],
  sameBy: [],
  same: 'cannot-be',
}

/** Of whom there is one for each person. */
export type OneEach = 'emergency_contact' | 'supporter'

export interface Noted {
  table_name: string
  row_key: Record<string, string | number>
  column_name: string | null
  was: unknown
  became: unknown
}

export async function findOne(tx: Tx, table: OneEach, personId: string) {
  return tx
    .selectFrom(table as 'supporter')
    .where('person_id', '=', personId)
    .selectAll()
    .executeTakeFirst()
}

/** Gives each of two people what the other has of this: a row stays the same, whoever it belongs to. */
export async function swapOnes(tx: Tx, table: OneEach, one: string, other: string): Promise<void> {
  const row = await findOne(tx, table, one)
  await tx.deleteFrom(table).where('person_id', '=', one).execute()
  await tx.updateTable(table).set({ person_id: one }).where('person_id', '=', other).execute()
  if (row !== undefined)
    await tx
      .insertInto(table as 'supporter')
      .values({ ...row, person_id: other })
      .execute()
}

export async function deleteOne(tx: Tx, table: OneEach, personId: string): Promise<void> {
  await tx.deleteFrom(table).where('person_id', '=', personId).execute()
}

/** Notes one value that changed. */
export async function insertRow(tx: Tx, mergeId: string, noted: Noted): Promise<void> {
  await tx
    .insertInto('person_merge_row')
    .values({
      ...noted,
      merge_id: mergeId,
      row_key: JSON.stringify(noted.row_key),
      was: JSON.stringify(noted.was),
      became: JSON.stringify(noted.became),
    })
    .execute()
}

export async function listRows(tx: Tx, mergeId: string, table: string): Promise<Noted[]> {
  return tx
    .selectFrom('person_merge_row')
    .where('merge_id', '=', mergeId)
    .where('table_name', '=', table)
    .orderBy('number')
    .select(['table_name', 'row_key', 'column_name', 'was', 'became'])
    .execute()
}
