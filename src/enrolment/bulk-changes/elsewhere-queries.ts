import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** For each of these dates at its new time, how many with a place on it have a place on something else then. */
export async function listElsewhere(
  db: Db,
  dates: { id: string; starts_at: Date; ends_at: Date }[],
  now: Date,
): Promise<Map<string, number>> {
  if (dates.length === 0) return new Map()
  const wanted = dates.map(({ id, starts_at, ends_at }) => ({ id, starts_at, ends_at }))
  const { rows } = await sql<{ id: string; people: number }>`
    with wanted as materialized (select * from json_to_recordset(${JSON.stringify(wanted)}::json)
        as one (id uuid, starts_at timestamptz, ends_at timestamptz)),
      then_planned as materialized (
        select session.id, session.run_id, coalesce(wanted.starts_at, session.starts_at) as starts_at,
          coalesce(wanted.ends_at, session.ends_at) as ends_at
        from session left join wanted on wanted.id = session.id
        where (session.status = 'planned' or wanted.id is not null) and session.ends_at > ${now}),
      crossing as (
        select one.id, one.run_id, other.run_id as other_run_id
        from wanted join then_planned one on one.id = wanted.id
        join then_planned other on other.run_id <> one.run_id
          and other.starts_at < one.ends_at and other.ends_at > one.starts_at)
    select crossing.id, count(distinct own.person_id)::int as people
    from crossing
    join enrolment own on own.run_id = crossing.run_id and own.status = 'confirmed'
    join enrolment other on other.run_id = crossing.other_run_id and other.person_id = own.person_id
      and other.status = 'confirmed'
    group by crossing.id`.execute(db)
  return new Map(rows.map(({ id, people }) => [id, people]))
}
