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

  constructor(options: StoreOptions) {
    super()
    this.options = options
  }

  override createSession(request: Request, data: SessionData) {
    const session = super.createSession(request, data)
    this.kept.add(session)
    return session
  }

  get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    const { db, clock } = this.options
    findSession(db, storedSid(sid), clock()).then(
      (sess) => callback(null, sess as SessionData | undefined),
      (error: unknown) => callback(error),
    )
  }

  set(sid: string, session: SessionData, callback: Callback = ignore): void {
    const { db, clock } = this.options
    const write = this.kept.has(session) ? updateSession : insertSession
    this.kept.add(session)
    const row = { sid: storedSid(sid), sess: JSON.stringify(session) }
    settle(write(db, row, clock(), this.lifetimeOf(session)), callback)
  }

  override touch(sid: string, session: SessionData, callback: Callback = ignore): void {
    const { db, clock } = this.options
    const lifetime = this.lifetimeOf(session)
    const everyMinutes = Math.min(60, lifetime.idle * 5)
    settle(touchSession(db, storedSid(sid), clock(), { ...lifetime, everyMinutes }), callback)
  }

  destroy(sid: string, callback: Callback = ignore): void {
    settle(deleteSession(this.options.db, storedSid(sid)), callback)
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
