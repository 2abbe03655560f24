import type { Db, Tx } from '../../database/schema.ts'
import type { EasyRead } from './easy-read-form.ts'

export async function findEasyRead(db: Db, id: string) {
  const row = await db
    .selectFrom('course')
    .where('id', '=', id)
    .select(['id', 'title', 'easy_read', 'picture_id', 'picture_words'])
    .executeTakeFirst()
  return row && { ...row, picture: row.picture_id ?? '' }
}

/** Holds the course, and reads it then. */
export async function lockEasyRead(tx: Tx, id: string) {
  await tx.selectFrom('course').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return findEasyRead(tx, id)
}

/** Throws on a picture that is gone: `course_picture_id_fkey`. */
export async function updateEasyRead(
  tx: Tx,
  id: string,
  { easy_read, picture, picture_words }: EasyRead,
  now: Date,
): Promise<void> {
  const picture_id = picture === '' ? null : picture
  await tx
    .updateTable('course')
    .set({ easy_read, picture_id, picture_words, updated_at: now })
    .where('id', '=', id)
    .execute()
}
