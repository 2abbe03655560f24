import { type RawBuilder, sql } from 'kysely'
import type { Db, RunStatus } from '../../../database/schema.ts'
import type { Moment } from '../../../lib/time.ts'

/** SQL for the beginning of the next date of `run` that takes place. */
export const nextStartsAt = (now: Date) => sql<Date | null>`(select min(starts_at) from session
  where run_id = run.id and status = 'planned' and ends_at > ${now})`

/**
 * SQL that is true of `run` with its `course` when each word stands in its title, its code, the name of a place or of a
 * trainer, or the day given. A title may be spelled a little otherwise.
 */
export function saysEach(words: string[], startsAt: RawBuilder<Date | null>, timeZone: string) {
  const places = sql`(select string_agg(venue.name, ' ') from session join venue on venue.id = session.venue_id
    where session.run_id = run.id)`
  const trainers = sql`(select string_agg(person.name, ' ') from run_trainer
    join person on person.id = run_trainer.person_id where run_trainer.run_id = run.id and left_at is null)`
  const day = sql`to_char(${startsAt} at time zone ${timeZone}, 'FMDay FMDD FMMonth')`
  const text = sql`plain_text(concat_ws(' ', course.title, run.code, ${places}, ${trainers}, ${day}))`
  const each = words.map(
    (word) => sql`(${text} like plain_text(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})
      or word_similarity(plain_text(${word}), plain_text(course.title)) >= 0.6)`,
  )
  return sql<boolean>`(${sql.join([sql`true`, ...each], sql` and `)})`
}

export interface FoundRun {
  id: string
  title: string
  code: string | null
  status: RunStatus
  /** Of the next date that takes place; of a run without one, of its last. Null where it never had a date. */
  starts_at: Date | null
  venue: string | null
  is_coming: boolean
  /** How many there are, of which those shown are the first. */
  matching: number
}

/** Runs of every kind and time: those still to come first, soonest first, then what is over, latest first. */
export async function findRuns(
  db: Db,
  { words, most }: { words: string[]; most: number },
  { now, timeZone }: Moment,
): Promise<FoundRun[]> {
  const next = nextStartsAt(now)
  const startsAt = sql<Date | null>`coalesce(${next}, (select max(starts_at) from session where run_id = run.id))`
  const rows = await db
    .with('wanted', (one) =>
      one
        .selectFrom('run')
        .innerJoin('course', 'course.id', 'run.course_id')
        .where(saysEach(words, startsAt, timeZone))
        .select(['run.id', 'run.code', 'run.status', 'course.title'])
        .select([startsAt.as('starts_at'), sql<boolean>`${next} is not null`.as('is_coming')]),
    )
    .selectFrom('wanted')
    .selectAll()
    .select(
      sql<string | null>`(select venue.name from session join venue on venue.id = session.venue_id
        where run_id = wanted.id and session.starts_at = wanted.starts_at limit 1)`.as('venue'),
    )
    .select(sql<number>`(count(*) over ())::int`.as('matching'))
    .orderBy('is_coming', 'desc')
    .orderBy(sql`case when is_coming then starts_at end`)
    .orderBy(sql`starts_at desc nulls first`)
    .orderBy('id')
    .limit(most)
    .execute()
  return rows
}
