import type { Db, Tx } from '../../database/schema.ts'
import { insertAcceptanceOnce, listAccepted, listInForce } from './queries.ts'
import { toRead } from './rules.ts'

/** What this person has yet to read, in the words that count now. */
export async function listToRead(db: Db, personId: string, now: Date) {
  const [inForce, accepted] = await Promise.all([listInForce(db, now), listAccepted(db, personId)])
  return toRead(inForce, accepted)
}

/** Records what somebody read and agreed to themselves: of what they were shown, only what counts still. */
export async function acceptShown(tx: Tx, personId: string, shown: string[], now: Date): Promise<void> {
  for (const { id } of await listInForce(tx, now)) {
    if (shown.includes(id)) await insertAcceptanceOnce(tx, personId, id, now)
  }
}
