import { sql } from 'kysely'
import type {
  AgreementKind,
  CalendarInvitations,
  Db,
  PreferredContact,
  Role,
  Tx,
} from '../database/schema.ts'
import type { SignedIn } from '../web/signed-in.ts'

const roles = sql<Role[]>`coalesce(array_agg(role_grant.role order by role_grant.role)
  filter (where role_grant.role is not null), '{}')`.as('roles')

/** Dates still to come that a person is down for, or of whose team they are though somebody stands in for them. */
export const datesToTeach = (now: Date) => sql<number>`(
  select count(*)::int from session join run on run.id = session.run_id
  where session.status = 'planned' and session.ends_at > ${now} and run.status in ('draft', 'published')
    and (exists (select from session_trainer where session_id = session.id and person_id = person.id)
      or exists (select from run_trainer where run_id = run.id and person_id = person.id and left_at is null)))`

/**
 * They registered themselves, and nobody has shown that the address is theirs: it may be only claimed. What their own
 * pages say must be the same either way, for whoever registers with an address would learn from it whether we know it.
 */
export const addressUnproven = sql<boolean>`(person.registration_key is not null and person.email_confirmed_at is null)`

/** Who may be signed in: nobody whose account closes or is closed. */
export async function findSignedIn(db: Db, id: string): Promise<SignedIn | undefined> {
  return db
    .selectFrom('person')
    .leftJoin('role_grant', 'role_grant.person_id', 'person.id')
    .where('person.id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('account_closing').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .where('person.merged_into', 'is', null)
    .groupBy('person.id')
    .select(['person.id', 'person.name', 'person.email', roles])
    .executeTakeFirst()
}

/**
 * The passwords that may go with an address: its owner's, and those of the last two who registered with it and have not
 * shown that it is theirs, the older first: one person may have registered twice. Whether one of these has the address
 * or claims it counts for nothing: who registers again and signs in with the first password would learn whether it was
 * known. Each undefined when there is none. One statement, whoever there is.
 */
export async function findCredentials(db: Db, email: string) {
  const rows = await db
    .selectFrom('credential')
    .innerJoin('person', 'person.id', 'credential.person_id')
    .where('credential.kind', '=', 'password')
    .where('person.merged_into', 'is', null)
    .where(({ or, eb }) => or([eb('person.email', '=', email), eb('person.claimed_email', '=', email)]))
    .select([
      'person.id',
      'credential.secret',
      sql<boolean>`(claimed_email is not null or ${addressUnproven})`.as('unproven'),
    ])
    .orderBy('person.created_at', 'desc')
    .orderBy('person.id')
    .execute()
  const [newest, before] = rows.filter(({ unproven }) => unproven)
  return { owner: rows.find(({ unproven }) => !unproven), registered: [before, newest] }
}

export async function findPersonByEmail(db: Db, email: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
}

/** Whose email it is, unless they registered with it and nobody has shown that it is theirs. */
export async function findProvenByEmail(db: Db, email: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .where(addressUnproven, '=', false)
    .executeTakeFirst()
}

/** Who was made by the form with this key, if it was sent before. */
export async function findRegistered(db: Db, key: Buffer): Promise<{ id: string } | undefined> {
  return db.selectFrom('person').select('id').where('registration_key', '=', key).executeTakeFirst()
}

/** The person's own record, and after it those that were merged into it. */
export async function listRecordsOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db.selectFrom('person').select('id').where('merged_into', '=', personId).execute()
  return [personId, ...rows.map(({ id }) => id)]
}

export async function getPerson(db: Db, id: string) {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** Notes that somebody has signed in, so that what is kept of them is not taken for forgotten. */
export async function updateLastSeen(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('person').set({ last_seen_at: now }).where('id', '=', id).execute()
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

/** What is in force now: the latest version of its kind whose day has come. */
export async function findAgreement(db: Db, now: Date, kind: AgreementKind = 'agreement') {
  return db
    .selectFrom('agreement')
    .selectAll()
    .where('kind', '=', kind)
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
    /** Given by them, but somebody else's already. */
    claimed_email?: string | null
    /** Of the form they registered with. */
    registration_key?: Buffer | null
    phone: string | null
    preferred_contact: PreferredContact
    what_helps: string
    /** Needed by whoever would like letters. */
    postal_address?: string
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
  /** Stays as it is when left out. */
  postal_address?: string | undefined
  neutral_calendar_titles: boolean
  /** Stays as it is when left out. */
  reminders?: boolean | undefined
  /** Stays as it is when left out. */
  calendar_invitations?: CalendarInvitations | undefined
}

export async function updateDetails(tx: Tx, personId: string, details: Details): Promise<void> {
  await tx.updateTable('person').set(details).where('id', '=', personId).execute()
}

/** Administrators who read mails. */
export async function listOffice(db: Db): Promise<{ id: string; name: string; email: string }[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
    .where('role_grant.role', '=', 'administrator')
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('person.email', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('account_closing')
            .select('account_closing.person_id')
            .whereRef('account_closing.person_id', '=', 'person.id'),
        ),
      ),
    )
    .orderBy('person.id')
    .select(['person.id', 'person.name', 'person.email'])
    .execute()
  return rows.flatMap(({ email, ...person }) => (email === null ? [] : [{ ...person, email }]))
}
