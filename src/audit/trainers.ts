import { sql } from 'kysely'
import type { Invariant } from './invariant.ts'

export const trainersAreAtTheirSessions: Invariant = {
  holds: 'Every trainer of a run is down for each of its sessions still to come',
  async findFaults({ db, now }) {
    const { rows } = await sql<{ run_id: string; person_id: string; session_id: string }>`
      select run_trainer.run_id, run_trainer.person_id, session.id as session_id
      from run_trainer join session on session.run_id = run_trainer.run_id
      where run_trainer.left_at is null and session.ends_at > ${now}
        and not exists (select from session_trainer
        where session_trainer.session_id = session.id and session_trainer.person_id = run_trainer.person_id
          and session_trainer.starts_at = session.starts_at and session_trainer.ends_at = session.ends_at
          and session_trainer.status = session.status)
        and not exists (select from session_cover
        where session_cover.session_id = session.id and session_cover.away_id = run_trainer.person_id)
      order by session.starts_at, session.id`.execute(db)
    return rows.map(
      ({ run_id, person_id, session_id }) =>
        `run ${run_id}: trainer ${person_id} is not down for session ${session_id}`,
    )
  },
}

export const publishedRunsAreCoDelivered: Invariant = {
  holds: 'Every published run has a peer and a professional trainer, or the reason why not is recorded',
  async findFaults({ db }) {
    const runs = await db
      .selectFrom('run')
      .leftJoin('run_trainer', (join) =>
        join.onRef('run_trainer.run_id', '=', 'run.id').on('run_trainer.left_at', 'is', null),
      )
      .where('run.status', '=', 'published')
      .where('run.co_delivery_override', 'is', null)
      .groupBy('run.id')
      .having(sql<number>`count(distinct run_trainer.expertise)`, '<', 2)
      .select(['run.id', sql<string[]>`array_remove(array_agg(distinct expertise), null)`.as('expertise')])
      .execute()
    return runs.map(
      ({ id, expertise }) =>
        `run ${id}: it is published with ${expertise.join(' and ') || 'no'} expertise only`,
    )
  },
}
