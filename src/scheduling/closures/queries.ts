import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { NamedDays } from '../terms/queries.ts'

function closures(db: Db, timeZone: string) {
  const planned = sql<number>`(select count(*) from session where session.status = 'planned'
    and (session.starts_at at time zone ${timeZone})::date between closure.starts_on and closure.ends_on)`
  return db.selectFrom('closure').selectAll('closure').select(planned.as('planned'))
}

export type Closure = NonNullable<Awaited<ReturnType<typeof findClosure>>>

/** Those that end on this day or later, the next one first; each with how many sessions are planned on its days. */
export async function listClosures(db: Db, from: string, timeZone: string): Promise<Closure[]> {
  return closures(db, timeZone)
    .where('closure.ends_on', '>=', from)
    .orderBy('closure.starts_on')
    .orderBy('closure.name')
    .execute()
}

/** When the college is closed, and why; nothing about what is planned all the same. */
export async function listClosedDays(db: Db): Promise<NamedDays[]> {
  return db
    .selectFrom('closure')
    .select(['name', 'starts_on', 'ends_on'])
    .orderBy('starts_on')
    .orderBy('name')
    .execute()
}

export async function findClosure(db: Db, id: string, timeZone: string) {
  return closures(db, timeZone).where('closure.id', '=', id).executeTakeFirst()
}

export async function lockClosure(tx: Tx, id: string) {
  return tx.selectFrom('closure').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertClosure(tx: Tx, closure: NamedDays): Promise<string> {
  const { id } = await tx.insertInto('closure').values(closure).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateClosure(tx: Tx, id: string, change: NamedDays): Promise<void> {
  await tx.updateTable('closure').set(change).where('id', '=', id).execute()
}

export async function deleteClosure(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('closure').where('id', '=', id).execute()
}

/** Holds everything that is said of closed days: two who add the same at once add it once. */
export async function lockClosures(tx: Tx): Promise<(NamedDays & { id: string })[]> {
  await sql`lock table closure in share row exclusive mode`.execute(tx)
  return tx.selectFrom('closure').select(['id', 'name', 'starts_on', 'ends_on']).execute()
}

/** Everything that is planned on these days, the next first: each of them is to be seen to. */
export async function listPlannedOn(db: Db, { starts_on, ends_on }: NamedDays, timeZone: string) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session.status', '=', 'planned')
    .where(sql<string>`(session.starts_at at time zone ${timeZone})::date`, '>=', starts_on)
    .where(sql<string>`(session.starts_at at time zone ${timeZone})::date`, '<=', ends_on)
    .select(['session.id', 'session.run_id', 'session.starts_at', 'course.title'])
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute()
}

export type PlannedSession = Awaited<ReturnType<typeof listPlannedOn>>[number]
