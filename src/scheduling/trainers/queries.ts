import { sql } from 'kysely'
import type { Expertise, Tx } from '../../database/schema.ts'

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
