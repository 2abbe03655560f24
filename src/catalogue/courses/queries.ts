import { sql } from 'kysely'
import type { CourseStatus, Db, Tx } from '../../database/schema.ts'
import type { CourseDetails } from './rules.ts'

const categoryIds = sql<string>`(select coalesce(string_agg(category_id::text, e'\n' order by category_id::text), '')
  from course_category where course_id = course.id)`

const categoryNames = sql<string[]>`array(select category.name from course_category
  join category on category.id = course_category.category_id
  where course_category.course_id = course.id order by category.position, category.name)`

const needed = sql<string>`(select coalesce(string_agg(needs_course_id::text, e'\n' order by needs_course_id::text), '')
  from course_prerequisite where course_id = course.id)`

const runs = sql<number>`(select count(*) from run where run.course_id = course.id)`

/** Drafts too: what is planned must not be lost from sight. */
const comingRuns = (now: Date) => sql<number>`(select count(*) from run
  where run.course_id = course.id and run.status in ('draft', 'published')
    and exists (select from session where session.run_id = run.id and session.status = 'planned' and session.ends_at > ${now}))`

const coProduced = sql<boolean>`exists (select from co_production
  where co_production.course_id = course.id and lived_experience <> '' and other_expertise <> '')`

function courses(db: Db, now: Date) {
  return db
    .selectFrom('course')
    .select(['id', 'slug', 'title', 'summary', 'what_to_expect', 'who_it_is_for', 'status'])
    .select([categoryIds.as('categories'), categoryNames.as('category_names'), runs.as('runs')])
    .select(needed.as('needs'))
    .select([comingRuns(now).as('coming_runs'), coProduced.as('co_produced')])
}

export type Course = NonNullable<Awaited<ReturnType<typeof findCourse>>>

/** Every course, by title. */
export async function listCourses(db: Db, now: Date): Promise<Course[]> {
  return courses(db, now)
    .orderBy(sql`lower(title)`)
    .execute()
}

export async function findCourse(db: Db, id: string, now: Date) {
  return courses(db, now).where('course.id', '=', id).executeTakeFirst()
}

/** Holds it; what it is like is read only then. A course comes after its runs in the lock order: take no run after it. */
export async function lockCourse(tx: Tx, id: string, now: Date): Promise<Course | undefined> {
  await tx.selectFrom('course').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return findCourse(tx, id, now)
}

/**
 * To change what is said of it. Others may come to build on it meanwhile: two courses that are each to come before the
 * other would wait for each other.
 */
export async function lockCourseToChange(tx: Tx, id: string, now: Date): Promise<Course | undefined> {
  await tx.selectFrom('course').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return findCourse(tx, id, now)
}

export async function listSlugs(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('course').select('slug').execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Throws on a title that another course has: `course_title`; on a category that is gone: `course_category_category_id_fkey`. */
export async function insertCourse(
  tx: Tx,
  { categories, needs, ...course }: CourseDetails & { slug: string },
  now: Date,
): Promise<string> {
  const values = { ...course, created_at: now, updated_at: now }
  const { id } = await tx.insertInto('course').values(values).returning('id').executeTakeFirstOrThrow()
  await insertCategories(tx, id, categories)
  await insertNeeds(tx, id, needs)
  return id
}

/** Throws as `insertCourse` does. */
export async function updateCourse(
  tx: Tx,
  id: string,
  { categories, needs, ...change }: CourseDetails & { slug: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('course')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('course_category').where('course_id', '=', id).execute()
  await insertCategories(tx, id, categories)
  await tx.deleteFrom('course_prerequisite').where('course_id', '=', id).execute()
  await insertNeeds(tx, id, needs)
}

async function insertCategories(tx: Tx, course_id: string, categories: string): Promise<void> {
  const rows =
    categories === '' ? [] : categories.split('\n').map((category_id) => ({ course_id, category_id }))
  if (rows.length > 0) await tx.insertInto('course_category').values(rows).execute()
}

async function insertNeeds(tx: Tx, course_id: string, needs: string): Promise<void> {
  const rows =
    needs === '' ? [] : needs.split('\n').map((needs_course_id) => ({ course_id, needs_course_id }))
  if (rows.length > 0) await tx.insertInto('course_prerequisite').values(rows).execute()
}

/** Every course by its title alone. */
export async function listTitles(db: Db) {
  return db
    .selectFrom('course')
    .orderBy(sql`lower(title)`)
    .select(['id', 'title', 'status'])
    .execute()
}

/** What needs what, held as a whole: two who close a circle from both ends at once would each see half of it. */
export async function lockNeeds(tx: Tx) {
  await sql`lock table course_prerequisite in share row exclusive mode`.execute(tx)
  return listNeeds(tx)
}

export async function listNeeds(db: Db) {
  return db.selectFrom('course_prerequisite').select(['course_id', 'needs_course_id']).execute()
}

export async function updateStatus(tx: Tx, id: string, status: CourseStatus, now: Date): Promise<void> {
  await tx.updateTable('course').set({ status, updated_at: now }).where('id', '=', id).execute()
}

export async function deleteCourse(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('course').where('id', '=', id).execute()
}

export interface CoProduction {
  happened_on: string
  what: 'designed' | 'changed' | 'reviewed'
  lived_experience: string
  other_expertise: string
}

/** Who designed it with whom, newest first. */
export async function listCoProduction(db: Db, courseId: string) {
  return db
    .selectFrom('co_production')
    .where('course_id', '=', courseId)
    .select(['id', 'happened_on', 'what', 'lived_experience', 'other_expertise'])
    .orderBy('happened_on', 'desc')
    .orderBy('noted_at', 'desc')
    .execute()
}

/** Whether the log of a course says just this already. */
export async function isNoted(tx: Tx, courseId: string, note: CoProduction): Promise<boolean> {
  const row = await tx
    .selectFrom('co_production')
    .where('course_id', '=', courseId)
    .where('happened_on', '=', note.happened_on)
    .where('what', '=', note.what)
    .where('lived_experience', '=', note.lived_experience)
    .where('other_expertise', '=', note.other_expertise)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCoProduction(
  tx: Tx,
  courseId: string,
  note: CoProduction,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('co_production')
    .values({ ...note, course_id: courseId, noted_at: now })
    .execute()
}

/** The course it stood beside; undefined when it is gone already. */
export async function deleteCoProduction(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('co_production')
    .where('id', '=', id)
    .returning('course_id')
    .executeTakeFirst()
  return row?.course_id
}
