import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'
import { datesChangedTemplate } from './dates-changed.ts'
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

/**
 * Those who are still to be told by hand of changes to the dates of a run, each with the moment of the last such news that
 * they were told; null: of none. What they were not told of is news to them as long as it is.
 */
export async function listToldByHand(tx: Tx, runId: string): Promise<Map<string, Date | null>> {
  const rows = await tx
    .selectFrom('call')
    .where('run_id', '=', runId)
    .where('template', '=', datesChangedTemplate)
    .groupBy('person_id')
    .having(sql<boolean>`bool_or(done_at is null and overtaken_at is null)`)
    .select(['person_id', sql<Date | null>`max(created_at) filter (where done_at is not null)`.as('told_at')])
    .execute()
  return new Map(rows.map(({ person_id, told_at }) => [person_id, told_at]))
}
