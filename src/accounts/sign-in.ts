import type { Express, Request, Response } from 'express'
import passport from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { returnTo } from '../web/return-to.ts'
import { passwordMatches } from './passwords.ts'
import { findCredential, findSignedIn } from './queries.ts'

/** Sets Passport up on this app: who the session names, and how a password is checked. */
export function usePassport(app: Express, db: Db): void {
  const authenticator = new passport.Passport()
  authenticator.serializeUser((user, done) => done(null, user.id))
  authenticator.deserializeUser((id: string, done) => {
    findSignedIn(db, id).then((user) => done(null, user ?? false), done)
  })
  authenticator.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      checkPassword(db, email, password).then((user) => done(null, user ?? false), done)
    }),
  )
  app.use(authenticator.session())
  app.set('authenticator', authenticator)
}

async function checkPassword(db: Db, email: string, password: string): Promise<Express.User | undefined> {
  const credential = await findCredential(db, email)
  const matches = await passwordMatches(credential?.secret, password)
  return matches && credential !== undefined ? findSignedIn(db, credential.id) : undefined
}

/** The person whose email and password these are, or undefined. Signs nobody in. */
export function authenticate(
  request: Request,
  credentials: { email: string; password: string },
): Promise<Express.User | undefined> {
  const authenticator = request.app.get('authenticator') as passport.Authenticator
  // Passport reads the body itself: it must see the checked values, not a space or a NUL that came with them.
  request.body = { ...(request.body as object), ...credentials }
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, user?: Express.User | false | null) => {
      if (error instanceof Error) reject(error)
      else resolve(user === false || user === null ? undefined : user)
    }
    ;(authenticator.authenticate('local', settle) as (...given: unknown[]) => void)(request, {}, settle)
  })
}

/** Begins a new session for the person; Passport changes its identifier, so that one planted before is worth nothing. */
export function beginSession(request: Request, user: Express.User): Promise<void> {
  return new Promise((resolve, reject) => {
    request.login(user, (error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
}

export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logout((error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
}

/** What follows when somebody has shown who they are, by whatever means: their session begins, and they go on. */
export async function completeSignIn(
  request: Request,
  response: Response,
  user: Express.User,
  next: string | undefined,
): Promise<void> {
  await beginSession(request, user)
  response.redirect(303, returnTo(next, startPage(user)))
}

function startPage(user: Express.User): string {
  if (user.roles.includes('administrator')) return paths.admin()
  if (user.roles.includes('trainer')) return paths.trainer()
  return user.roles.includes('student') ? paths.myCourses() : paths.courses()
}
