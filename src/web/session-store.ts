// Where sessions live: in PostgreSQL, so that every web process knows them and each can be ended from elsewhere.
import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { type SessionData, Store } from 'express-session'
import type { SessionSettings } from '../config/limits.ts'
import type { Db } from '../database/schema.ts'
import { deleteSession, findSession, insertSession, touchSession, updateSession } from './session-queries.ts'

/** What the table knows a session by. Its identifier is random enough that a plain hash hides it. */
export function storedSid(sid: string): string {
  return createHash('sha256').update(sid).digest('hex')
}

export interface StoreOptions {
  db: Db
  clock: () => Date
  settings: SessionSettings
}

type Callback = (error?: unknown) => void

export class SessionStore extends Store {
  private readonly options: StoreOptions
  /** Sessions that have a row: saving one changes its row, and makes none anew when it was ended meanwhile. */
  private readonly kept = new WeakSet<object>()
  /** When each was last noted as in use. */
  private readonly seenAt = new WeakMap<object, Date>()

  constructor(options: StoreOptions) {
    super()
    this.options = options
  }

  override createSession(request: Request, data: SessionData) {
    const session = super.createSession(request, data)
    this.kept.add(session)
    const seenAt = this.seenAt.get(data)
    if (seenAt !== undefined) this.seenAt.set(session, seenAt)
    return session
  }

  get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    const { db, clock } = this.options
    findSession(db, storedSid(sid), clock()).then(
      (found) => callback(null, found && this.remember(found)),
      (error: unknown) => callback(error),
    )
  }

  set(sid: string, session: SessionData, callback: Callback = ignore): void {
    const { db, clock } = this.options
    const now = clock()
    const write = this.kept.has(session) ? updateSession : insertSession
    this.kept.add(session)
    const row = { sid: storedSid(sid), sess: JSON.stringify(session) }
    this.seenAt.set(session, now)
    settle(write(db, row, now, this.lifetimeOf(session)), callback)
  }

  /** Notes that the session is in use, once in so many minutes: not every page is worth a write. */
  override touch(sid: string, session: SessionData, callback: Callback = ignore): void {
    const { db, clock } = this.options
    const lifetime = this.lifetimeOf(session)
    const now = clock()
    const everyMinutes = Math.min(60, lifetime.idle * 5)
    const due = (this.seenAt.get(session)?.getTime() ?? 0) + everyMinutes * 60_000 <= now.getTime()
    if (due) settle(touchSession(db, storedSid(sid), now, lifetime), callback)
    else callback()
  }

  destroy(sid: string, callback: Callback = ignore): void {
    settle(deleteSession(this.options.db, storedSid(sid)), callback)
  }

  private remember({
    sess,
    last_seen_at,
  }: NonNullable<Awaited<ReturnType<typeof findSession>>>): SessionData {
    const session = sess as SessionData
    this.seenAt.set(session, last_seen_at)
    return session
  }

  private lifetimeOf({ signedIn }: SessionData) {
    const { idleHours, staffIdleHours, mostHours } = this.options.settings
    return { idle: signedIn?.staff === true ? staffIdleHours : idleHours, most: mostHours }
  }
}

function settle(work: Promise<void>, callback: Callback): void {
  work.then(() => callback(), callback)
}

function ignore(): void {
  // Express-session asks for no answer here, and a lost note of a visit matters to nobody.
}
