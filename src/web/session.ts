import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type { SignInMeans } from '../database/schema.ts'
import { StaleForm, UnknownForm } from './problems.ts'
import { SessionStore, type StoreOptions } from './session-store.ts'

export interface Notice {
  title: string
  text?: string
  kind: 'success' | 'information'
  /** What one may want to do next. */
  link?: { href: string; text: string }
}

export interface PendingSignIn {
  personId: string
  means: SignInMeans
  /** The mark of the password they typed, where they did. */
  password?: string | undefined
  /** In milliseconds of the clock. */
  until: number
  next?: string | undefined
}

/** What the browser's session keeps while somebody is away at the provider of single sign-on. */
export interface AwayToSignOn {
  verifier: string
  state: string
  nonce: string
  /** In milliseconds of the clock. */
  until: number
  next?: string
  /** Whoever was signed in, and wants their account connected. */
  connect?: string
}

declare module 'express-session' {
  interface SessionData {
    notice?: Notice
    /** Somebody who has shown who they are, but not their second factor: a visitor until then. */
    pendingSignIn?: PendingSignIn
    awayToSignOn?: AwayToSignOn
    /**
     * The message with a code that this browser asked for; whether there is one, it does not know. `until`: in milliseconds
     * of the clock; whoever sits here afterwards must not read the address.
     */
    awaitedProof?: { id: string; email: string; next?: string; until: number }
    /** The mark of the secret for codes that was made in this session, and shown in no other. */
    begunSecret?: string
    /** Single sign-on has asked them for a second factor. */
    broughtSecondFactor?: boolean
    /**
     * Of a session that somebody signed in to. `browser` in plain words; `staff`: they see what is other people's; `at`: in
     * milliseconds of the clock, and left out where a session began before it was noted.
     */
    signedIn?: { means: SignInMeans; browser: string; staff: boolean; at?: number }
  }
}

/** A visitor gets a session only when a page of ours holds a form for them; it lives in PostgreSQL. */
export function sessions(options: StoreOptions & { secret: string; secureCookie: boolean }): RequestHandler {
  return session({
    name: options.secureCookie ? '__Host-session' : 'session',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: options.secureCookie,
      // The longest a session can last: when it is over earlier, its row says so, not the browser.
      maxAge: options.settings.mostHours * 3_600_000,
      path: '/',
    },
    store: new SessionStore(options),
  })
}

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (request) => (request.body as { _csrf?: string } | undefined)?._csrf,
})

/** The token every form of ours carries. */
export const formToken = generateToken

/** Whether a form, as far as it has been read, carries the token of this session. */
export const isOwnForm = isRequestValid

/** Refuses a form that carries no token of this session, or brings files where none are taken. */
export const ownForm: RequestHandler = (request, _response, next) => {
  if (request.is('multipart/form-data') !== false && request.is('multipart/form-data') !== null)
    throw new UnknownForm()
  if (!isOwnForm(request)) throw new StaleForm()
  next()
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

/** Keeps the session now: what a redirect leads to must find it. */
export function saved({ session: kept }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    kept.save((error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
}
