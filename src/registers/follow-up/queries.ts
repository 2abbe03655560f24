import { type Insertable, sql } from 'kysely'
import type { Database, Db, FollowUpOutcome, Tx } from '../../database/schema.ts'
import { attendedOf } from '../../enrolment/attended-queries.ts'
import { isForOffice, isToBeCalled, type Lately } from '../../enrolment/follow-up-queries.ts'
import { isTheirLine, theirPlaces } from '../../enrolment/line-queries.ts'
import { lastCall } from './call-queries.ts'

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
      'enrolment.person_id',
      'follow_up.opened_at',
      'follow_up.closed_at',
      'follow_up.closed_by',
      'follow_up.outcome',
      'follow_up.taken_by',
      'caller.name as caller',
      'person.name',
      'session.starts_at',
      'session.run_id',
      'course.title',
    ])
}

/** Everybody to call: who has waited longest stands first, with all courses of theirs. */
export async function listFollowUps(db: Db, lately: Lately) {
  return tasks(db)
    .where(isToBeCalled(lately))
    .orderBy(sql`min(follow_up.opened_at) over (partition by enrolment.person_id)`)
    .orderBy('enrolment.person_id')
    .orderBy('follow_up.opened_at')
    .orderBy('follow_up.id')
    .select([lastCall.as('last_call'), isForOffice.as('for_office')])
    .execute()
}

/** What else this person is to be called about: other courses of theirs. */
export async function listOtherTasks(
  db: Db,
  { person_id, enrolment_id }: { person_id: string; enrolment_id: string },
  lately: Lately,
) {
  return tasks(db)
    .where(isToBeCalled(lately))
    .where('enrolment.person_id', '=', person_id)
    .where('enrolment.id', 'not in', theirPlaces(sql.val(enrolment_id)))
    .orderBy('follow_up.opened_at')
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
    .crossJoinLateral(() => attendedOf('enrolment').as('attended'))
    .where('follow_up.id', '=', id)
    .select([
      'person.phone',
      'person.email',
      'person.preferred_contact',
      'person.best_time',
      'person.postal_address',
      'enrolment.status',
      'run.status as run_status',
      'run.first_session_needed',
      'run.sessions_needed',
      firstOfRun.as('was_first'),
      nextOfRun(now).as('next_starts_at'),
      'attended.counts',
      'attended.came',
      'attended.unmarked',
      sql<Date[]>`array(select other.starts_at from follow_up also
        join session other on other.id = also.session_id
        where also.enrolment_id in ${theirPlaces(sql.ref('follow_up.enrolment_id'))} and also.id <> follow_up.id
          and also.session_id <> follow_up.session_id and also.closed_at is null and ${isTheirLine('also')}
          and other.ends_at <= ${now} order by other.starts_at)`.as('also_missed'),
    ])
    .executeTakeFirst()
}

/**
 * Puts somebody down as who calls, if it is still as they saw it: `seen` is who called then. Two who press at once
 * cannot both be told that they call. One call is about all classes of the course, so it is said of each.
 */
export async function updateTaken(
  tx: Tx,
  id: string,
  { by, seen, now }: { by: string; seen: string | null; now: Date },
): Promise<boolean> {
  const held = await lockFollowUp(tx, id)
  if (held === undefined || held.closed_at !== null || held.taken_by !== seen) return false
  await tx
    .updateTable('follow_up')
    .set({ taken_by: by, taken_at: now })
    .where('enrolment_id', 'in', theirPlaces(sql.val(held.enrolment_id)))
    .where('closed_at', 'is', null)
    .where('taken_by', 'is not distinct from', seen)
    .execute()
  return true
}

/**
 * Holds the task, and the others of that person on the run, which may end with it: after the run and the enrolment, where
 * those are held too.
 */
export async function lockFollowUp(tx: Tx, id: string) {
  const tasks = await tx
    .selectFrom('follow_up')
    .where('enrolment_id', 'in', theirPlaces(sql`(select enrolment_id from follow_up where id = ${id})`))
    .orderBy('id')
    .forUpdate()
    .select(['id', 'enrolment_id', 'closed_at', 'closed_by', 'taken_by', 'outcome'])
    .execute()
  return tasks.find((task) => task.id === id)
}

/** The same without holding it. */
export async function findTask(db: Db, id: string) {
  return db
    .selectFrom('follow_up')
    .where('id', '=', id)
    .select(['id', 'enrolment_id', 'closed_at', 'closed_by', 'taken_by', 'outcome'])
    .executeTakeFirst()
}

/** Notes a call. True when its number was not there yet. */
export async function insertCallOf(tx: Tx, call: Insertable<Database['follow_up_call']>): Promise<boolean> {
  const row = await tx
    .insertInto('follow_up_call')
    .values(call)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Puts what somebody was calling about back for whoever calls next: all classes of that course. With them held. */
export async function updateLetGo(tx: Tx, enrolmentId: string, by: string): Promise<void> {
  await tx
    .updateTable('follow_up')
    .set(nobody)
    .where('enrolment_id', 'in', theirPlaces(sql.val(enrolmentId)))
    .where('taken_by', '=', by)
    .execute()
}

const nobody = { taken_by: null, taken_at: null }

/** Closes the task, and those of the other classes that they missed: one call was about all of them. */
export async function updateClosed(
  tx: Tx,
  { id, enrolment_id }: { id: string; enrolment_id: string },
  { outcome, by, now }: { outcome: FollowUpOutcome; by: string; now: Date },
): Promise<void> {
  const closed_at = sql<Date>`greatest(${now}::timestamptz, opened_at)`
  await tx
    .updateTable('follow_up')
    .set({ ...nobody, outcome, closed_by: by, closed_at })
    .where('enrolment_id', 'in', theirPlaces(sql.val(enrolment_id)))
    .where('closed_at', 'is', null)
    .where(
      sql<boolean>`(id = ${id}::uuid or exists (select from session where session.id = session_id and ends_at <= ${now}))`,
    )
    .execute()
}

/** Whether this call is noted already: the same page, sent twice. */
export async function isNoted(tx: Tx, followUpId: string, callId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('follow_up_call')
    .where('id', '=', callId)
    .where('follow_up_id', '=', followUpId)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}
