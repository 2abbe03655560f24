import { type ExpressionBuilder, type Insertable, type Selectable, sql } from 'kysely'
import type { Database, Db, ProofPurpose, Tx } from '../../database/schema.ts'
import { addressUnproven } from '../queries.ts'

export type EmailChange = Selectable<Database['email_change']>

type Key = { id: string } | { tokenHash: Buffer }

const ofPerson = ['id', 'name', 'email', 'email_confirmed_at', 'claimed_email'] as const

export type Owner = Pick<Selectable<Database['person']>, (typeof ofPerson)[number]>

export async function findProof(db: Db, key: Key) {
  return proofs(db, key).executeTakeFirst()
}

/** Whose account closes has no use for a link: it was asked for in the same moment, or after. */
function proofs(db: Db, key: Key) {
  return db
    .selectFrom('email_proof')
    .selectAll()
    .select(
      sql<boolean>`exists (select from account_closing where person_id = email_proof.person_id)`.as(
        'closing',
      ),
    )
    .where(matching(key))
}

/**
 * Holds the proof and, before it, the person it is of: whoever makes a newer one holds the person too. As many
 * statements for a proof that is not there.
 */
export async function lockProof(tx: Tx, key: Key) {
  await tx
    .selectFrom('person')
    .select('id')
    .where('id', 'in', (proof) => proof.selectFrom('email_proof').select('person_id').where(matching(key)))
    .forNoKeyUpdate()
    .execute()
  return proofs(tx, key).forUpdate().executeTakeFirst()
}

function matching(key: Key) {
  return (proof: ExpressionBuilder<Database, 'email_proof'>) =>
    'id' in key ? proof('id', '=', key.id) : proof('token_hash', '=', key.tokenHash)
}

export async function insertProof(tx: Tx, proof: Insertable<Database['email_proof']>): Promise<void> {
  await tx.insertInto('email_proof').values(proof).execute()
}

export async function updateProofUsed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('email_proof').set({ used_at: now }).where('id', '=', id).execute()
}

/** The messages to the person whose link or code was used after this moment, of those that have a code. */
export async function listCodesUsed(db: Db, personId: string, since: Date) {
  return db
    .selectFrom('email_proof')
    .select(['id', 'code_hash'])
    .where('person_id', '=', personId)
    .where('used_at', '>', since)
    .where('code_hash', 'is not', null)
    .$narrowType<{ code_hash: Buffer }>()
    .execute()
}

/** Counts a wrong code. Asks the database as much for a proof that is not there. */
export async function updateWrongCode(tx: Tx, id: string, most: number): Promise<void> {
  await tx
    .updateTable('email_proof')
    .set({ wrong_codes: sql`wrong_codes + 1` })
    .where('id', '=', id)
    .where('wrong_codes', '<', most)
    .execute()
}

/** Ends what was sent to the person for these purposes and not used; for every purpose when none is named. */
export async function endProofs(
  tx: Tx,
  personId: string,
  purposes: ProofPurpose[] | 'every',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('email_proof')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .$if(purposes !== 'every', (query) => query.where('purpose', 'in', purposes as ProofPurpose[]))
    .execute()
}

export async function findOwner(db: Db, email: string): Promise<Owner | undefined> {
  return db.selectFrom('person').select(ofPerson).where('email', '=', email).executeTakeFirst()
}

export async function findOwnerById(db: Db, id: string): Promise<Owner | undefined> {
  return db.selectFrom('person').select(ofPerson).where('id', '=', id).executeTakeFirst()
}

/** They registered themselves, and nobody has shown yet that the address is theirs. */
export async function isUnproven(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where(addressUnproven, '=', true)
    .executeTakeFirst()
  return row !== undefined
}

/** Holds the person until the transaction ends. Undefined for a record that is part of another: it owns no address. */
export async function lockOwner(tx: Tx, id: string): Promise<Owner | undefined> {
  return tx
    .selectFrom('person')
    .select(ofPerson)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function findEmailChange(db: Db, personId: string): Promise<EmailChange | undefined> {
  return db.selectFrom('email_change').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

export async function upsertEmailChange(
  tx: Tx,
  change: { person_id: string; email: string; asked_at: Date; asked_by: string },
): Promise<void> {
  const fresh = { ...change, new_agreed_at: null, old_agreed_at: null }
  await tx
    .insertInto('email_change')
    .values(fresh)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
    .execute()
}

export async function updateAgreed(
  tx: Tx,
  personId: string,
  agreed: { new_agreed_at: Date } | { old_agreed_at: Date },
): Promise<void> {
  await tx.updateTable('email_change').set(agreed).where('person_id', '=', personId).execute()
}

export async function deleteEmailChange(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('email_change')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** The address is the person's, and its owner has shown it. */
export async function updateEmail(tx: Tx, personId: string, email: string, now: Date): Promise<void> {
  await tx
    .updateTable('person')
    .set({ email, email_confirmed_at: now, claimed_email: null })
    .where('id', '=', personId)
    .execute()
}

/** Notes that the person reads what is sent to the address they have. */
export async function updateConfirmed(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .updateTable('person')
    .set({ email_confirmed_at: now })
    .where('id', '=', personId)
    .where('email', 'is not', null)
    .where('email_confirmed_at', 'is', null)
    .execute()
}

/** They hear by the address they have shown to be theirs; a number they gave stays. False when they did already. */
export async function updateContactToEmail(tx: Tx, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ preferred_contact: 'email' })
    .where('id', '=', personId)
    .where('preferred_contact', '!=', 'email')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** The hash of the person's password, if they have one. */
export async function findPassword(db: Db, personId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('credential')
    .select('secret')
    .where('person_id', '=', personId)
    .where('kind', '=', 'password')
    .executeTakeFirst()
  return found?.secret
}

export async function upsertPassword(tx: Tx, personId: string, secret: string, now: Date): Promise<void> {
  await tx
    .insertInto('credential')
    .values({ person_id: personId, kind: 'password', secret, created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'kind']).doUpdateSet({ secret, created_at: now }),
    )
    .execute()
}

/** True when there was one. */
export async function deletePassword(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('credential')
    .where('person_id', '=', personId)
    .where('kind', '=', 'password')
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
