import { sql } from 'kysely'
import type { Db, Expertise, Tx } from '../../database/schema.ts'
import type { Candidate } from './rules.ts'

/** Trainers who are not in the team, as they would do for this run by this expertise. */
export async function listCandidates(
  db: Db,
  run: { id: string; course_id: string },
  expertise: Expertise,
  now: Date,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select person.id, person.name,
      (select count(*) from run_trainer where person_id = person.id and expertise = ${expertise}) as gave,
      exists (select from run_trainer join run given on given.id = run_trainer.run_id
        where run_trainer.person_id = person.id and given.course_id = ${run.course_id}
          and given.id <> ${run.id}) as "knowsCourse",
      (select count(*) from session wanted
        where wanted.run_id = ${run.id} and wanted.status = 'planned' and wanted.ends_at > ${now}
          and exists (select from session_trainer other
            where other.person_id = person.id and other.status = 'planned' and other.run_id <> ${run.id}
              and other.starts_at < wanted.ends_at and other.ends_at > wanted.starts_at)) as busy
    from person join role_grant on role_grant.person_id = person.id and role_grant.role = 'trainer'
    where person.erased_at is null and person.merged_into is null
      and not exists (select from account_closing where person_id = person.id)
      and not exists (select from run_trainer
        where run_id = ${run.id} and person_id = person.id and left_at is null)`.execute(db)
  return rows
}

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
