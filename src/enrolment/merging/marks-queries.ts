// What was marked of somebody who stood in one register twice, once for each of their two records.
import { sql } from 'kysely'
import type { Tx } from '../../database/schema.ts'
import { isTheirLine, theirPlaces } from '../line-queries.ts'

interface By {
  mergeId: string
  by: string
  now: Date
}

const tells = (mark: string) =>
  sql`coalesce(array_position(array['no-word', 'told-us', 'left-early', 'late', 'present'], ${sql.ref(mark)}), 0)`

/** Holds what is noted of two records, in the order in which whoever marks a register, or calls, holds it. */
export async function lockMarks(tx: Tx, personIds: string[]): Promise<void> {
  const theirs = sql`(select id from enrolment where person_id = any (${personIds}::uuid[]))`
  await sql`select from attendance where enrolment_id in ${theirs}
    order by session_id, enrolment_id for update`.execute(tx)
  await sql`select from follow_up where enrolment_id in ${theirs} order by id for update`.execute(tx)
}

/** The place that stays is expected wherever something was said of the one that ends. */
export async function expectStaying(tx: Tx, ended: string, stays: string): Promise<void> {
  await sql`insert into attendance (session_id, enrolment_id, run_id)
    select session_id, ${stays}, attendance.run_id from attendance
    join enrolment on enrolment.id = ${stays} and enrolment.confirmed_at is not null
    where enrolment_id = ${ended} and mark is not null
    on conflict do nothing`.execute(tx)
}

/**
 * Gives the line that stands for the person what was said of them on the other record, where that tells more, of runs
 * that are over too: who was there under one record was there, whatever the other says, also if they came without a
 * place and were found. The rows are the kept record's by now. The marks of the other line stay with it. What they said
 * before they left a place is not said of another.
 */
export async function joinMarks(tx: Tx, keptId: string, { mergeId, by, now }: By): Promise<void> {
  await sql`with moved as (
      select (row_key ->> 'id')::uuid as id from person_merge_row
      where merge_id = ${mergeId} and table_name in ('enrolment', 'walk_in') and column_name = 'person_id'),
    second as (
      select session_id, mark, double.id in (select id from moved) as moved
      from enrolment double join attendance on enrolment_id = double.id
      where double.person_id = ${keptId} and (mark in ('present', 'late', 'left-early')
        or double.status in ('confirmed', 'completed', 'not-completed', 'merged'))
      union all
      select session_id, mark, id in (select id from moved)
      from walk_in where person_id = ${keptId} and removed_at is null),
    better as (
      select distinct on (line.session_id, line.enrolment_id)
        line.session_id, line.enrolment_id, line.mark as was, second.mark as became
      from attendance line join enrolment place on place.id = line.enrolment_id and place.person_id = ${keptId}
      join second on second.session_id = line.session_id and second.moved <> (place.id in (select id from moved))
      where ${tells('second.mark')} > ${tells('line.mark')} and ${isTheirLine('line')}
      order by line.session_id, line.enrolment_id, ${tells('second.mark')} desc),
    marked as (
      update attendance one set mark = better.became, marked_at = ${now}, marked_by = ${by}, means = 'office'
      from better where one.session_id = better.session_id and one.enrolment_id = better.enrolment_id
      returning better.*)
    insert into person_merge_row (merge_id, table_name, row_key, column_name, was, became)
    select ${mergeId}::uuid, 'attendance', jsonb_build_object('session_id', session_id, 'enrolment_id', enrolment_id),
      'mark', coalesce(to_jsonb(was), 'null'), to_jsonb(became) from marked`.execute(tx)
}

/**
 * Nobody is called twice about a class that both records missed: what was done about it for one is done for the line that
 * stands for them, and whoever is calling goes on: about all classes of the course, since one call is.
 */
export async function joinCalls(tx: Tx, keptId: string, { mergeId }: Pick<By, 'mergeId'>): Promise<void> {
  await sql`with done as (
      select distinct on (task.id) task.id, second.taken_by, second.taken_at, second.outcome,
        second.closed_at, second.closed_by,
        case when second.session_id = task.session_id then second.opened_at else task.opened_at end as opened_at
      from follow_up task join enrolment place on place.id = task.enrolment_id and place.person_id = ${keptId}
      join follow_up second on second.id <> task.id
        and second.enrolment_id in ${theirPlaces(sql.ref('task.enrolment_id'))}
      where task.closed_at is null and task.taken_by is null and ${isTheirLine('task')}
        and (second.taken_by is not null or second.session_id = task.session_id
          and second.closed_by is not null and second.outcome <> 'withdrew')
      order by task.id, second.closed_at desc nulls last),
    joined as (
      update follow_up task set opened_at = least(task.opened_at, done.opened_at), taken_by = done.taken_by,
        taken_at = done.taken_at, outcome = done.outcome, closed_at = done.closed_at, closed_by = done.closed_by
      from done where task.id = done.id returning task.id, task.outcome)
    insert into person_merge_row (merge_id, table_name, row_key, column_name, was, became)
    select ${mergeId}::uuid, 'follow_up', jsonb_build_object('id', id), 'outcome', 'null', to_jsonb(outcome)
    from joined where outcome is not null`.execute(tx)
}

/** Opens again what joinCalls closed, before partMarks, with which those close that were never missed. */
export async function partCalls(tx: Tx, mergeId: string): Promise<void> {
  await sql`update follow_up task set outcome = null, closed_at = null, closed_by = null
    from person_merge_row noted
    where noted.merge_id = ${mergeId} and noted.table_name = 'follow_up' and noted.column_name = 'outcome'
      and task.id = (noted.row_key ->> 'id')::uuid and task.outcome = noted.became #>> '{}'`.execute(tx)
}

/** Takes back what joinMarks gave, and nobody has corrected since. */
export async function partMarks(tx: Tx, { mergeId, by, now }: By): Promise<void> {
  await sql`update attendance one
    set mark = noted.was #>> '{}', marked_at = ${now}, marked_by = ${by}, means = 'office'
    from person_merge_row noted
    where noted.merge_id = ${mergeId} and noted.table_name = 'attendance' and noted.column_name = 'mark'
      and one.session_id = (noted.row_key ->> 'session_id')::uuid
      and one.enrolment_id = (noted.row_key ->> 'enrolment_id')::uuid
      and one.mark = noted.became #>> '{}'`.execute(tx)
}
