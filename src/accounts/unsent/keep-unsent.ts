import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../web/deps.ts'
import { lockPerson } from '../queries.ts'
import { seal, sealingKey, unseal } from '../sealed.ts'
import { findOwnerOfMark, findUnsent, upsertUnsent } from './queries.ts'
import { type Fields, fieldsToKeep, keptHours } from './rules.ts'

type UnsentDeps = Pick<Deps, 'db' | 'secret' | 'clock'>

/** A day before this moment: what is older is gone. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - keptHours * 3_600_000)
}

/** As our marks are: anybody may send another, and the database refuses to look for some. */
const ofOurs = /^[0-9a-f]+$/

/**
 * Keeps what a form held that came when its session was over by itself. Its mark (the token against forged forms) says
 * whose session that was: only a page of theirs carried it. Nothing is kept of a session that somebody ended, as for a
 * lost phone, nor of what comes from where somebody else (`userId`) is signed in by now: they may have written it. For
 * whom it is kept, if it is.
 */
export async function keepUnsent(
  { db, secret, clock }: UnsentDeps,
  { address, body, userId }: { address: string; body: unknown; userId: string | undefined },
): Promise<string | undefined> {
  const fields = fieldsToKeep(address, body)
  const mark = ((body ?? {}) as { _csrf?: unknown })._csrf
  if (fields === undefined || typeof mark !== 'string' || !ofOurs.test(mark)) return undefined
  const now = clock()
  return inTransaction(db, async (tx) => {
    const findOwner = () => findOwnerOfMark(tx, mark, { after: keptSince(now), now })
    const personId = await findOwner()
    if (personId === undefined || (userId !== undefined && userId !== personId)) return undefined
    // Whoever ends the session, and then what is kept of it, holds them too, and comes before or after.
    await lockPerson(tx, personId)
    if ((await findOwner()) === undefined) return undefined
    const sealed = seal(JSON.stringify(fields), sealingKey(secret, 'unsent form'), personId)
    await upsertUnsent(tx, { person_id: personId, address, sealed, kept_at: now })
    return personId
  })
}

export interface Unsent {
  address: string
  fields: Fields
  keptAt: Date
  sentAt: Date | null
}

/** What is kept for this person; undefined when nothing is, or the product's secret is another one now. */
export async function readUnsent(
  { db, secret, clock }: UnsentDeps,
  personId: string,
): Promise<Unsent | undefined> {
  const row = await findUnsent(db, personId, keptSince(clock()))
  const text = row && unseal(row.sealed, sealingKey(secret, 'unsent form'), personId)
  if (row === undefined || text === undefined) return undefined
  const fields = JSON.parse(text) as Fields
  return { address: row.address, fields, keptAt: row.kept_at, sentAt: row.sent_at }
}
