import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

/** Who gives a date of these runs alone, by the session: nobody of the team, but in the place of one of them. */
export async function listStandIns(db: Db, runIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('session_trainer')
    .innerJoin('run_trainer', (join) =>
      join
        .onRef('run_trainer.run_id', '=', 'session_trainer.run_id')
        .onRef('run_trainer.person_id', '=', 'session_trainer.person_id'),
    )
    .innerJoin('person', 'person.id', 'session_trainer.person_id')
    .where('session_trainer.run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('run_trainer.left_at', 'is not', null)
    .orderBy('person.name')
    .select(['session_trainer.session_id', 'person.name'])
    .execute()
  const names = new Map<string, string[]>()
  for (const { session_id, name } of rows) names.set(session_id, [...(names.get(session_id) ?? []), name])
  return names
}
