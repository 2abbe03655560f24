import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'

/** Who gives the run, or gave it and may still have it in their calendar, with the dates that are theirs. */
export async function listGiving(tx: Tx, runId: string) {
  return tx
    .selectFrom('person')
    .where(
      sql<boolean>`(exists (select from session_trainer own where own.run_id = ${runId} and own.person_id = person.id)
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
    ])
    .execute()
}

export type Giving = Awaited<ReturnType<typeof listGiving>>[number]

export async function countComing(tx: Tx, runId: string): Promise<number> {
  const { coming } = await tx
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', 'in', ['confirmed', 'completed', 'not-completed'])
    .select((row) => row.fn.countAll<number>().as('coming'))
    .executeTakeFirstOrThrow()
  return coming
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
