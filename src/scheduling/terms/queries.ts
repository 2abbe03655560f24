import { sql } from 'kysely'
import type { Details } from '../../editing/merge-edits.ts'
import type { Db, Tx } from '../../database/schema.ts'

/** ISO days, both included. */
export interface NamedDays extends Details {
  name: string
  starts_on: string
  ends_on: string
}

/** What the office says of a term. */
export interface TermDetails extends NamedDays {
  most_courses: number | null
}

function terms(db: Db) {
  return db
    .selectFrom('term')
    .selectAll('term')
    .select(sql<number>`(select count(*) from run where run.term_id = term.id)`.as('runs'))
}

export type Term = NonNullable<Awaited<ReturnType<typeof findTerm>>>

/** The latest first. */
export async function listTerms(db: Db): Promise<Term[]> {
  return terms(db).orderBy('term.starts_on', 'desc').orderBy('term.name').execute()
}

export async function findTerm(db: Db, id: string) {
  return terms(db).where('term.id', '=', id).executeTakeFirst()
}

/** Holds it, and counts its runs only then: one may have come into it while we waited. */
export async function lockTerm(tx: Tx, id: string): Promise<Term | undefined> {
  await tx.selectFrom('term').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return findTerm(tx, id)
}

/** Throws on a name that another term has: `term_name_key`. */
export async function insertTerm(tx: Tx, term: TermDetails & { slug: string }): Promise<string> {
  const { id } = await tx.insertInto('term').values(term).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateTerm(tx: Tx, id: string, change: TermDetails): Promise<void> {
  await tx.updateTable('term').set(change).where('id', '=', id).execute()
}

export async function deleteTerm(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('term').where('id', '=', id).execute()
}

export async function listTermSlugs(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('term').select('slug').execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** How many planned sessions of the term's runs fall on a day outside it. */
export async function countOutside(
  db: Db,
  { id, starts_on, ends_on }: Term,
  timeZone: string,
): Promise<number> {
  const day = sql<string>`(session.starts_at at time zone ${timeZone})::date`
  const { count } = await db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('run.term_id', '=', id)
    .where('session.status', '=', 'planned')
    .where((where) => where.or([where(day, '<', starts_on), where(day, '>', ends_on)]))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Of these runs, the term of each that has one. */
export async function listTermsOfRuns(db: Db, runIds: string[]): Promise<Map<string, NamedDays>> {
  const rows = await db
    .selectFrom('run')
    .innerJoin('term', 'term.id', 'run.term_id')
    .where('run.id', '=', sql<string>`any(${runIds}::uuid[])`)
    .select(['run.id as runId', 'term.name', 'term.starts_on', 'term.ends_on'])
    .execute()
  return new Map(rows.map(({ runId, ...term }) => [runId, term]))
}
