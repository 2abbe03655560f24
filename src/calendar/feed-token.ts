// The secret in a feed's address. Whoever has it can read the calendar, so only its hash is kept.
import { createHash, randomBytes } from 'node:crypto'
import type { Db, Tx } from '../database/schema.ts'
import { findFeedOwner, upsertFeed } from './queries.ts'

const tokenForm = /^[\w-]{43}$/

function feedTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Gives the person a feed with a new address; an older address stops working. Shown once: it cannot be read back. */
export async function resetFeedToken(tx: Tx, personId: string, now: Date): Promise<string> {
  // 43 characters that need no escaping in an address.
  const token = randomBytes(32).toString('base64url')
  await upsertFeed(tx, { personId, tokenHash: feedTokenHash(token), now })
  return token
}

/** The id of the person whose feed this token opens. */
export async function findPersonByFeedToken(db: Db, token: string): Promise<string | undefined> {
  return tokenForm.test(token) ? findFeedOwner(db, feedTokenHash(token)) : undefined
}
