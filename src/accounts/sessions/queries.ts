import type { Db, SignInMeans, Tx } from '../../database/schema.ts'
import { storedSid } from '../../web/session-store.ts'
import { lockPerson } from '../queries.ts'

export interface OpenSession {
  id: string
  /** The one in which the list is asked for. */
  isThis: boolean
  means: SignInMeans | null
  browser: string | null
  began_at: Date
  last_seen_at: Date
}

/** Where the person is signed in: this session first, then the one used last. `sid` is `request.sessionID`. */
export async function listSessionsOf(
  db: Db,
  personId: string,
  sid: string,
  now: Date,
): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('web_session')
    .select(['id', 'sid', 'means', 'browser', 'began_at', 'last_seen_at'])
    .where('person_id', '=', personId)
    .where('expire', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  const sessions = rows.map(({ sid: stored, ...row }) => ({ ...row, isThis: stored === storedSid(sid) }))
  return sessions.sort((one, other) => Number(other.isThis) - Number(one.isThis))
}

/**
 * Holds the person, and says whether this session of theirs (`request.sessionID`) is open still: whatever ends sessions
 * holds them too. What opens an account is made only in one that is, or it would outlast its end.
 */
export async function holdSession(tx: Tx, personId: string, sid: string): Promise<boolean> {
  await lockPerson(tx, personId)
  const row = await tx
    .selectFrom('web_session')
    .select('id')
    .where('person_id', '=', personId)
    .where('sid', '=', storedSid(sid))
    .executeTakeFirst()
  return row !== undefined
}

/** Ends another session of the person; how many there were: none when it had ended already, or is not theirs. */
export async function endOneSession(
  tx: Tx,
  personId: string,
  { id, exceptSid }: { id: string; exceptSid: string },
): Promise<number> {
  const ended = await tx
    .deleteFrom('web_session')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('sid', '!=', storedSid(exceptSid))
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/**
 * Ends every session of the person but the one with this identifier (`request.sessionID`); null ends them all. How many
 * there were.
 */
export async function endOtherSessions(tx: Tx, personId: string, exceptSid: string | null): Promise<number> {
  const ended = await tx
    .deleteFrom('web_session')
    .where('person_id', '=', personId)
    .$if(exceptSid !== null, (query) => query.where('sid', '!=', storedSid(exceptSid ?? '')))
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}
