// What merging two records reads, holds and notes. Moving the rows themselves is in row-queries.ts.
import { type Selectable, sql } from 'kysely'
import type { Database, Db, Role, Tx } from '../../database/schema.ts'
import { type Enrolment } from '../queries.ts'
import { liveStatuses } from '../states.ts'
import type { Person, PersonChange } from './person.ts'
import type { Side, TrainerFacts } from './rules.ts'

export type Merge = Selectable<Database['person_merge']>

/** The runs on which any of these people has or had anything, in the order in which they are held. */
export async function listRunIds(db: Db, personIds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .where('person_id', 'in', personIds)
    .select('run_id')
    .distinct()
    .orderBy('run_id')
    .execute()
  return rows.map(({ run_id }) => run_id)
}

/** Holds what two people have, after the runs and before the people. */
export async function lockPlaces(tx: Tx, personIds: string[]): Promise<void> {
  const own = tx.selectFrom('enrolment').where('person_id', 'in', personIds).orderBy('id').select('id')
  const ids = (await own.forUpdate().execute()).map(({ id }) => id)
  if (ids.length === 0) return
  const offers = tx.selectFrom('offer').where('enrolment_id', 'in', ids).where('status', '=', 'open')
  await offers.orderBy('id').select('id').forUpdate().execute()
}

/**
 * Holds two people, last in the lock order. Not only their own rows: whoever writes anything that points at them waits
 * until it is clear to which record it belongs.
 */
export async function lockRecords(tx: Tx, personIds: string[]): Promise<void> {
  await tx.selectFrom('person').where('id', 'in', personIds).orderBy('id').select('id').forUpdate().execute()
}

export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findSide(db: Db, id: string): Promise<Side | undefined> {
  const person = await findPerson(db, id)
  if (person === undefined) return undefined
  const { rows } = await sql<Omit<Side, 'person'>>`select
    array(select role from role_grant where person_id = ${id} order by granted_at, role) as roles,
    exists (select from single_sign_on_identity where person_id = ${id}) as "hasSignOn",
    exists (select from account_closing where person_id = ${id}) as "isClosing",
    (select updated_at from emergency_contact where person_id = ${id}) as "contactAt",
    (select updated_at from supporter where person_id = ${id}) as "supporterAt"`.execute(db)
  return { person, ...(rows[0] ?? { ...nothing }) }
}

const nothing = {
  roles: [] as Role[],
  hasSignOn: false,
  isClosing: false,
  contactAt: null,
  supporterAt: null,
}

/** What stands in the way where one of two trainers of a run, or of two dates at one time, is really the other. */
export async function getTrainerFacts(db: Db, keptId: string, mergedId: string): Promise<TrainerFacts> {
  const { rows } = await sql<TrainerFacts>`select
    (select course.title from run join course on course.id = run.course_id
      where run.status = 'published' and run.co_delivery_override is null
        and exists (select from run_trainer where run_id = run.id and person_id = ${mergedId})
        and exists (select from run_trainer where run_id = run.id and person_id = ${keptId})
        and (select count(distinct expertise) from run_trainer
          where run_id = run.id and person_id <> ${mergedId} and left_at is null) < 2
      order by run.id limit 1) as "onlyPair",
    (select course.title from session_trainer own
      join session_trainer other on other.person_id = ${mergedId} and other.status = 'planned'
        and other.run_id <> own.run_id and other.starts_at < own.ends_at and other.ends_at > own.starts_at
      join run on run.id = other.run_id join course on course.id = run.course_id
      where own.person_id = ${keptId} and own.status = 'planned'
      order by own.starts_at limit 1) as "twoPlaces",
    (select course.title from run_trainer own
      join run_trainer other on other.run_id = own.run_id and other.person_id = ${mergedId}
        and (other.left_at is null) <> (own.left_at is null)
      join run on run.id = own.run_id join course on course.id = run.course_id
      where own.person_id = ${keptId} and run.status in ('draft', 'published')
      order by run.id limit 1) as "comesAndGoes"`.execute(db)
  return rows[0] ?? { onlyPair: null, twoPlaces: null, comesAndGoes: null }
}

/** What this person has that is not over, with the title of its course. */
export async function listLiveOf(db: Db, personId: string): Promise<(Enrolment & { title: string })[]> {
  return db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', [...liveStatuses])
    .orderBy('enrolment.joined_at')
    .selectAll('enrolment')
    .select('course.title')
    .execute()
}

export async function insertMerge(
  tx: Tx,
  merge: { kept_id: string; merged_id: string; merged_at: Date; merged_by: string },
): Promise<string> {
  const { id } = await tx.insertInto('person_merge').values(merge).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateUndone(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await tx.updateTable('person_merge').set({ undone_at: now, undone_by: by }).where('id', '=', id).execute()
}

/** A merge, and whether one of the same kept record came after it and still stands. */
export async function findMerge(db: Db, id: string): Promise<(Merge & { hasLater: boolean }) | undefined> {
  return db
    .selectFrom('person_merge')
    .where('id', '=', id)
    .selectAll()
    .select(
      sql<boolean>`exists (select from person_merge later where later.number > person_merge.number
        and later.undone_at is null
        and (later.kept_id = person_merge.kept_id or later.merged_id = person_merge.kept_id))`.as('hasLater'),
    )
    .executeTakeFirst()
}

/** The records that are part of this one now, the latest first. */
export async function listMergesInto(db: Db, personId: string) {
  return db
    .selectFrom('person_merge')
    .innerJoin('person', 'person.id', 'person_merge.merged_id')
    .innerJoin('person as by', 'by.id', 'person_merge.merged_by')
    .where('person_merge.kept_id', '=', personId)
    .where('person_merge.undone_at', 'is', null)
    .orderBy('person_merge.number', 'desc')
    .select(['person_merge.id', 'person_merge.merged_at', 'person.name', 'by.name as by'])
    .execute()
}

/** Whose this address is now, if anybody's. */
export async function findAddressOwner(db: Db, email: string): Promise<string | undefined> {
  const row = await db.selectFrom('person').where('email', '=', email).select('id').executeTakeFirst()
  return row?.id
}

/** Only what the merge changes on a record itself. */
export async function updatePerson(tx: Tx, id: string, change: PersonChange): Promise<void> {
  if (Object.keys(change).length > 0)
    await tx.updateTable('person').set(change).where('id', '=', id).execute()
}

/** How much each record brings with it, for the page that asks which to keep. */
export async function countThings(db: Db, personId: string) {
  const { rows } = await sql<{
    ended: number
    mails: number
    needs: number
    calls: number
    runs: number
  }>`select
    (select count(*)::int from enrolment where person_id = ${personId} and ended_at is not null) as ended,
    (select count(*)::int from mail where person_id = ${personId}) as mails,
    (select count(*)::int from access_need where person_id = ${personId} and ended_at is null) as needs,
    (select count(*)::int from call where person_id = ${personId}) as calls,
    (select count(*)::int from run_trainer where person_id = ${personId}) as runs`.execute(db)
  return rows[0] ?? { ended: 0, mails: 0, needs: 0, calls: 0, runs: 0 }
}
