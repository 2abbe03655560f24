// A role of the database that may do what the product does, and no more: it cannot change what has been recorded.
import { sql } from 'kysely'
import { PlainError } from '../lib/plain-error.ts'
import type { Db, Tx } from './schema.ts'

/** Tables whose rows are only ever added. The product's role may read and add; the triggers guard against the owner. */
export const addedOnly = ['audit_event', 'enrolment_event']

/**
 * Gives a role just what the product needs, in this database: rows of every table, but no table itself. Safe to repeat,
 * and to be repeated after each upgrade. Throws PlainError when the role is not one that this can hold back.
 */
export async function grantTo(db: Db, role: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await checkRole(tx, role)
    await grantTables(tx, role)
    await grantJobs(tx, role)
  })
}

async function checkRole(tx: Tx, role: string): Promise<void> {
  const { rows } = await sql<{ mighty: boolean; owner: boolean }>`
    select rolsuper or rolbypassrls or rolcreaterole as mighty,
      pg_has_role(rolname, current_user, 'member')
        or exists (select from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p')) as owner
    from pg_roles where rolname = ${role}`.execute(tx)
  const [found] = rows
  if (found === undefined)
    throw new PlainError(
      `There is no role ${role}. Make it first, as in: create role "${role}" login password '…'`,
    )
  if (found.mighty || found.owner)
    throw new PlainError(
      `The role ${role} owns tables, is a member of the role that does, or may do everything: no rule would hold it. Name another.`,
    )
}

async function grantTables(tx: Tx, role: string): Promise<void> {
  const to = sql.id(role)
  await sql`revoke create on schema public from public`.execute(tx)
  await sql`grant usage on schema public to ${to}`.execute(tx)
  await sql`revoke all on all tables in schema public from ${to}`.execute(tx)
  await sql`grant select, insert, update, delete on all tables in schema public to ${to}`.execute(tx)
  await sql`grant usage on all sequences in schema public to ${to}`.execute(tx)
  for (const table of addedOnly)
    await sql`revoke update, delete on ${sql.table(table)} from ${to}`.execute(tx)
  // The reader's own words go when an account is closed; nothing else of a reading does.
  await sql`revoke update, delete on sensitive_reading from ${to}`.execute(tx)
  await sql`grant update (words, words_erased_at) on sensitive_reading to ${to}`.execute(tx)
  for (const table of ['kysely_migration', 'kysely_migration_lock'])
    await sql`revoke insert, update, delete on ${sql.table(table)} from ${to}`.execute(tx)
  // Tables of a later version, made by whoever runs this.
  await sql`alter default privileges in schema public
    grant select, insert, update, delete on tables to ${to}`.execute(tx)
  await sql`alter default privileges in schema public grant usage on sequences to ${to}`.execute(tx)
}

/** The job engine closes its tables to everyone but their owner by row security, so a policy opens them to this role. */
async function grantJobs(tx: Tx, role: string): Promise<void> {
  const to = sql.id(role)
  await sql`grant usage on schema graphile_worker to ${to}`.execute(tx)
  await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${to}`.execute(tx)
  await sql`grant usage on all sequences in schema graphile_worker to ${to}`.execute(tx)
  await sql`grant execute on all functions in schema graphile_worker to ${to}`.execute(tx)
  await sql`revoke insert, update, delete on graphile_worker.migrations from ${to}`.execute(tx)
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`.execute(tx)
  for (const { name } of tables) {
    const table = sql.table(`graphile_worker.${name}`)
    await sql`drop policy if exists ${to} on ${table}`.execute(tx)
    await sql`create policy ${to} on ${table} to ${to} using (true) with check (true)`.execute(tx)
  }
}
