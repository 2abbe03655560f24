import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'

export interface Identity {
  issuer: string
  subject: string
}

/** Lets one person at a time come for the first time, so that pressing twice makes one account. */
export async function lockFirstTime(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('single-sign-on: first time'))`.execute(tx)
}

/** Whose it is; of a record that was joined with another, whoever has all of it now. */
export async function findByIdentity(db: Db, { issuer, subject }: Identity): Promise<string | undefined> {
  const row = await db
    .selectFrom('single_sign_on_identity')
    .innerJoin('person', 'person.id', 'single_sign_on_identity.person_id')
    .select(({ fn }) => fn.coalesce('person.merged_into', 'person.id').as('person_id'))
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person_id
}

export async function hasIdentity(db: Db, personId: string, issuer?: string): Promise<boolean> {
  const row = await db
    .selectFrom('single_sign_on_identity')
    .select('person_id')
    .where('person_id', '=', personId)
    .$if(issuer !== undefined, (query) => query.where('issuer', '=', issuer ?? ''))
    .executeTakeFirst()
  return row !== undefined
}

export async function insertIdentity(tx: Tx, identity: Identity, personId: string, now: Date): Promise<void> {
  const { issuer, subject } = identity
  await tx
    .insertInto('single_sign_on_identity')
    .values({ issuer, subject, person_id: personId, linked_at: now, last_used_at: now })
    .execute()
}

export async function updateLastUsed(tx: Tx, { issuer, subject }: Identity, now: Date): Promise<void> {
  await tx
    .updateTable('single_sign_on_identity')
    .set({ last_used_at: now })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute()
}

export async function deleteIdentities(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('single_sign_on_identity').where('person_id', '=', personId).execute()
}

export async function deletePassword(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('credential').where('person_id', '=', personId).where('kind', '=', 'password').execute()
}
