import connectPgSimple from 'connect-pg-simple'
import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type pg from 'pg'
import { StaleForm } from './problems.ts'

export interface Notice {
  title: string
  text?: string
  kind: 'success' | 'information'
}

declare module 'express-session' {
  interface SessionData {
    notice?: Notice
  }
}

const fortnight = 14 * 24 * 60 * 60

/** A visitor gets a session only when a page of ours holds a form for them; it lives in PostgreSQL. */
export function sessions(options: {
  pool: pg.Pool
  secret: string
  secureCookie: boolean
  sweep: boolean
}): RequestHandler {
  const Store = connectPgSimple(session)
  return session({
    name: options.secureCookie ? '__Host-session' : 'session',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: options.secureCookie,
      maxAge: fortnight * 1000,
      path: '/',
    },
    store: new Store({
      pool: options.pool,
      tableName: 'web_session',
      ttl: fortnight,
      pruneSessionInterval: options.sweep ? 3600 : false,
    }),
  })
}

const { csrfSynchronisedProtection, generateToken, invalidCsrfTokenError } = csrfSync({
  getTokenFromRequest: (request) => (request.body as { _csrf?: string } | undefined)?._csrf,
})

/** The token every form of ours carries. */
export const formToken = generateToken

/** Refuses a form that carries no token of this session. */
export const ownForm: RequestHandler = (request, response, next) => {
  csrfSynchronisedProtection(request, response, (error?: unknown) => {
    if (error === undefined) next()
    else next(error === invalidCsrfTokenError ? new StaleForm() : error)
  })
}

/** Sends the person on to another page of ours, which tells once what has just happened. */
export async function redirectWith(
  notice: Notice,
  request: Request,
  response: Response,
  to: string,
): Promise<void> {
  request.session.notice = notice
  // A browser follows a redirect as soon as it has the headers, and express-session sends those before it saves.
  await saved(request)
  response.redirect(303, to)
}

function saved({ session: kept }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    kept.save((error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
}
