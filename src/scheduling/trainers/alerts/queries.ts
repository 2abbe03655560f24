import { sql } from 'kysely'
import type { Db, Tx } from '../../../database/schema.ts'
import { isAway } from '../absences/queries.ts'

export interface MissingDate {
  session_id: string
  starts_at: Date
  ends_at: Date
}

/**
 * Dates of a published run still to come that lack half of their pair against what was planned: somebody left and nobody
 * came, or is away then and nobody of the same expertise is there. What the office decided to give alone is not missing.
 */
export async function listMissing(
  db: Db,
  runId: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<MissingDate[]> {
  const { rows } = await sql<MissingDate>`
    with down as (
      select own.session_id, team.expertise, ${isAway('own', timeZone)} as away
      from session_trainer own
      join run_trainer team on team.run_id = own.run_id and team.person_id = own.person_id
      where own.run_id = ${runId})
    select session.id as session_id, session.starts_at, session.ends_at
    from session join run on run.id = session.run_id
    where session.run_id = ${runId} and run.status = 'published'
      and session.status = 'planned' and session.ends_at > ${now}
      and ((run.pair_broken_at is not null and (select count(distinct expertise) from down
          where down.session_id = session.id and not away) < 2)
        or exists (select from down gone where gone.session_id = session.id and gone.away
          and not exists (select from down there where there.session_id = session.id
            and there.expertise = gone.expertise and not there.away)))
    order by session.starts_at, session.id`.execute(db)
  return rows
}

/** Forgets what the office was told of dates that lack nobody any more, so that it is told if they do again. */
export async function deleteAlertsBut(tx: Tx, runId: string, missing: string[]): Promise<void> {
  await sql`delete from pair_alert using session where session.id = pair_alert.session_id
    and session.run_id = ${runId} and session.id <> all (${missing}::uuid[])`.execute(tx)
}

/** Notes that the office is told of these dates; which of them it was not told of before. */
export async function insertAlerts(tx: Tx, sessionIds: string[], now: Date): Promise<string[]> {
  if (sessionIds.length === 0) return []
  const rows = await tx
    .insertInto('pair_alert')
    .values(sessionIds.map((session_id) => ({ session_id, told_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('session_id')
    .execute()
  return rows.map(({ session_id }) => session_id)
}
