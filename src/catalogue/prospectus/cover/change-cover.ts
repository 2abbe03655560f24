import type { Doing } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { type Edits, type Saved, saveEdits } from '../../../editing/save-edits.ts'
import { lockCover, updateCover } from './queries.ts'
import type { Cover } from './rules.ts'

/** Throws on a picture that is gone: `prospectus_cover_picture_id_fkey`. */
export async function changeCover(tx: Tx, edits: Edits<Cover>, doing: Doing): Promise<Saved<Cover>> {
  const { id, cover } = await lockCover(tx)
  const subject = { kind: 'prospectus-cover' as const, id }
  const thing = { subject, action: 'prospectus.cover-changed' as const, current: cover }
  return saveEdits(tx, thing, edits, (merged) => updateCover(tx, id, merged), doing)
}
