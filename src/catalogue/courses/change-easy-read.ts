import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import type { EasyRead } from './easy-read-form.ts'
import { lockEasyRead, updateEasyRead } from './easy-read-queries.ts'

export function easyReadDetails({ easy_read, picture, picture_words }: EasyRead): EasyRead {
  return { easy_read, picture, picture_words }
}

/** Throws on a picture that is gone: `course_picture_id_fkey`. */
export async function changeEasyRead(
  tx: Tx,
  id: string,
  edits: Edits<EasyRead>,
  doing: Doing,
): Promise<Saved<EasyRead>> {
  const course = await lockEasyRead(tx, id)
  if (course === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'course' as const, id }
  const current = easyReadDetails(course)
  const thing = { subject, action: 'course.easy-read-changed' as const, current }
  return saveEdits(tx, thing, edits, (merged) => updateEasyRead(tx, id, merged, doing.now), doing)
}
