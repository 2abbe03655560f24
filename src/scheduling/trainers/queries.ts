import { sql } from 'kysely'
import type { Expertise, Tx } from '../../database/schema.ts'
import { insertDown } from './covers/queries.ts'

/** Holds that this person is a trainer until the transaction ends. */
export async function lockTrainer(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('role_grant')
    .where('person_id', '=', personId)
    .where('role', '=', 'trainer')
    .select('person_id')
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** What somebody brings to this run, of its team, standing in or having left; undefined of whoever never gave it. */
export async function findExpertise(tx: Tx, runId: string, personId: string): Promise<Expertise | undefined> {
  const row = await tx
    .selectFrom('run_trainer')
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .select('expertise')
    .executeTakeFirst()
  return row?.expertise
}

/** Into the team, for every date still to come. Throws on a clash: `one_trainer_in_one_place_at_once`. */
export async function insertTrainer(
  tx: Tx,
  row: { run_id: string; person_id: string; expertise: Expertise },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('run_trainer')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'person_id']).doUpdateSet({ expertise: row.expertise, left_at: null }),
    )
    .execute()
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select id, run_id, ${row.person_id}::uuid, starts_at, ends_at, status from session
    where run_id = ${row.run_id} and ends_at > ${now}
    on conflict (session_id, person_id) do nothing`.execute(tx)
}

/** Out of the team. Who taught a date of it before stays known as having left. */
export async function deleteTrainer(tx: Tx, runId: string, personId: string, now: Date): Promise<void> {
  await sql`delete from session_trainer using session
    where session.id = session_trainer.session_id and session_trainer.run_id = ${runId}
      and session_trainer.person_id = ${personId} and session.ends_at > ${now}`.execute(tx)
  await sql`update run_trainer set left_at = ${now} where run_id = ${runId} and person_id = ${personId}`.execute(
    tx,
  )
  await sql`delete from run_trainer where run_id = ${runId} and person_id = ${personId}
    and not exists (select from session_trainer where run_id = ${runId} and person_id = ${personId})`.execute(
    tx,
  )
}

/**
 * Somebody stands in for nobody on the dates to come of this run any more. Whoever they stood in for is down for these
 * again, so that it is seen who lacks; unless they teach something else then: that stays noted as it is.
 */
export async function endStandingIn(
  tx: Tx,
  { runId, personId }: { runId: string; personId: string },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ session_id: string; away_id: string }>`
    delete from session_cover using session
    where session.id = session_cover.session_id and session_cover.run_id = ${runId}
      and cover_id = ${personId} and session.ends_at > ${now}
      and not exists (select from session_trainer other where other.person_id = session_cover.away_id
        and other.status = 'planned' and other.starts_at < session.ends_at and other.ends_at > session.starts_at)
    returning session_id, away_id`.execute(tx)
  for (const { session_id, away_id } of rows) await insertDown(tx, session_id, away_id)
}
