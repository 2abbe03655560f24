import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'
import type { DateChange } from './slips.ts'

/** What was done since then to the dates of a run that say something else by now, and to the venues they are at. */
export async function listDateChanges(tx: Tx, runId: string, since: Date | null): Promise<DateChange[]> {
  const changed = (kind: string, column: 'id' | 'venue_id') => sql`
    select session.id as session_id, event.at, event.action, coalesce(event.detail -> 'changes', '[]') as changes,
      event.id as number
    from session join audit_event event on event.subject_kind = ${kind}
      and event.subject_id = session.${sql.ref(column)}
    where session.run_id = ${runId}
      and (${since}::timestamptz is null or (session.updated_at > ${since} and event.at > ${since}))
      and event.action in ('session.added', 'session.changed', 'session.cancelled', 'session.reinstated',
        'venue.changed')`
  const { rows } = await sql<DateChange>`
    ${changed('session', 'id')} union all ${changed('venue', 'venue_id')} order by number`.execute(tx)
  return rows
}
