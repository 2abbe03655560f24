import type { MarkMeans, Tx } from '../../database/schema.ts'
import { listWithoutRow } from '../../enrolment/line-queries.ts'
import type { Moment } from '../../lib/time.ts'
import { enqueueSettling } from '../completion/enqueue-settling.ts'
import { came } from '../marks.ts'
import { holdSession, insertMissing, lockRegister, type Register, updateMark } from './queries.ts'
import {
  type Asked,
  type Conflict,
  countWithoutLine,
  decideMarks,
  isTouched,
  type MarkRefusal,
  refusalOf,
  saidOfLines,
} from './rules.ts'

export interface Marking extends Moment {
  actorId: string
  means: MarkMeans
}

export type Marked =
  /**
   * `saidSomething`: it stands now, whether from this press or because the phone sent it before. `withoutLine`: of how many
   * who came nothing is noted, since they had no place any more.
   */
  | { ok: true; saidSomething: boolean; withoutLine: number }
  /** What was not in conflict is noted all the same. */
  | { ok: false; reason: 'conflicts'; conflicts: Conflict[] }
  | { ok: false; reason: MarkRefusal; conflicts: Conflict[] }

/**
 * Notes what was said of a session, joined with whatever others said meanwhile; nothing of theirs is written over. The
 * session is held, so that no mark comes to one that is called off or moved in this moment.
 */
export async function markRegister(
  tx: Tx,
  { id, run_id: runId }: Pick<Register, 'id' | 'run_id'>,
  sent: Asked,
  { actorId, means, ...at }: Marking,
): Promise<Marked> {
  const session = await holdSession(tx, id)
  if (session === undefined) return { ok: false, reason: 'cancelled', conflicts: [] }
  const touched = [...sent.said].filter(([, said]) => isTouched(said))
  const said = touched.filter(([, { chosen }]) => chosen !== null)
  const refused = refusalOf(session, sent, at)
  const saidOf = said.map(([enrolmentId]) => enrolmentId)
  const { rows, gone } = await holdRows(tx, id, refused === undefined ? saidOf : [])
  const ofTheirLine = saidOfLines([...rows, ...gone], sent.said)
  const whoCame = said.filter(([, { chosen }]) => came(chosen)).map(([enrolmentId]) => enrolmentId)
  const withoutLine = countWithoutLine([...rows, ...gone], whoCame)
  const { set, conflicts } = decideMarks(
    rows.filter(({ stands }) => stands),
    ofTheirLine,
    sent.everyoneCame,
  )
  if (refused !== undefined) return { ok: false, reason: refused, conflicts }
  for (const { enrolmentId, mark } of set) {
    const how = ofTheirLine.get(enrolmentId)?.chosen === mark ? means : 'everyone'
    await updateMark(tx, id, enrolmentId, { mark, marked_at: at.now, marked_by: actorId, means: how })
  }
  if (set.length > 0) await enqueueSettling(tx, runId)
  return conflicts.length > 0
    ? { ok: false, reason: 'conflicts', conflicts }
    : { ok: true, saidSomething: set.length > 0 || touched.length > 0, withoutLine }
}

/** The rows of a register, held; and those of whom something is said that have none. */
async function holdRows(tx: Tx, sessionId: string, saidOf: string[]) {
  const rows = await lockRegister(tx, sessionId)
  const missing = saidOf.filter((id) => !rows.some(({ enrolmentId }) => enrolmentId === id))
  if (missing.length === 0) return { rows, gone: [] }
  // Only now: whoever gave their place up while we waited for their row has left, and has none any more.
  await insertMissing(tx, sessionId, missing)
  return { rows: await lockRegister(tx, sessionId), gone: await listWithoutRow(tx, sessionId, missing) }
}
