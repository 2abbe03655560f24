// What was marked of somebody who stood in one register twice, once for each of their two records.
import { sql } from 'kysely'
import type { Tx } from '../../database/schema.ts'

interface By {
  mergeId: string
  by: string
  now: Date
}

const tells = (mark: string) =>
  sql`coalesce(array_position(array['no-word', 'told-us', 'left-early', 'late', 'present'], ${sql.ref(mark)}), 0)`

/**
 * Gives the place that stays what was said of the one that ends, where that tells more: who was there under one record
 * was there, whatever the other says. The marks of the place that ends stay with it.
 */
export async function joinMarks(
  tx: Tx,
  ended: string,
  stays: string,
  { mergeId, by, now }: By,
): Promise<void> {
  await sql`insert into attendance (session_id, enrolment_id, run_id)
    select session_id, ${stays}, attendance.run_id from attendance
    join enrolment on enrolment.id = ${stays} and enrolment.confirmed_at is not null
    where enrolment_id = ${ended} and mark is not null
    on conflict do nothing`.execute(tx)
  await sql`with better as (
      select own.session_id, own.enrolment_id, own.mark as was, other.mark as became
      from attendance own join attendance other using (session_id)
      where own.enrolment_id = ${stays} and other.enrolment_id = ${ended}
        and ${tells('other.mark')} > ${tells('own.mark')}),
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
