import { sql } from 'kysely'
import type { CalendarInvitations, Db, PreferredContact, Role, Tx } from '../database/schema.ts'
import type { SignedIn } from '../web/signed-in.ts'

const roles = sql<Role[]>`coalesce(array_agg(role_grant.role order by role_grant.role)
  filter (where role_grant.role is not null), '{}')`.as('roles')

export async function findSignedIn(db: Db, id: string): Promise<SignedIn | undefined> {
  return db
    .selectFrom('person')
    .leftJoin('role_grant', 'role_grant.person_id', 'person.id')
    .where('person.id', '=', id)
    .groupBy('person.id')
    .select(['person.id', 'person.name', 'person.email', roles])
    .executeTakeFirst()
}

export async function findCredential(db: Db, email: string) {
  return db
    .selectFrom('credential')
    .innerJoin('person', 'person.id', 'credential.person_id')
    .where('person.email', '=', email)
    .where('credential.kind', '=', 'password')
    .select(['person.id', 'credential.secret'])
    .executeTakeFirst()
}

export async function findPersonByEmail(db: Db, email: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
}

export async function getPerson(db: Db, id: string) {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Holds the person until the transaction ends. NO KEY: rows that only refer to them are not kept waiting. */
export async function lockPerson(tx: Tx, id: string) {
  return tx
    .selectFrom('person')
    .select(['id', 'neutral_calendar_titles', 'calendar_invitations'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

export async function findAgreement(db: Db, now: Date) {
  return db
    .selectFrom('agreement')
    .selectAll()
    .where('effective_from', '<=', now)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertPerson(
  tx: Tx,
  person: {
    name: string
    email: string | null
    phone: string | null
    preferred_contact: PreferredContact
    what_helps: string
    created_at: Date
  },
): Promise<string> {
  const { id } = await tx.insertInto('person').values(person).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function insertRole(tx: Tx, personId: string, role: Role, now: Date): Promise<void> {
  await tx
    .insertInto('role_grant')
    .values({ person_id: personId, role, granted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function insertPassword(tx: Tx, personId: string, secret: string, now: Date): Promise<void> {
  await tx
    .insertInto('credential')
    .values({ person_id: personId, kind: 'password', secret, created_at: now })
    .execute()
}

export async function insertAcceptance(
  tx: Tx,
  personId: string,
  agreementId: string,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('agreement_acceptance')
    .values({ person_id: personId, agreement_id: agreementId, accepted_at: now, means: 'online' })
    .execute()
}

export interface Details {
  name: string
  phone: string | null
  preferred_contact: PreferredContact
  what_helps: string
  neutral_calendar_titles: boolean
  /** Stays as it is when left out. */
  calendar_invitations?: CalendarInvitations | undefined
}

export async function updateDetails(tx: Tx, personId: string, details: Details): Promise<void> {
  await tx.updateTable('person').set(details).where('id', '=', personId).execute()
}
