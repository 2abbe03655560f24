import { sql } from 'kysely'
import type { ClosingReason, Db, Tx } from '../../database/schema.ts'
import { addressUnproven, datesToTeach } from '../queries.ts'

export async function isClosing(db: Db, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('account_closing')
    .where('person_id', '=', personId)
    .select('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** What somebody's page of closing needs to know. Undefined for nobody, and for a record that is erased, or part of another. */
export async function findAccount(db: Db, personId: string, now: Date) {
  return db
    .selectFrom('person')
    .where('person.id', '=', personId)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .select([
      'person.id',
      'person.name',
      'person.email',
      addressUnproven.as('unproven'),
      sql<
        string | null
      >`(select secret from credential where person_id = person.id and kind = 'password')`.as('password'),
      datesToTeach(now).as('datesToTeach'),
      sql<boolean>`exists (select from account_closing where person_id = person.id)`.as('closing'),
    ])
    .executeTakeFirst()
}

/** The titles of the courses somebody has something on: a place, a place in line, an offer or a request. */
export async function listLiveTitles(db: Db, personId: string): Promise<string[]> {
  const rows = await live(db, personId)
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .orderBy('enrolment.joined_at')
    .select('course.title')
    .execute()
  return rows.map(({ title }) => title)
}

export async function countLive(db: Db, personId: string): Promise<number> {
  const { count } = await live(db, personId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function live(db: Db, personId: string) {
  return db
    .selectFrom('enrolment')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', ['requested', 'waiting', 'offered', 'confirmed'])
}

export async function insertClosing(
  tx: Tx,
  closing: { person_id: string; asked_at: Date; asked_by: string | null; why: ClosingReason },
): Promise<void> {
  await tx.insertInto('account_closing').values(closing).execute()
}

/** Whatever opens something without a further question: browsers, links on their way, the calendar's link. */
export async function deleteKeys(tx: Tx, personId: string): Promise<void> {
  for (const table of ['web_session', 'unsent_form', 'email_proof', 'email_change', 'calendar_feed'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute()
}

/** What they may see of others. That they are a student is kept until their places are given back. */
export async function deleteStaffRoles(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('role_grant').where('person_id', '=', personId).where('role', '<>', 'student').execute()
}

/** Who asked, and how far it has come. */
export async function findClosing(db: Db, personId: string) {
  return db
    .selectFrom('account_closing')
    .innerJoin('person', 'person.id', 'account_closing.person_id')
    .where('person_id', '=', personId)
    .where('person.erased_at', 'is', null)
    .select([
      'account_closing.person_id',
      'account_closing.asked_by',
      'account_closing.why',
      'account_closing.goodbye_at',
      'person.name',
      'person.email',
      'person.email_confirmed_at',
    ])
    .executeTakeFirst()
}

/** Holds the closing, so that two jobs for one account do nothing twice. Nobody else waits for this row. */
export async function lockClosing(tx: Tx, personId: string): Promise<void> {
  await tx
    .selectFrom('account_closing')
    .where('person_id', '=', personId)
    .select('person_id')
    .forUpdate()
    .execute()
}

export async function updateGoodbye(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .updateTable('account_closing')
    .set({ goodbye_at: sql<Date>`greatest(asked_at, ${now}::timestamptz)` })
    .where('person_id', '=', personId)
    .execute()
}

export async function countMailsOnTheirWay(db: Db, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('mail')
    .where('person_id', '=', personId)
    .where('status', '=', 'queued')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Accounts that close and are not erased yet, those who asked first, first. */
export async function listOpenClosings(db: Db, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('account_closing')
    .innerJoin('person', 'person.id', 'account_closing.person_id')
    .where('person.erased_at', 'is', null)
    .orderBy('asked_at')
    .limit(most)
    .select('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
