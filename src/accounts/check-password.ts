import type { Db } from '../database/schema.ts'
import type { SignedIn } from '../web/signed-in.ts'
import { passwordMatches } from './passwords.ts'
import { findCredentials, findSignedIn } from './queries.ts'

/** Somebody who typed the password whose hash this is. */
export interface Known {
  user: SignedIn
  secret: string
}

/** Whose address and password these are, or undefined. */
export async function checkPassword(db: Db, email: string, password: string): Promise<Known | undefined> {
  const { owner, registered } = await findCredentials(db, email)
  let known: typeof owner
  // Always all of them, so that time does not tell whether somebody else gave this address when they registered.
  for (const one of [owner, ...registered])
    if ((await passwordMatches(one?.secret, password)) && known === undefined) known = one
  const user = known && (await findSignedIn(db, known.id))
  return user && known && { user, secret: known.secret }
}
