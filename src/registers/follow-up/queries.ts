import { type Insertable, sql } from 'kysely'
import type { Database, Db, FollowUpOutcome, Tx } from '../../database/schema.ts'

/** With whom it is, about what, and who is calling: what the list says. Nothing else of anyone. */
function tasks(db: Db) {
  return db
    .selectFrom('follow_up')
    .innerJoin('enrolment', 'enrolment.id', 'follow_up.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('session', 'session.id', 'follow_up.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('person as caller', 'caller.id', 'follow_up.taken_by')
    .select([
      'follow_up.id',
      'follow_up.enrolment_id',
      'follow_up.opened_at',
      'follow_up.closed_at',
      'follow_up.outcome',
      'follow_up.taken_by',
      'caller.name as caller',
      'person.name',
      'session.starts_at',
      'course.title',
    ])
}

/** While a class goes on, somebody may still come through the door. */
const canBeCalled = (now: Date) => sql<boolean>`(follow_up.closed_at is null and session.ends_at <= ${now}
  and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged'))`

/** Everybody to call: who has waited longest stands first. */
export async function listFollowUps(db: Db, now: Date) {
  return tasks(db)
    .where(canBeCalled(now))
    .orderBy('follow_up.opened_at')
    .orderBy('follow_up.id')
    .select([
      sql<string | null>`(select outcome from follow_up_call where follow_up_id = follow_up.id
        order by at desc, id limit 1)`.as('last_outcome'),
      sql<Date | null>`(select max(at) from follow_up_call where follow_up_id = follow_up.id)`.as('last_at'),
    ])
    .limit(500)
    .execute()
}

export type FollowUp = NonNullable<Awaited<ReturnType<typeof findFollowUp>>>

const firstOfRun = sql<boolean>`session.starts_at = (select min(one.starts_at) from session one
  where one.run_id = run.id and one.status = 'planned')`
const nextOfRun = (now: Date) => sql<Date | null>`(select min(one.starts_at) from session one
  where one.run_id = run.id and one.status = 'planned' and one.starts_at > ${now})`

/** One of them, with how to reach the person. */
export async function findFollowUp(db: Db, id: string, now: Date) {
  return tasks(db)
    .where('follow_up.id', '=', id)
    .select([
      'person.phone',
      'person.email',
      'person.preferred_contact',
      'person.best_time',
      'enrolment.status',
      'run.first_session_needed',
      firstOfRun.as('was_first'),
      nextOfRun(now).as('next_starts_at'),
      sql<Date[]>`array(select other.starts_at from follow_up also
        join session other on other.id = also.session_id
        where also.enrolment_id = follow_up.enrolment_id and also.id <> follow_up.id and also.closed_at is null
          and other.ends_at <= ${now} order by other.starts_at)`.as('also_missed'),
    ])
    .executeTakeFirst()
}

export type FollowUpCall = Awaited<ReturnType<typeof listCallsOf>>[number]

export async function listCallsOf(db: Db, followUpId: string) {
  return db
    .selectFrom('follow_up_call')
    .innerJoin('person', 'person.id', 'follow_up_call.by_id')
    .where('follow_up_id', '=', followUpId)
    .orderBy('at')
    .select(['follow_up_call.at', 'follow_up_call.outcome', 'follow_up_call.words', 'person.name as by'])
    .execute()
}

/**
 * Puts somebody down as who calls, if it is still as they saw it: `seen` is who called then. Two who press at once
 * cannot both be told that they call.
 */
export async function updateTaken(
  tx: Tx,
  id: string,
  { by, seen, now }: { by: string; seen: string | null; now: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('follow_up')
    .set({ taken_by: by, taken_at: now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('taken_by', 'is not distinct from', seen)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateLetGo(tx: Tx, id: string, by: string): Promise<void> {
  await tx
    .updateTable('follow_up')
    .set({ taken_by: null, taken_at: null })
    .where('id', '=', id)
    .where('taken_by', '=', by)
    .execute()
}

/** Holds the task: after its run and its enrolment, where those are held too. */
export async function lockFollowUp(tx: Tx, id: string) {
  return tx
    .selectFrom('follow_up')
    .where('id', '=', id)
    .forUpdate()
    .select(['id', 'enrolment_id', 'closed_at', 'taken_by', 'outcome'])
    .executeTakeFirst()
}

/** The same without holding it. */
export async function findTask(db: Db, id: string) {
  return db
    .selectFrom('follow_up')
    .where('id', '=', id)
    .select(['id', 'enrolment_id', 'closed_at', 'taken_by', 'outcome'])
    .executeTakeFirst()
}

/** Notes a call; the same page sent twice notes one. True when it was not there yet. */
export async function insertCallOf(tx: Tx, call: Insertable<Database['follow_up_call']>): Promise<boolean> {
  const row = await tx
    .insertInto('follow_up_call')
    .values(call)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Closes the task, or, with no outcome, puts it back for whoever calls next. */
export async function updateAfterCall(
  tx: Tx,
  id: string,
  { outcome, by, now }: { outcome: FollowUpOutcome | undefined; by: string; now: Date },
): Promise<void> {
  const nobody = { taken_by: null, taken_at: null }
  const closed = outcome && {
    outcome,
    closed_by: by,
    closed_at: sql<Date>`greatest(${now}::timestamptz, opened_at)`,
  }
  await tx
    .updateTable('follow_up')
    .set({ ...nobody, ...closed })
    .where('id', '=', id)
    .execute()
}
