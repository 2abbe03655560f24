import { createHash } from 'node:crypto'
import type { Tx } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'
import { deleteUnusedPictures, insertPicture } from './queries.ts'
import type { ReadPicture } from './picture-file.ts'

const aDay = 24 * 60

/**
 * Keeps a picture before the form it came with is saved: beside a mistake in that form nobody has to choose it again.
 * What nothing shows goes after a day.
 */
export async function keepPicture(tx: Tx, picture: ReadPicture, now: Date): Promise<string> {
  await deleteUnusedPictures(tx, addMinutes(now, -aDay))
  const sha256 = createHash('sha256').update(picture.bytes).digest()
  return insertPicture(tx, { ...picture, sha256 }, now)
}
