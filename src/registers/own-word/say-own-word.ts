import type { Tx } from '../../database/schema.ts'
import { lockRegister, updateMark } from '../marking/queries.ts'
import { decideOwnWord, type OwnWordRefusal } from './rules.ts'

export interface OwnWord {
  enrolmentId: string
  personId: string
  comes: boolean
}

/**
 * Somebody says that they cannot come to a class, or can after all. It stands in the register, under the lock that
 * whoever marks it takes: neither writes over the other.
 */
export async function sayOwnWord(
  tx: Tx,
  session: { id: string; starts_at: Date; status: 'planned' | 'cancelled' },
  { enrolmentId, personId, comes }: OwnWord,
  now: Date,
): Promise<{ ok: true } | { ok: false; reason: OwnWordRefusal | 'not-found' }> {
  const row = (await lockRegister(tx, session.id)).find((one) => one.enrolmentId === enrolmentId)
  if (row === undefined) return { ok: false, reason: 'not-found' }
  const { starts_at: startsAt, status } = session
  const decided = decideOwnWord({ mark: row.mark, startsAt, status }, comes, now)
  if (!decided.ok) return decided
  if (decided.mark !== row.mark) {
    const said = { mark: decided.mark, marked_at: now, marked_by: personId, means: 'themselves' as const }
    await updateMark(tx, session.id, enrolmentId, said)
  }
  return { ok: true }
}
