import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../../database/schema.ts'

/**
 * Whether the trainer of this row of `session_trainer` cannot come to it: they have noted so of its day, or have not the
 * role of trainer, without which nobody opens its class list. Files name people who have it not yet; and a date that is
 * put back finds a team that was let go while it was off.
 */
export function isAway(alias: string, timeZone: string): RawBuilder<boolean> {
  const day = sql`(${sql.ref(`${alias}.starts_at`)} at time zone ${timeZone}::text)::date`
  const person = sql.ref(`${alias}.person_id`)
  return sql<boolean>`(exists (select from trainer_absence away
    where away.person_id = ${person} and ${day} between away.starts_on and away.ends_on)
    or not exists (select from role_grant where role_grant.person_id = ${person} and role = 'trainer'))`
}

export interface Absence {
  id: string
  person_id: string
  starts_on: string
  ends_on: string
  note: string
}

/** Those that are not over, the next first. */
export async function listAbsences(db: Db, personId: string, today: string): Promise<Absence[]> {
  return db
    .selectFrom('trainer_absence')
    .where('person_id', '=', personId)
    .where('ends_on', '>=', today)
    .orderBy('starts_on')
    .orderBy('ends_on')
    .select(['id', 'person_id', 'starts_on', 'ends_on', 'note'])
    .execute()
}

export async function findAbsence(db: Db, id: string): Promise<Absence | undefined> {
  return db
    .selectFrom('trainer_absence')
    .where('id', '=', id)
    .select(['id', 'person_id', 'starts_on', 'ends_on', 'note'])
    .executeTakeFirst()
}

/** The same days once more change the note alone. */
export async function upsertAbsence(
  tx: Tx,
  absence: { person_id: string; starts_on: string; ends_on: string; note: string; noted_at: Date },
): Promise<void> {
  await tx
    .insertInto('trainer_absence')
    .values(absence)
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'starts_on', 'ends_on']).doUpdateSet({ note: absence.note }),
    )
    .execute()
}

export async function deleteAbsence(tx: Tx, id: string): Promise<Absence | undefined> {
  return tx
    .deleteFrom('trainer_absence')
    .where('id', '=', id)
    .returning(['id', 'person_id', 'starts_on', 'ends_on', 'note'])
    .executeTakeFirst()
}

/** Published runs that somebody is down for on one of these days, not over yet. */
export async function listRunsBetween(
  db: Db,
  { personId, from, until }: { personId: string; from: string; until: string },
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct own.run_id from session_trainer own join run on run.id = own.run_id
    where own.person_id = ${personId} and own.status = 'planned' and own.ends_at > ${now}
      and run.status = 'published'
      and (own.starts_at at time zone ${timeZone}::text)::date between ${from}::date and ${until}::date
    order by own.run_id`.execute(db)
  return rows.map(({ run_id }) => run_id)
}
