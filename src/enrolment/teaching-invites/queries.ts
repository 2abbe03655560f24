import { sql } from 'kysely'
import type { CalendarInvitations, DateToldInLetter, Db, Tx } from '../../database/schema.ts'

/** Who gives the run, or gave it and may still have it in their calendar, with the dates that are theirs. */
export async function listGiving(tx: Tx, runId: string) {
  return tx
    .selectFrom('person')
    .where(
      sql<boolean>`(exists (select from session_trainer own where own.run_id = ${runId} and own.person_id = person.id)
        or exists (select from run_trainer written where written.run_id = ${runId} and written.person_id = person.id
          and written.dates_told <> '[]')
        or exists (select from calendar_invite told where told.run_id = ${runId} and told.person_id = person.id
          and told.teaching and told.status = 'active'))`,
    )
    .orderBy('person.id')
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.neutral_calendar_titles',
      'person.calendar_invitations',
      sql<string>`coalesce(person.merged_into, person.id)`.as('noted_with'),
      sql<string[]>`array(select session_id::text from session_trainer
        where run_id = ${runId} and person_id = person.id and status = 'planned')`.as('own_dates'),
      sql<DateToldInLetter[]>`coalesce((select dates_told from run_trainer
        where run_id = ${runId} and person_id = person.id), '[]')`.as('dates_told'),
    ])
    .execute()
}

export type Giving = Awaited<ReturnType<typeof listGiving>>[number]

export async function updateDatesTold(
  tx: Tx,
  { runId, personId }: { runId: string; personId: string },
  dates: DateToldInLetter[],
): Promise<void> {
  await tx
    .updateTable('run_trainer')
    .set({ dates_told: JSON.stringify(dates) })
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .execute()
}

export async function countWithPlace(tx: Tx, runId: string): Promise<number> {
  const { people } = await tx
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', 'in', ['confirmed', 'completed', 'not-completed'])
    .select((row) => row.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return people
}

/** The runs that are, or should be, in the calendar of who gives them. */
export async function listRunsInCalendar(db: Db, personId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select run_id from session_trainer where person_id = ${personId} and status = 'planned' and ends_at > ${now}
    union
    select run_id from calendar_invite where person_id = ${personId} and teaching and status = 'active'`.execute(
    db,
  )
  return rows.map(({ run_id: id }) => id)
}

export interface Lacking {
  run_id: string
  title: string
  drop_in: boolean
  neutral_calendar_titles: boolean
  calendar_invitations: CalendarInvitations
  /** Those of their dates still to come that no entry in their calendar stands for. */
  dates: string[]
  /** Of these, those that a letter told them. */
  in_letter: string[]
}

/**
 * Who gives a published run, wants invitations and lacks one, the next date first. Of what was changed after `before` the
 * usual work is still on its way.
 */
export async function listLacking(db: Db, { now, before }: { now: Date; before: Date }): Promise<Lacking[]> {
  const { rows } = await sql<Lacking>`
    select run.id as run_id, course.title, run.drop_in, person.neutral_calendar_titles, person.calendar_invitations,
      array_agg(session.id::text) as dates,
      coalesce((select array_agg(told.date ->> 'sessionId') from run_trainer theirs,
        jsonb_array_elements(theirs.dates_told) as told(date)
        where theirs.run_id = run.id and theirs.person_id = person.id), '{}') as in_letter
    from session_trainer given join session on session.id = given.session_id
    join run on run.id = given.run_id and run.status = 'published'
    join course on course.id = run.course_id
    join person on person.id = given.person_id and person.email is not null
    where given.status = 'planned' and given.ends_at > ${now} and person.calendar_invitations <> 'none'
      and session.updated_at < ${before} and run.updated_at < ${before}
      and not exists (select from calendar_invite told
        where told.run_id = given.run_id and told.person_id = given.person_id and told.teaching
          and told.status = 'active'
          and told.slots @> jsonb_build_array(jsonb_build_object('sessionId', given.session_id)))
    group by run.id, course.title, person.id
    order by min(given.starts_at), run.id, person.id`.execute(db)
  return rows
}

/** Published runs with a date in this time that somebody who wants invitations gives. */
export async function listRunsBetween(db: Db, from: Date, until: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('run.status', '=', 'published')
    .where('session.status', '=', 'planned')
    .where('session.starts_at', '>=', from)
    .where('session.starts_at', '<', until)
    .select('session.run_id')
    .distinct()
    .execute()
  return rows.map(({ run_id: id }) => id)
}
