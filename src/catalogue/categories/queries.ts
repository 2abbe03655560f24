import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'

const courses = sql<number>`(select count(*) from course_category where category_id = category.id)`

function categories(db: Db) {
  return db.selectFrom('category').selectAll('category').select(courses.as('courses'))
}

export type Category = NonNullable<Awaited<ReturnType<typeof findCategory>>>

/** In the order of the prospectus, each with how many courses are in it. */
export async function listCategories(db: Db): Promise<Category[]> {
  return categories(db).orderBy('position').orderBy('name').execute()
}

export async function findCategory(db: Db, id: string) {
  return categories(db).where('category.id', '=', id).executeTakeFirst()
}

/** Holds it against every other change, and against courses that would be put in it. */
export async function lockCategory(tx: Tx, id: string): Promise<Category | undefined> {
  await tx.selectFrom('category').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return findCategory(tx, id)
}

/** Holds all of them, in the order of the prospectus: their order is one thing. */
export async function lockCategories(tx: Tx): Promise<Category[]> {
  await tx.selectFrom('category').select('id').orderBy('id').forUpdate().execute()
  return listCategories(tx)
}

/** Throws on a name that another has: `category_name_key`. */
export async function insertCategory(
  tx: Tx,
  category: { name: string; slug: string; position: number },
): Promise<string> {
  const { id } = await tx.insertInto('category').values(category).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateCategory(tx: Tx, id: string, change: { name: string }): Promise<void> {
  await tx.updateTable('category').set(change).where('id', '=', id).execute()
}

export async function updatePositions(tx: Tx, ids: string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await tx
      .updateTable('category')
      .set({ position: index + 1 })
      .where('id', '=', id)
      .execute()
}

export async function deleteCategory(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('category').where('id', '=', id).execute()
}
