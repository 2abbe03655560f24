import type { Tx } from '../../database/schema.ts'
import { deleteOne, findOne, listRows, type OneEach, swapOnes } from './row-queries.ts'

/**
 * Gives back whom to call, or who helps. What was told again since the records were merged stays with the kept record,
 * and then its own from before is out of date.
 */
export async function partOnes(
  tx: Tx,
  table: OneEach,
  { mergeId, keptId, mergedId }: { mergeId: string; keptId: string; mergedId: string },
): Promise<void> {
  const [moved] = await listRows(tx, mergeId, table)
  if (moved === undefined) return
  const standing = await findOne(tx, table, keptId)
  const isUntouched = standing?.updated_at.toISOString() === moved.row_key.updated_at
  if (isUntouched || standing === undefined) return swapOnes(tx, table, keptId, mergedId)
  await deleteOne(tx, table, mergedId)
}
