import { sql } from 'kysely'
import type { Db, PreferredContact, StudentKind, Tx } from '../../database/schema.ts'

/** The address is the one they gave, also where it is only claimed: whether it is somebody else's is not told. */
export async function getAboutMe(db: Db, personId: string) {
  return db
    .selectFrom('person')
    .select(['name', 'phone', 'preferred_contact', 'postal_address', 'best_time'])
    .select(({ fn }) => fn.coalesce('email', 'claimed_email').as('email'))
    .select(['student_kind', 'what_helps'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}

export async function findPersonName(db: Db, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
  return row?.name
}

export interface Contact {
  phone: string | null
  preferred_contact: PreferredContact
  postal_address: string
  best_time: string
}

export async function updateContact(tx: Tx, personId: string, contact: Contact): Promise<void> {
  await tx.updateTable('person').set(contact).where('id', '=', personId).execute()
}

export async function updateStudentKind(tx: Tx, personId: string, kind: StudentKind | null): Promise<void> {
  await tx.updateTable('person').set({ student_kind: kind }).where('id', '=', personId).execute()
}

export async function updateWhatHelps(tx: Tx, personId: string, whatHelps: string): Promise<void> {
  await tx.updateTable('person').set({ what_helps: whatHelps }).where('id', '=', personId).execute()
}

/**
 * Written before the owner of the address came, in a browser where nobody of the account had been: it may be a
 * stranger's. Saved again, it is theirs. It may have come from a record that is part of theirs by now.
 */
export const unchecked = sql<boolean>`exists (select from audit_event where subject_kind = 'person'
  and subject_id in (select id from person where id = person_id or merged_into = person_id)
  and action = 'person.ways-in-ended' and at >= updated_at)`.as('unchecked')

export async function findEmergencyContact(db: Db, personId: string) {
  return db
    .selectFrom('emergency_contact')
    .select(['name', 'phone', 'relationship', unchecked])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export interface EmergencyContact {
  name: string
  phone: string
  relationship: string
}

/** Takes the place of whoever was named before. */
export async function insertEmergencyContact(tx: Tx, personId: string, contact: EmergencyContact, now: Date) {
  const row = { ...contact, updated_at: now }
  await tx
    .insertInto('emergency_contact')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

export async function deleteEmergencyContact(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('emergency_contact').where('person_id', '=', personId).execute()
}

export async function findSupporter(db: Db, personId: string) {
  return db
    .selectFrom('supporter')
    .select(['name', 'comes_along', unchecked])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** Those of these people who have a supporter. */
export async function listSupporters(db: Db, personIds: string[]) {
  if (personIds.length === 0) return []
  return db
    .selectFrom('supporter')
    .select(['person_id', 'name', 'comes_along'])
    .where('person_id', 'in', personIds)
    .execute()
}

/** Takes the place of whoever was named before. */
export async function insertSupporter(
  tx: Tx,
  personId: string,
  supporter: { name: string; comes_along: boolean },
  now: Date,
): Promise<void> {
  const row = { ...supporter, updated_at: now }
  await tx
    .insertInto('supporter')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

export async function deleteSupporter(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('supporter').where('person_id', '=', personId).execute()
}
