// Somebody may have several rows in one register: of a place they gave back and had again, or of two records that were
// joined. Rows with a history stay, so one of them stands for the person, and is the only line anybody sees or counts.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/schema.ts'

/** SQL for a place that is theirs, or was to the end; of a table or its other name. */
export const hasPlace = (one: string) =>
  sql`(${sql.ref(`${one}.status`)} in ('confirmed', 'completed', 'not-completed'))`

/** SQL to order by: a place that is theirs goes first, the older of two; of places that they left, the one marked last. */
export const theirLineFirst = (place: string, row: string) => sql`(not ${hasPlace(place)},
  case when ${hasPlace(place)} then 0 else coalesce(-extract(epoch from ${sql.ref(`${row}.marked_at`)}), 0) end,
  ${sql.ref(`${place}.queue_number`)})`

/** SQL for whether this row stands for its person; of any table that names a session and an enrolment. */
export function isTheirLine(of: string): RawBuilder<boolean> {
  return sql<boolean>`(not exists (select from enrolment mine
    join enrolment twin on twin.person_id = mine.person_id and twin.run_id = mine.run_id and twin.id <> mine.id
    join attendance own on own.enrolment_id = mine.id and own.session_id = ${sql.ref(`${of}.session_id`)}
    join attendance other on other.enrolment_id = twin.id and other.session_id = own.session_id
    where mine.id = ${sql.ref(`${of}.enrolment_id`)} and ${theirLineFirst('twin', 'other')} < ${theirLineFirst('mine', 'own')}))`
}

/** SQL for the places that the person of this place has and had on its run, this one too. */
export function theirPlaces(of: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(select twin.id from enrolment mine
    join enrolment twin on twin.person_id = mine.person_id and twin.run_id = mine.run_id where mine.id = ${of})`
}

/**
 * SQL for whether a place on a run that is over is the one that is shown for its person; of a table or its other name. Of
 * two records that were joined then each keeps its own, so that they can be parted again: shown is the one of which
 * somebody decided, else the completed one, else one that is settled, else the older. While a run goes on nobody has two:
 * see `one_live_enrolment_each`.
 */
export function isTheirPlace(of: string): RawBuilder<boolean> {
  const own = (column: string) => sql.ref(`${of}.${column}`)
  const order = (place: string) => sql`(not exists (select from completion_decision
      where completion_decision.enrolment_id = ${sql.ref(`${place}.id`)}),
    ${sql.ref(`${place}.status`)} <> 'completed', ${sql.ref(`${place}.status`)} = 'confirmed',
    ${sql.ref(`${place}.queue_number`)})`
  return sql<boolean>`(not exists (select from enrolment twin
    where twin.person_id = ${own('person_id')} and twin.run_id = ${own('run_id')}
      and ${hasPlace('twin')} and ${hasPlace(of)}
      and ${order('twin')} < ${order(of)}))`
}

/** SQL for whether whoever walked in came by the register too, and is counted there: two records may have been joined. */
export const cameByRegister = sql<boolean>`exists (select from attendance
  join enrolment on enrolment.id = attendance.enrolment_id
  where attendance.session_id = walk_in.session_id and enrolment.person_id = walk_in.person_id
    and attendance.mark in ('present', 'late', 'left-early'))`

/**
 * The rows that stand for nobody, all of them: to be read once where a year of registers is counted. `isTheirLine` asks
 * anew of every row.
 */
export const hiddenLines = sql`(select attendance.session_id, attendance.enrolment_id
  from (select run_id, person_id from enrolment group by run_id, person_id having count(*) > 1) as several
  join enrolment on enrolment.run_id = several.run_id and enrolment.person_id = several.person_id
  join attendance on attendance.enrolment_id = enrolment.id
  where not ${isTheirLine('attendance')})`

/** Of these places, those that have no row in this register: they were left, or joined with another, before it was over. */
export async function listWithoutRow(tx: Tx, sessionId: string, enrolmentIds: readonly string[]) {
  const { rows } = await sql<{ enrolmentId: string; personId: string; stands: false }>`
    select enrolment.id as "enrolmentId", enrolment.person_id as "personId", false as stands
    from enrolment join session on session.run_id = enrolment.run_id
    where session.id = ${sessionId} and enrolment.id = any(${enrolmentIds}::uuid[])
      and not exists (select from attendance where session_id = session.id and enrolment_id = enrolment.id)`.execute(
    tx,
  )
  return rows
}
