import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { isTheirLine } from './line-queries.ts'

/** SQL for how many come to a session: who is expected, and has not told us that they cannot. */
export const comingToSession = sql<number>`(select count(*)::int from attendance
  join enrolment expected on expected.id = attendance.enrolment_id
  where attendance.session_id = session.id and expected.status in ('confirmed', 'completed', 'not-completed')
    and attendance.mark is distinct from 'told-us' and ${isTheirLine('attendance')})`

/** By session of this run. */
export async function countComing(db: Db, runId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('session')
    .where('run_id', '=', runId)
    .select(['id', comingToSession.as('coming')])
    .execute()
  return new Map(rows.map(({ id, coming }) => [id, coming]))
}
