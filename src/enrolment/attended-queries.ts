// What the classes of a run add up to for one person: for My courses, and for who completed it.
import { sql } from 'kysely'
import { theirLineFirst } from './line-queries.ts'

/**
 * Of one person on one run, whichever of their places they had then, or came without one, as the office found. Classes
 * that were called off are none.
 */
export interface Attended {
  /**
   * Classes of whose register something is said: of them, or, of a class before they had a place or while they had none,
   * of anybody, but that they cannot come: that is said beforehand, and marks no register. What nobody marked counts
   * neither for nor against them.
   */
  counts: number
  came: number
  /** Classes of which something is said of them. */
  said: number
  /** Classes that count and at which they had no place. */
  without_place: number
  /** Classes that are not marked. */
  unmarked: number
}

/**
 * SQL for the row of `Attended` of a place, by the name under which the query around it knows the enrolment. Their line of
 * each class is the first of theirs, found by the class: `isTheirLine`, asked of every row of attendance, took a minute
 * where PostgreSQL thought that the tables were still empty.
 */
export function attendedOf(place: string) {
  return sql<Attended>`(
    select (count(*) filter (where said or (not had_place and marked)))::int as counts,
      (count(*) filter (where came))::int as came,
      (count(*) filter (where said))::int as said,
      (count(*) filter (where not had_place and (said or marked)))::int as without_place,
      (count(*) filter (where not said and (had_place or (has_register and not marked))))::int as unmarked
    from (
      select own.session_id is not null as had_place, own.mark is not null or walked_in as said,
        coalesce(own.mark in ('present', 'late', 'left-early'), walked_in) as came,
        exists (select from attendance where session_id = session.id) as has_register,
        exists (select from attendance where session_id = session.id and mark <> 'told-us') as marked
      from session left join lateral (
        select attendance.session_id, attendance.mark from enrolment theirs
        join attendance on attendance.enrolment_id = theirs.id and attendance.session_id = session.id
        where theirs.run_id = ${sql.ref(`${place}.run_id`)} and theirs.person_id = ${sql.ref(`${place}.person_id`)}
        order by ${theirLineFirst('theirs', 'attendance')} limit 1
      ) own on true
      cross join lateral (select own.session_id is null and exists (select from walk_in
        where walk_in.session_id = session.id and walk_in.person_id = ${sql.ref(`${place}.person_id`)}
          and walk_in.removed_at is null) as walked_in) found
      where session.run_id = ${sql.ref(`${place}.run_id`)} and session.status = 'planned'
    ) classes)`
}
