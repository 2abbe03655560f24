import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { ReadPicture } from './picture-file.ts'

/** Without its bytes. */
export async function findPictureFacts(db: Db, id: string) {
  return db
    .selectFrom('picture')
    .where('id', '=', id)
    .select(['id', 'kind', 'width', 'height'])
    .executeTakeFirst()
}

export async function findPicture(db: Db, id: string) {
  return db.selectFrom('picture').where('id', '=', id).select(['kind', 'bytes']).executeTakeFirst()
}

/** The bytes of each, by its id. */
export async function listPictureBytes(db: Db, ids: string[]): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('picture').where('id', 'in', ids).select(['id', 'bytes']).execute()
  return new Map(rows.map(({ id, bytes }) => [id, bytes]))
}

/** The same picture stands once, whoever brings it; brought again, it counts as new. */
export async function insertPicture(
  tx: Tx,
  picture: ReadPicture & { sha256: Buffer },
  now: Date,
): Promise<string> {
  const { id } = await tx
    .insertInto('picture')
    .values({ ...picture, added_at: now })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ added_at: now }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Those that nothing shows, brought before this moment: of forms that were never saved, and of what came before. */
export async function deleteUnusedPictures(tx: Tx, before: Date): Promise<void> {
  await tx
    .deleteFrom('picture')
    .where('added_at', '<', before)
    .where(sql<boolean>`not exists (select from course where course.picture_id = picture.id)`)
    .where(
      sql<boolean>`not exists (select from prospectus_cover where prospectus_cover.picture_id = picture.id)`,
    )
    .execute()
}
