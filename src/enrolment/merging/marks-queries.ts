// What was marked of somebody who stood in one register twice, once for each of their two records.
import { sql } from 'kysely'
import type { Tx } from '../../database/schema.ts'
import { isTheirLine } from '../line-queries.ts'

interface By {
  mergeId: string
  by: string
  now: Date
}

const tells = (mark: string) =>
  sql`coalesce(array_position(array['no-word', 'told-us', 'left-early', 'late', 'present'], ${sql.ref(mark)}), 0)`

/** Holds what is noted of two records, in the order in which whoever marks a register holds it. */
export async function lockMarks(tx: Tx, personIds: string[]): Promise<void> {
  await sql`select from attendance where enrolment_id in
      (select id from enrolment where person_id = any (${personIds}::uuid[]))
    order by session_id, enrolment_id for update`.execute(tx)
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
 * that are over too: who was there under one record was there, whatever the other says. The rows are the kept record's
 * by now. The marks of the other line stay with it. What they said before they left a place is not said of another.
 */
export async function joinMarks(tx: Tx, keptId: string, { mergeId, by, now }: By): Promise<void> {
  await sql`with moved as (
      select (row_key ->> 'id')::uuid as id from person_merge_row
      where merge_id = ${mergeId} and table_name = 'enrolment' and column_name = 'person_id'),
    better as (
      select distinct on (line.session_id, line.enrolment_id)
        line.session_id, line.enrolment_id, line.mark as was, second.mark as became
      from attendance line join enrolment place on place.id = line.enrolment_id and place.person_id = ${keptId}
      join enrolment double on double.run_id = place.run_id and double.person_id = place.person_id
        and (double.id in (select id from moved)) <> (place.id in (select id from moved))
      join attendance second on second.enrolment_id = double.id and second.session_id = line.session_id
      where ${tells('second.mark')} > ${tells('line.mark')} and ${isTheirLine('line')}
        and (double.status in ('confirmed', 'completed', 'not-completed', 'merged')
          or second.mark in ('present', 'late', 'left-early'))
      order by line.session_id, line.enrolment_id, ${tells('second.mark')} desc),
    marked as (
      update attendance one set mark = better.became, marked_at = ${now}, marked_by = ${by}, means = 'office'
      from better where one.session_id = better.session_id and one.enrolment_id = better.enrolment_id
      returning better.*)
    insert into person_merge_row (merge_id, table_name, row_key, column_name, was, became)
    select ${mergeId}::uuid, 'attendance', jsonb_build_object('session_id', session_id, 'enrolment_id', enrolment_id),
      'mark', coalesce(to_jsonb(was), 'null'), to_jsonb(became) from marked`.execute(tx)
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
