import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { hiddenLines, cameByRegister } from '../../enrolment/line-queries.ts'
import { came, marks } from '../marks.ts'
import type { Counts } from './rules.ts'

/** Which classes are counted: those that are over, within these. */
export interface Chosen {
  term?: string | undefined
  venue?: string | undefined
  course?: string | undefined
  from?: Date | undefined
  /** Up to, and without. */
  until?: Date | undefined
}

export const groupings = ['all', 'month', 'site', 'course', 'run', 'position'] as const
export type Grouping = (typeof groupings)[number]

export interface Figure extends Counts {
  by: Grouping
  /** Of the run, the course or the venue; `2026-09`; `first` or `last`. */
  id: string | null
  label: string | null
  /** Of a run: when it began. */
  startsAt: Date | null
}

const there = sql.join(marks.filter(came))
const optional = (column: string, value: string | undefined) =>
  value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}::uuid`

/** SQL for the sessions that are counted, each with its number among those of its run. */
function classes({ term, venue, course, from, until }: Chosen, now: Date, timeZone: string) {
  return sql`
    numbered as (
      select session.*, run.course_id, row_number() over by_time as nth,
        count(*) over (partition by session.run_id) as of_run
      from session join run on run.id = session.run_id
      where session.status = 'planned' and run.status in ('published', 'ended')
        and ${optional('run.term_id', term)} and ${optional('run.course_id', course)}
      window by_time as (partition by session.run_id order by session.starts_at)
    ), class as (
      select id, run_id, course_id, venue_id, starts_at,
        to_char(starts_at at time zone ${timeZone}, 'YYYY-MM') as month,
        case when of_run = 1 then null when nth = 1 then 'first' when nth = of_run then 'last' end as position
      from numbered
      where ends_at <= ${now} and ${optional('venue_id', venue)}
        and (${from ?? null}::timestamptz is null or starts_at >= ${from ?? null})
        and (${until ?? null}::timestamptz is null or starts_at < ${until ?? null})
    )`
}

/**
 * Everything at once, read in one pass: how it was in all, by month, site, course and run, and first against last. Of
 * classes of which fewer people than `countedFrom` are marked nothing is part of it; a group that has no other is there,
 * with nothing.
 */
export async function listFigures(
  db: Db,
  chosen: Chosen,
  at: { now: Date; timeZone: string; countedFrom: number },
): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    with ${classes(chosen, at.now, at.timeZone)}, hidden as materialized ${hiddenLines}, counted as (
      select class.*, marked.*, marked.expected - marked.unmarked >= ${at.countedFrom}::int as counts
      from class join lateral (
        select count(*) as expected, count(*) filter (where mark in (${there})) as came,
          count(*) filter (where mark = 'told-us') as told_us, count(*) filter (where mark = 'no-word') as no_word,
          count(*) filter (where mark is null) as unmarked
        from attendance where session_id = class.id
          and (session_id, enrolment_id) not in (select session_id, enrolment_id from hidden)
      ) marked on marked.expected > 0
    ), grouped as (
      select case when grouping(month) = 0 then 'month' when grouping(venue_id) = 0 then 'site'
          when grouping(course_id) = 0 then 'course' when grouping(run_id) = 0 then 'run'
          when grouping(position) = 0 then 'position' else 'all' end as by,
        month, venue_id, course_id, run_id, position, min(starts_at) as starts_at,
        ${sums(['expected', 'came', 'told_us', 'no_word', 'unmarked'])}, count(*) filter (where counts)::int as sessions
      from counted group by grouping sets ((), (month), (venue_id), (course_id), (run_id), (position))
      having count(*) > 0
    )
    select by, coalesce(month, venue_id::text, course_id::text, run_id::text, position) as id,
      coalesce(venue.name, course.title, (select course.title from run join course on course.id = run.course_id
        where run.id = grouped.run_id)) as label,
      case when by = 'run' then starts_at end as "startsAt", sessions, expected, came, told_us as "toldUs",
      no_word as "noWord", unmarked
    from grouped
    left join venue on venue.id = grouped.venue_id
    left join course on course.id = grouped.course_id
    where by <> 'position' or position is not null
    order by by, month, position, label, starts_at`.execute(db)
  return rows
}

/** SQL for how many, over the classes that count. */
function sums(columns: string[]) {
  return sql.join(
    columns.map(
      (column) => sql`coalesce(sum(${sql.ref(column)}) filter (where counts), 0)::int as ${sql.ref(column)}`,
    ),
  )
}

/** Who came without a place, and to drop-ins, of whom there is no register. Whoever left a name where heads are counted is one of them. */
export async function countOthers(db: Db, chosen: Chosen, at: { now: Date; timeZone: string }) {
  const { rows } = await sql<{ walkIns: number; headCounts: number; heads: number }>`
    with ${classes(chosen, at.now, at.timeZone)}
    select
      (select count(*)::int from walk_in join class on class.id = walk_in.session_id
        where walk_in.removed_at is null and not ${cameByRegister}
          and not exists (select from head_count where head_count.session_id = walk_in.session_id)) as "walkIns",
      (select count(*)::int from head_count join class on class.id = head_count.session_id) as "headCounts",
      (select coalesce(sum(people), 0)::int from head_count join class on class.id = head_count.session_id) as heads`.execute(
    db,
  )
  return rows[0] ?? { walkIns: 0, headCounts: 0, heads: 0 }
}

/** What one can choose among: sites and courses that have had a class. */
export async function listChoices(db: Db) {
  const venues = db
    .selectFrom('venue')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('session').select('id').whereRef('session.venue_id', '=', 'venue.id')),
    )
    .orderBy('name')
    .select(['id', 'name'])
  const courses = db
    .selectFrom('course')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('run').select('id').whereRef('run.course_id', '=', 'course.id')),
    )
    .orderBy('title')
    .select(['id', 'title as name'])
  return { venues: await venues.execute(), courses: await courses.execute() }
}
