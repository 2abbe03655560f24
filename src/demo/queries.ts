import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'

export interface DemoRun {
  id: string
  code: string
  capacity: number
  startsAt: Date
}

/** In order of their first session. */
export async function listRuns(tx: Tx): Promise<DemoRun[]> {
  return tx
    .selectFrom('run')
    .innerJoin('session', 'session.run_id', 'run.id')
    .groupBy('run.id')
    .select(({ fn }) => [
      'run.id',
      fn.coalesce('run.code', sql<string>`''`).as('code'),
      'run.capacity',
      fn.min('session.starts_at').as('startsAt'),
    ])
    .orderBy('startsAt')
    .orderBy('run.code')
    .execute()
}

export interface Student {
  id: string
  email: string | null
}

/** By name; trainers who are students too are left out. */
export async function listStudents(tx: Tx): Promise<Student[]> {
  return tx
    .selectFrom('person')
    .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
    .groupBy('person.id')
    .having(sql<boolean>`array_agg(role_grant.role) = '{student}'`)
    .orderBy(sql`person.name collate "C"`)
    .select(['person.id', 'person.email'])
    .execute()
}
