import type { Tx } from '../../database/schema.ts'
import { SessionEnded } from '../../web/problems.ts'
import type { SignedIn } from '../../web/signed-in.ts'
import { holdSession } from './queries.ts'

/** Holds whoever is signed in here, and refuses their form when this session was ended while it was on its way. */
export async function holdWhoIsHere(
  tx: Tx,
  { user, sessionID }: { user?: SignedIn | undefined; sessionID: string },
): Promise<string> {
  if (user === undefined || !(await holdSession(tx, user.id, sessionID))) throw new SessionEnded()
  return user.id
}
