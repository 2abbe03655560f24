import { sql } from 'kysely'
import type { CallOutcome, Db, Tx } from '../../database/schema.ts'
import { theirPlaces } from '../../enrolment/line-queries.ts'

export type PersonsCall = Awaited<ReturnType<typeof listCallsOfPerson>>[number]

/**
 * SQL for whether what was noted of `also` was tried about `task` too: one call is about all classes of a course that
 * wait for it, or that it closed. Of two records that were joined either may have been called.
 */
const isOneCall = (task: string, also: string) =>
  sql<boolean>`(${sql.ref(`${also}.enrolment_id`)} = any (array${theirPlaces(sql.ref(`${task}.enrolment_id`))})
    and (${sql.ref(`${also}.session_id`)} = ${sql.ref(`${task}.session_id`)}
      or (${sql.ref(`${also}.closed_at`)}, ${sql.ref(`${also}.closed_by`)})
        is not distinct from (${sql.ref(`${task}.closed_at`)}, ${sql.ref(`${task}.closed_by`)})))`

/** SQL for what came of the last call about follow_up, as JSON. */
export const lastCall = sql<{ outcome: CallOutcome; at: string } | null>`(
  select json_build_object('outcome', follow_up_call.outcome, 'at', follow_up_call.at)
  from follow_up as also join follow_up_call on follow_up_call.follow_up_id = also.id
  where ${isOneCall('follow_up', 'also')} and follow_up_call.taken_back_at is null
  order by follow_up_call.at desc, follow_up_call.id limit 1)`

/**
 * Every call to this person about a missed class: of this task all of them; of earlier ones those that say something
 * to whoever calls next, until their words are erased.
 */
export async function listCallsOfPerson(db: Db, { id, person_id }: { id: string; person_id: string }) {
  const isOwn = isOneCall('task', 'follow_up')
  return db
    .selectFrom('follow_up_call')
    .innerJoin('follow_up', 'follow_up.id', 'follow_up_call.follow_up_id')
    .innerJoin('follow_up as task', (join) => join.on('task.id', '=', id))
    .innerJoin('enrolment', 'enrolment.id', 'follow_up_call.enrolment_id')
    .innerJoin('session', 'session.id', 'follow_up.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('person', 'person.id', 'follow_up_call.by_id')
    .where('enrolment.person_id', '=', person_id)
    .where(({ or, eb }) => or([isOwn, eb('follow_up_call.words', '<>', '')]))
    .orderBy('follow_up_call.at')
    .orderBy('follow_up_call.id')
    .select([
      isOwn.as('is_own'),
      'follow_up_call.at',
      'follow_up_call.outcome',
      'follow_up_call.words',
      'follow_up_call.taken_back_at',
      'person.name as by',
      'course.title',
    ])
    .execute()
}

/** Holds what is marked of somebody on the run of this place: whoever corrects a mark meanwhile waits, and then finds the task open. */
export async function holdMarks(tx: Tx, enrolmentId: string): Promise<void> {
  await tx
    .selectFrom('attendance')
    .where('enrolment_id', 'in', theirPlaces(sql.val(enrolmentId)))
    .orderBy('session_id')
    .orderBy('enrolment_id')
    .forShare()
    .select('session_id')
    .execute()
}

/**
 * Opens again what one call had closed. Where the mark was corrected or the place given up meanwhile, no call is
 * needed. True when this task is open again.
 */
export async function updateOpenAgain(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string; open: boolean }>`
    update follow_up
    set outcome = case when needed.still then null else 'not-needed' end,
      closed_at = case when needed.still then null else follow_up.closed_at end,
      closed_by = null
    from (
      select other.id, attendance.mark = 'no-word'
        and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged') as still
      from follow_up this
      join follow_up other on other.enrolment_id in ${theirPlaces(sql.ref('this.enrolment_id'))}
        and other.closed_at = this.closed_at
        and other.closed_by = this.closed_by and other.outcome = this.outcome
      join attendance on attendance.session_id = other.session_id and attendance.enrolment_id = other.enrolment_id
      join enrolment on enrolment.id = other.enrolment_id
      where this.id = ${id}
    ) needed
    where follow_up.id = needed.id
    returning follow_up.id, follow_up.closed_at is null as open`.execute(tx)
  return rows.some((row) => row.id === id && row.open)
}

/** The call that had closed it: the last of that person on the run until then. Before the task is opened again. */
export async function updateCallTakenBack(
  tx: Tx,
  { id, enrolment_id }: { id: string; enrolment_id: string },
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('follow_up_call')
    .set({ taken_back_at: now, taken_back_by: by })
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('follow_up_call as last')
        .where('last.enrolment_id', 'in', theirPlaces(sql.val(enrolment_id)))
        .where('last.at', '<=', sql<Date>`(select closed_at from follow_up where id = ${id})`)
        .where('last.taken_back_at', 'is', null)
        .orderBy('last.at', 'desc')
        .orderBy('last.id')
        .limit(1)
        .select('last.id'),
    )
    .execute()
}
