import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { liveStatuses } from './states.ts'

/** Runs of which nothing is still to come, and which are not noted as ended. */
export async function listOver(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .where('run.status', '=', 'published')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('session').select('id').whereRef('session.run_id', '=', 'run.id')),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('session')
            .select('id')
            .whereRef('session.run_id', '=', 'run.id')
            .where('ends_at', '>', now),
        ),
      ),
    )
    .select('run.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Runs that are called off, with people on them who have not been told. */
export async function listCalledOff(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .where('run.status', '=', 'cancelled')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('enrolment')
          .select('id')
          .whereRef('enrolment.run_id', '=', 'run.id')
          .where('enrolment.status', 'in', [...liveStatuses]),
      ),
    )
    .select('run.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Runs with people on them, and a date still to come that was changed before this moment and of which nobody was told. */
export async function listUntold(db: Db, now: Date, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .innerJoin('session', 'session.run_id', 'run.id')
    .where('run.status', '=', 'published')
    .where('session.ends_at', '>', now)
    .where('session.updated_at', '<', before)
    .where(sql<boolean>`session.updated_at > coalesce(run.dates_told_at, run.created_at)`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('enrolment')
          .select('id')
          .whereRef('enrolment.run_id', '=', 'run.id')
          .where('enrolment.status', '=', 'confirmed'),
      ),
    )
    .select('run.id')
    .distinct()
    .execute()
  return rows.map(({ id }) => id)
}
