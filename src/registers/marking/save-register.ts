import type { Tx } from '../../database/schema.ts'
import { addWalkIn, countHeads, takeWalkInOut } from './add-walk-in.ts'
import type { RegisterSent } from './forms.ts'
import { type Marking, markRegister } from './mark-register.ts'
import { holdGiven, lockSession, type Register } from './queries.ts'
import type { Conflict, MarkRefusal } from './rules.ts'

/** Which of it was said, whether from this press or because a phone sent it before. */
export interface SavedParts {
  marks: boolean
  walkIns: boolean
  takenOut: boolean
  heads: boolean
  /** Of how many who came nothing is noted: see `Marked`. */
  withoutLine: number
}

export type Saved =
  | { ok: true; parts: SavedParts }
  /** What was not in conflict is noted all the same. */
  | { ok: false; conflicts: Conflict[]; headsCountedMeanwhile: boolean; refused?: undefined }
  /** Nothing of it is noted. */
  | { ok: false; conflicts: Conflict[]; headsCountedMeanwhile?: undefined; refused: MarkRefusal }

/** Notes all that a page of a register holds: marks, who came without a place, and how many came. */
export async function saveRegister(
  tx: Tx,
  register: Pick<Register, 'id' | 'run_id'>,
  sent: RegisterSent,
  marking: Marking,
): Promise<Saved> {
  const { id } = register
  const { walkIns, takenOut, heads } = sent
  const notesWhoCame = walkIns.length > 0 || heads !== undefined
  // Nobody need have a place on it for that, so that its publication may be undone in this moment.
  if (notesWhoCame && !(await holdGiven(tx, register.run_id)))
    return { ok: false, conflicts: [], refused: 'cancelled' }
  if (heads !== undefined) await lockSession(tx, id)
  const marked = await markRegister(tx, register, { ...sent, notesWhoCame }, marking)
  if (!marked.ok && marked.reason !== 'conflicts')
    return { ok: false, conflicts: marked.conflicts, refused: marked.reason }
  for (const walkIn of walkIns) await addWalkIn(tx, id, walkIn, marking)
  for (const walkInId of takenOut) await takeWalkInOut(tx, { id: walkInId, session_id: id }, marking)
  const counted = heads && (await countHeads(tx, id, heads, marking))
  const headsCountedMeanwhile = counted === 'counted-meanwhile'
  if (!marked.ok) return { ok: false, conflicts: marked.conflicts, headsCountedMeanwhile }
  if (headsCountedMeanwhile) return { ok: false, conflicts: [], headsCountedMeanwhile }
  const { saidSomething, withoutLine } = marked
  const parts = { marks: saidSomething, walkIns: walkIns.length > 0, takenOut: takenOut.length > 0 }
  return { ok: true, parts: { ...parts, heads: heads !== undefined, withoutLine } }
}
