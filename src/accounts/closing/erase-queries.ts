// Only ever called by erase.ts, in the order in which it calls them.
import { sql } from 'kysely'
import type { Tx } from '../../database/schema.ts'
import type { Becomes, KeptTable } from '../my-data/kept.ts'
import { isAbout, recordsOf } from '../my-data/queries.ts'
import type { TableAboutPeople } from '../my-data/register.ts'

/** Messages that never went out have nobody to go to any more. */
export async function deleteUnsentMails(tx: Tx, personId: string): Promise<void> {
  for (const table of ['mail', 'text_message'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).where('status', '<>', 'sent').execute()
}

/** Work that names the person or their address, and failed or waits. What is being done now is left to end. */
export async function deleteJobsAbout(tx: Tx, personId: string, email: string | null): Promise<void> {
  await sql`delete from graphile_worker._private_jobs
    where locked_at is null and (payload ->> 'personId' in (select id::text from ${recordsOf(personId)} as own)
      or lower(payload ->> 'email') = lower(${email}::text))`.execute(tx)
}

/** The product's own role can change no line of history; this function of the database takes the words out of it. */
export async function eraseReasons(tx: Tx, personId: string): Promise<void> {
  await sql`select erase_reasons(array(select id from enrolment where person_id = ${personId}::uuid))`.execute(
    tx,
  )
}

export async function deleteRowsAbout(
  tx: Tx,
  table: TableAboutPeople,
  { whose }: KeptTable,
  personId: string,
): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${isAbout(whose, personId)}`.execute(tx)
}

/** Gives each of these columns what it holds from now on, in every row about the person. */
export async function emptyRowsAbout(
  tx: Tx,
  { table, whose, personId }: { table: TableAboutPeople; whose: KeptTable['whose']; personId: string },
  columns: { column: string; becomes: NonNullable<Becomes> }[],
  now: Date,
): Promise<void> {
  const changes = columns.map(({ column, becomes }) => {
    const value = 'moment' in becomes ? now : becomes.value
    return sql`${sql.ref(column)} = ${value}`
  })
  await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${isAbout(whose, personId)}`.execute(tx)
}

/** Files that the office is bringing in may name a trainer by their address. */
export async function emptyCellsNaming(tx: Tx, email: string): Promise<void> {
  await sql`
    update import_line set cells = array(
      select case when position(lower(${email}::text) in lower(cell)) > 0 then '' else cell end
      from unnest(cells) with ordinality as one (cell, place) order by place)
    where exists (select from unnest(cells) as cell where position(lower(${email}::text) in lower(cell)) > 0)`.execute(
    tx,
  )
}
