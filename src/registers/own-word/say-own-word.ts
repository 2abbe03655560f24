import type { Tx } from '../../database/schema.ts'
import { dayOf, type Moment } from '../../lib/time.ts'
import { holdSession, lockRegister, updateMark } from '../marking/queries.ts'
import { decideOwnWord, type OwnWordRefusal } from './rules.ts'

export interface OwnWord {
  enrolmentId: string
  personId: string
  comes: boolean
  /** Of the class, as they read it. */
  day?: string | undefined
}

/**
 * Somebody says that they cannot come to a class, or can after all. It stands in the register, under the locks that
 * whoever marks it takes: neither writes over the other, and a class that is called off or moved takes no word.
 */
export async function sayOwnWord(
  tx: Tx,
  sessionId: string,
  { enrolmentId, personId, comes, day }: OwnWord,
  { now, timeZone }: Moment,
): Promise<{ ok: true } | { ok: false; reason: OwnWordRefusal | 'not-found' }> {
  const session = await holdSession(tx, sessionId)
  const row = (await lockRegister(tx, sessionId)).find((one) => one.enrolmentId === enrolmentId)
  if (session === undefined || row === undefined) return { ok: false, reason: 'not-found' }
  const { starts_at: startsAt, status } = session
  const hasMoved = day !== undefined && day !== dayOf(startsAt, timeZone)
  const decided = decideOwnWord({ mark: row.mark, startsAt, status, hasMoved }, comes, now)
  if (!decided.ok) return decided
  if (decided.mark !== row.mark) {
    const said = { mark: decided.mark, marked_at: now, marked_by: personId, means: 'themselves' as const }
    await updateMark(tx, sessionId, enrolmentId, said)
  }
  return { ok: true }
}
