import type { Db, Tx } from '../../../database/schema.ts'
import { type Cover, firstCover } from './rules.ts'

/** The college's cover with its id; undefined as long as nobody has changed what comes with the product. */
export async function findCover(db: Db): Promise<{ id: string; cover: Cover } | undefined> {
  const row = await db.selectFrom('prospectus_cover').selectAll().executeTakeFirst()
  if (row === undefined) return undefined
  const { id, title, words, about_us, how_to_enrol, colour, accent, picture_id, picture_words } = row
  const picture = picture_id ?? ''
  return { id, cover: { title, words, about_us, how_to_enrol, colour, accent, picture, picture_words } }
}

/** Holds it, and makes it first where there is none. */
export async function lockCover(tx: Tx): Promise<{ id: string; cover: Cover }> {
  await tx
    .insertInto('prospectus_cover')
    .values(columnsOf(firstCover))
    .onConflict((conflict) => conflict.column('only_one').doNothing())
    .execute()
  await tx.selectFrom('prospectus_cover').select('id').forUpdate().executeTakeFirstOrThrow()
  const found = await findCover(tx)
  if (found === undefined) throw new Error('The cover that was locked is gone')
  return found
}

/** Throws on a picture that is gone: `prospectus_cover_picture_id_fkey`. */
export async function updateCover(tx: Tx, id: string, cover: Cover): Promise<void> {
  await tx.updateTable('prospectus_cover').set(columnsOf(cover)).where('id', '=', id).execute()
}

function columnsOf({ picture, ...cover }: Cover) {
  return { ...cover, picture_id: picture === '' ? null : picture }
}
