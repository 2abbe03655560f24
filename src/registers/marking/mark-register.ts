import type { MarkMeans, Tx } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { enqueueSettling } from '../completion/enqueue-settling.ts'
import type { RegisterSent } from './forms.ts'
import { insertMissing, lockRegister, type Register, updateMark } from './queries.ts'
import { type Conflict, decideMarks, isTooEarly, whatCanBeMarked } from './rules.ts'

export interface Marking extends Moment {
  actorId: string
  means: MarkMeans
}

export type Marked =
  /** `saidSomething`: it stands now, whether from this press or because the phone sent it before. */
  | { ok: true; saidSomething: boolean }
  /** What was not in conflict is noted all the same. */
  | { ok: false; reason: 'conflicts'; conflicts: Conflict[] }
  | { ok: false; reason: 'too-early' | 'cancelled' }

/** Notes what was said of a session, joined with whatever others said meanwhile; nothing of theirs is written over. */
export async function markRegister(
  tx: Tx,
  session: Pick<Register, 'id' | 'run_id' | 'starts_at' | 'status'>,
  sent: Pick<RegisterSent, 'said' | 'everyoneCame'>,
  { actorId, means, ...at }: Marking,
): Promise<Marked> {
  const markable = whatCanBeMarked(session, at)
  if (markable === 'nothing') return { ok: false, reason: 'cancelled' }
  const touched = [...sent.said].filter(([, { was, chosen }]) => was !== chosen)
  const said = touched.filter(([, { chosen }]) => chosen !== null)
  const asked = [...said.map(([, { chosen }]) => chosen), ...(sent.everyoneCame ? ['present' as const] : [])]
  if (asked.some((mark) => isTooEarly(markable, mark))) return { ok: false, reason: 'too-early' }
  await insertMissing(
    tx,
    session.id,
    said.map(([id]) => id),
  )
  const rows = await lockRegister(tx, session.id)
  const { set, conflicts } = decideMarks(rows, sent.said, sent.everyoneCame)
  for (const { enrolmentId, mark } of set) {
    const how = sent.said.get(enrolmentId)?.chosen === mark ? means : 'everyone'
    await updateMark(tx, session.id, enrolmentId, { mark, marked_at: at.now, marked_by: actorId, means: how })
  }
  if (set.length > 0) await enqueueSettling(tx, session.run_id)
  return conflicts.length > 0
    ? { ok: false, reason: 'conflicts', conflicts }
    : { ok: true, saidSomething: set.length > 0 || touched.length > 0 }
}
