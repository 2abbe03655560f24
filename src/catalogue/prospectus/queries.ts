import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { neededFirst } from '../queries.ts'
import type { CourseWords } from './model.ts'
import type { Said } from './said.ts'

/** What a prospectus says of each published course beyond the list of courses, by its id. */
export async function listCourseWords(db: Db): Promise<Map<string, CourseWords>> {
  const rows = await db
    .selectFrom('course')
    .leftJoin('picture', 'picture.id', 'course.picture_id')
    .where('course.status', '=', 'published')
    .select(['course.id', 'course.what_to_expect', 'course.who_it_is_for', 'course.easy_read'])
    .select(neededFirst.as('needs'))
    .select(['picture.id as picture', 'picture.width', 'picture.height', 'course.picture_words'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        whatToExpect: row.what_to_expect,
        whoItIsFor: row.who_it_is_for,
        easyRead: row.easy_read,
        needs: row.needs,
        picture:
          row.picture === null
            ? undefined
            : { id: row.picture, words: row.picture_words, width: row.width ?? 1, height: row.height ?? 1 },
      },
    ]),
  )
}

/** Who teaches each run now, by ids that say nothing of anybody. */
export async function listTrainerIds(db: Db, runIds: string[]): Promise<Map<string, string[]>> {
  const ids = new Map(runIds.map((id) => [id, [] as string[]]))
  if (runIds.length === 0) return ids
  const rows = await db
    .selectFrom('run_trainer')
    .where('run_id', 'in', runIds)
    .where('left_at', 'is', null)
    .orderBy('person_id')
    .select(['run_id', 'person_id'])
    .execute()
  for (const { run_id, person_id } of rows) ids.get(run_id)?.push(person_id)
  return ids
}

/** Courses in the prospectus that have no easy read yet, by title. */
export async function listWithoutEasyRead(db: Db) {
  return db
    .selectFrom('course')
    .where('status', '=', 'published')
    .where('easy_read', '=', '')
    .select(['id', 'title'])
    .orderBy('title')
    .execute()
}

export interface Edition {
  id: string
  made_at: Date
  said: Said
}

/** Until the end of the transaction nobody else makes one. */
export async function lockEditions(tx: Tx): Promise<void> {
  await sql`lock table prospectus_edition in share row exclusive mode`.execute(tx)
}

/** The last edition of that part, if it says just this. */
export async function findEditionSaying(tx: Tx, said: Said): Promise<string | undefined> {
  const wanted = sql`${JSON.stringify(said)}::jsonb`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, said from prospectus_edition
      where said -> 'term' = ${wanted} -> 'term' and said -> 'venue' = ${wanted} -> 'venue'
      order by made_at desc limit 1) as latest
    where said = ${wanted}`.execute(tx)
  return rows[0]?.id
}

export async function insertEdition(tx: Tx, said: Said, now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('prospectus_edition')
    .values({ made_at: now, said: JSON.stringify(said) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findEdition(db: Db, id: string): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('prospectus_edition')
    .where('id', '=', id)
    .select(['id', 'made_at', 'said'])
    .executeTakeFirst()
  return row && { ...row, said: row.said as Said }
}

export interface ListedEdition extends Pick<Edition, 'id' | 'made_at'> {
  term: Said['term']
  venue: Said['venue']
  courses: number
  madeBy: string | null
}

/** All of them, the newest first: how much each said, not what, which is a third of a megabyte of each. */
export async function listEditions(db: Db): Promise<ListedEdition[]> {
  return db
    .selectFrom('prospectus_edition')
    .leftJoin('audit_event', (join) =>
      join
        .onRef('audit_event.subject_id', '=', 'prospectus_edition.id')
        .on('audit_event.subject_kind', '=', 'prospectus-edition')
        .on('audit_event.action', '=', 'prospectus.edition-made'),
    )
    .leftJoin('person', 'person.id', 'audit_event.actor_id')
    .select(['prospectus_edition.id', 'prospectus_edition.made_at', 'person.name as madeBy'])
    .select([
      sql<Said['term']>`said -> 'term'`.as('term'),
      sql<Said['venue']>`said -> 'venue'`.as('venue'),
      sql<number>`jsonb_array_length(said -> 'courses')`.as('courses'),
    ])
    .orderBy('prospectus_edition.made_at', 'desc')
    .execute()
}
