import { sql } from 'kysely'
import type { Database, Db, PreferredContact, Role, Tx } from '../../database/schema.ts'
import { addressUnproven, datesToTeach } from '../queries.ts'

export const rolesOfPerson = sql<Role[]>`array(select role from role_grant
  where role_grant.person_id = person.id order by role_grant.granted_at, role)`.as('roles')

/** Records that are part of this one now: their names, by which people still ask for it. */
export const alsoKnownAs = sql<string[]>`array(select part.name from person part
  where part.merged_into = person.id order by part.created_at, part.id)`.as('also')

export const cardColumns = [
  'person.id',
  'person.name',
  'person.email',
  'person.phone',
  'person.preferred_contact',
] as const

export async function findCard(db: Db, id: string) {
  return db
    .selectFrom('person')
    .select([...cardColumns, rolesOfPerson, alsoKnownAs])
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
}

/** One person as the office's page of them shows it: nothing sensitive, and nobody who is erased or part of another. */
export async function findForOffice(db: Db, id: string) {
  return db
    .selectFrom('person')
    .where('person.id', '=', id)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .select([
      ...cardColumns,
      'person.postal_address',
      'person.best_time',
      'person.reminders',
      'person.created_at',
      rolesOfPerson,
    ])
    .select([
      sql<boolean>`exists (select from account_closing where person_id = person.id)`.as('closing'),
      addressUnproven.as('unproven'),
      sql<boolean>`person.email is not null and person.email_confirmed_at is not null`.as('confirmed'),
      sql<boolean>`exists (select from credential where person_id = person.id)`.as('has_password'),
      sql<boolean>`exists (select from second_factor where person_id = person.id)`.as('has_second_factor'),
      sql<string | null>`(select email from email_change where person_id = person.id)`.as('asked_email'),
      sql<Date | null>`(select asked_at from email_change where person_id = person.id)`.as('asked_email_at'),
    ])
    .executeTakeFirst()
}

/** Each version they have agreed to, the latest first, and how the college knows. */
export async function listAcceptances(db: Db, personId: string) {
  return db
    .selectFrom('agreement_acceptance as acceptance')
    .innerJoin('agreement', 'agreement.id', 'acceptance.agreement_id')
    .leftJoin('person as recorder', 'recorder.id', 'acceptance.recorded_by')
    .where('acceptance.person_id', '=', personId)
    .orderBy('agreement.kind')
    .orderBy('agreement.version', 'desc')
    .select([
      'agreement.id',
      'agreement.kind',
      'agreement.title',
      'agreement.version',
      'acceptance.accepted_at',
      'acceptance.means',
      'recorder.name as recorded_by',
    ])
    .execute()
}

/** Every version of the agreement and of the privacy notice that has been in force, the latest of each first. */
export async function listAgreements(db: Db, now: Date) {
  return db
    .selectFrom('agreement')
    .selectAll()
    .where('effective_from', '<=', now)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute()
}

/** False when they had agreed to that version before: what is noted stays. */
export async function insertAcceptanceByStaff(
  tx: Tx,
  acceptance: {
    person_id: string
    agreement_id: string
    accepted_at: Date
    means: 'paper' | 'verbal'
    recorded_by: string
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('agreement_acceptance')
    .values(acceptance)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Holds the person until the transaction ends: last in the lock order. */
export async function lockForOffice(tx: Tx, id: string) {
  return tx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Of a record that was merged with another: which one. */
export async function findMergedInto(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('person').where('id', '=', id).select('merged_into').executeTakeFirst()
  return row?.merged_into ?? undefined
}

export async function updateByOffice(
  tx: Tx,
  id: string,
  change: {
    name: string
    phone: string | null
    postal_address: string
    preferred_contact: PreferredContact
    what_helps: string
    best_time: string
    reminders: boolean
  },
): Promise<void> {
  await tx.updateTable('person').set(change).where('id', '=', id).execute()
}

export async function listRoles(db: Db, personId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('role_grant')
    .where('person_id', '=', personId)
    .orderBy('role')
    .select('role')
    .execute()
  return rows.map(({ role }) => role)
}

/**
 * Holds every grant of the administrator's role, so that two people who take it from each other wait for one another:
 * whoever comes second counts in a later statement, and sees that one is left.
 */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx
    .selectFrom('role_grant')
    .where('role', '=', 'administrator')
    .orderBy('person_id')
    .select('person_id')
    .forUpdate()
    .execute()
}

/** Administrators other than this person who have an email, and so a way to sign in. */
export async function countOtherAdministrators(db: Db, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('role_grant')
    .innerJoin('person', 'person.id', 'role_grant.person_id')
    .where('role_grant.role', '=', 'administrator')
    .where('person.id', '<>', personId)
    .where('person.email', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Holds that they are what they are; how many dates they have still to teach. */
export async function lockRoles(tx: Tx, personId: string, now: Date): Promise<number> {
  await tx.selectFrom('role_grant').where('person_id', '=', personId).select('role').forUpdate().execute()
  const { dates } = await tx
    .selectFrom('person')
    .where('person.id', '=', personId)
    .select(datesToTeach(now).as('dates'))
    .executeTakeFirstOrThrow()
  return dates
}

/** What was last written down of this role of theirs: that it was given, taken or kept. */
export async function findLastNoteOfRole(tx: Tx, personId: string, role: Role): Promise<string | undefined> {
  const row = await tx
    .selectFrom('audit_event')
    .where('subject_kind', '=', 'person')
    .where('subject_id', '=', personId)
    .where('action', 'like', 'person.role%')
    .where(sql<boolean>`detail ->> 'role' = ${role}`)
    .orderBy('id', 'desc')
    .limit(1)
    .select('action')
    .executeTakeFirst()
  return row?.action
}

export async function deleteRole(
  tx: Tx,
  personId: string,
  role: Database['role_grant']['role'],
): Promise<void> {
  await tx.deleteFrom('role_grant').where('person_id', '=', personId).where('role', '=', role).execute()
}

/** The title of the course of a run that people can be on; undefined when there is none. */
export async function findRunTitle(db: Db, runId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', runId)
    .select('course.title')
    .executeTakeFirst()
  return row?.title
}

/** Somebody who came without a place and is not found yet, as their trainer wrote them down. */
export async function findWalkInToAdd(db: Db, id: string) {
  return db
    .selectFrom('walk_in')
    .where('id', '=', id)
    .where('person_id', 'is', null)
    .where('removed_at', 'is', null)
    .where('erased_at', 'is', null)
    .select(['id', 'name', 'contact'])
    .executeTakeFirst()
}
