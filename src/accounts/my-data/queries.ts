import { sql } from 'kysely'
import type { Database, Db } from '../../database/schema.ts'
import { addressUnproven } from '../queries.ts'
import { type KeptTable, leadsToPerson, type Whose } from './kept.ts'

type Row = Record<string, unknown>

/** SQL for a person's own record and those that were merged into it. */
export function recordsOf(personId: string) {
  return sql`(select id from person where id = ${personId}::uuid or merged_into = ${personId}::uuid)`
}

/** SQL for "this row is about that person", by whichever of their records. */
export function isAbout(whose: readonly Whose[], personId: string) {
  const ways = whose.map(({ column, through }) =>
    through === undefined
      ? sql`${sql.ref(column)} in ${recordsOf(personId)}`
      : sql`${sql.ref(column)} in (select id from ${sql.table(through)}
          where ${sql.ref(leadsToPerson[through])} in ${recordsOf(personId)})`,
  )
  return sql<boolean>`(${sql.join(ways, sql` or `)})`
}

/** What is handed out of one table: the rows that are about this person, and of them only these columns. */
export async function listRowsAbout(
  db: Db,
  table: keyof Database,
  { whose, order }: Pick<KeptTable, 'whose' | 'order'>,
  columns: string[],
  personId: string,
): Promise<Row[]> {
  const inOrder = order === undefined ? sql`` : sql`order by ${sql.ref(order)}`
  const { rows } = await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))}
    from ${sql.table(table)} where ${isAbout(whose, personId)} ${inOrder}`.execute(db)
  return rows
}

/** The address somebody gave, and whether it is still to be shown that it is theirs. */
export async function getGivenAddress(db: Db, personId: string) {
  return db
    .selectFrom('person')
    .select(['id', 'email', 'claimed_email', addressUnproven.as('unproven')])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}

export async function listRunTitles(db: Db, runIds: string[]): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', sql<string>`any(${runIds}::uuid[])`)
    .select(['run.id', 'course.title'])
    .execute()
}

export async function listCourseTitles(db: Db, ids: string[]): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('course')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .select(['id', 'title'])
    .execute()
}

export async function listAgreementTitles(db: Db): Promise<{ id: string; title: string }[]> {
  const rows = await db.selectFrom('agreement').select(['id', 'title', 'version']).execute()
  return rows.map(({ id, title, version }) => ({ id, title: `${title}, version ${version}` }))
}

export async function listSessionStarts(db: Db, ids: string[]): Promise<{ id: string; starts_at: Date }[]> {
  return db
    .selectFrom('session')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .select(['id', 'starts_at'])
    .execute()
}
