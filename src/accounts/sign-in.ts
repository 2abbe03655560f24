import type { Express, Request, Response } from 'express'
import passport from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { SignInMeans } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { keepCookie, readCookie } from '../web/cookies.ts'
import type { Deps } from '../web/deps.ts'
import { withNext } from '../web/next-page.ts'
import { returnTo } from '../web/return-to.ts'
import { signInAgain } from '../web/signed-out.ts'
import { type Notice, type PendingSignIn, saved } from '../web/session.ts'
import type { Try } from '../web/throttle.ts'
import { listToRead } from './agreements/accept.ts'
import { againAddress } from './agreements/again-address.ts'
import { checkPassword, type Known } from './check-password.ts'
import { findSignedIn, updateLastSeen } from './queries.ts'
import { hasSecondFactor } from './second-factor/queries.ts'
import { holdBack, isStaff, nextStep } from './second-factor/rules.ts'
import { browserInWords } from './sessions/browser-words.ts'
import { knownDevice, markDays, markDevice } from './sessions/known-device.ts'
import { signInTries } from './sessions/slow-guessing.ts'
import { byPassword, goesOn, type StillOpens, withoutCode } from './sessions/still-opens.ts'
import { useSingleSignOn } from './single-sign-on/strategy.ts'
import { readUnsent } from './unsent/keep-unsent.ts'

type SignInDeps = Pick<Deps, 'db' | 'config' | 'clock' | 'secret' | 'log'>

type Deserialized = (error: unknown, user?: Express.User | false) => void

/** Sets Passport up on this app: who the session names, and how a password is checked. */
export function usePassport(app: Express, deps: SignInDeps): void {
  const { db } = deps
  const authenticator = new passport.Passport()
  authenticator.serializeUser((user, done) => done(null, user.id))
  authenticator.deserializeUser((request: Request, id: string, done: Deserialized) => {
    findViewer(deps, id, request.session).then((user) => done(null, user ?? false), done)
  })
  authenticator.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      checkPassword(db, email, password).then(
        (known) => done(null, known?.user ?? false, known as never),
        done,
      )
    }),
  )
  useSingleSignOn(app, authenticator, deps)
  app.use(authenticator.session())
  app.set('authenticator', authenticator)
  app.set('sign-in', deps)
}

/** The person of a session, who is staff only with the second factor that staff need. */
async function findViewer(
  { db, config }: SignInDeps,
  id: string,
  session: Request['session'],
): Promise<Express.User | undefined> {
  const user = await findSignedIn(db, id)
  const brought = session.broughtSecondFactor === true
  if (user !== undefined && isStaff(user.roles) && session.signedIn?.staff === false) {
    // Given a role since they signed in: a code they have was not asked for, and the time they may idle is shorter now.
    if (nextStep({ ...user, has: await hasSecondFactor(db, id), brought }, config) === 'ask') return undefined
    session.signedIn.staff = true
  }
  // Most people are students, and asked for nothing: their pages cost no further query.
  if (user === undefined || !isStaff(user.roles) || config.staffSecondFactor === 'optional') return user
  const facts = { ...user, has: await hasSecondFactor(db, id), brought }
  return nextStep(facts, config) === 'set-up' ? holdBack(user) : user
}

/** The person whose email and password these are, or undefined. Signs nobody in. */
export function authenticate(
  request: Request,
  credentials: { email: string; password: string },
): Promise<Known | undefined> {
  const authenticator = request.app.get('authenticator') as passport.Authenticator
  // Passport reads the body itself: it must see the checked values, not a space or a NUL that came with them.
  request.body = { ...(request.body as object), ...credentials }
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, user?: Express.User | false | null, known?: Known) => {
      if (error instanceof Error) reject(error)
      else resolve(user ? known : undefined)
    }
    ;(authenticator.authenticate('local', settle) as (...given: unknown[]) => void)(request, {}, settle)
  })
}

/**
 * Begins a new session for the person; Passport changes its identifier, so that one planted before is worth nothing.
 * The browser is marked as one where they have signed in. False, and the session is over, when what they came in with
 * was taken away in that moment: whoever takes it away ends the sessions there are, and may have come before this one.
 */
export async function beginSession(
  request: Request,
  user: Express.User,
  means: SignInMeans,
  stillOpens?: StillOpens,
): Promise<boolean> {
  await new Promise<void>((resolve, reject) => {
    request.login(user, (error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
  const browser = browserInWords(request.get('user-agent'))
  const { db, clock, log } = request.app.get('sign-in') as SignInDeps
  request.session.signedIn = { means, browser, staff: isStaff(user.roles), at: clock().getTime() }
  await saved(request)
  if (stillOpens !== undefined && !(await goesOn(db, stillOpens, () => endSession(request)))) return false
  log.info({ means }, 'somebody signed in')
  await updateLastSeen(db, user.id, clock())
  rememberDevice(request, user)
  return true
}

const deviceCookie = 'known-device'

function rememberDevice(request: Request, user: Express.User): void {
  const { secret, clock } = request.app.get('sign-in') as SignInDeps
  const mark = markDevice(secret, user.id, readCookie(request, deviceCookie), clock())
  if (request.res !== undefined) keepCookie(request.res, deviceCookie, mark, markDays)
}

/** The tries that one attempt to sign in with this email takes. */
export function signInTriesOf(request: Request, email: string): Promise<Try[]> {
  const deps = request.app.get('sign-in') as SignInDeps
  const address = request.ip ?? ''
  return signInTries(deps, { email, address, deviceCookie: readCookie(request, deviceCookie) })
}

/** Whether this browser carries the mark of one where the person has signed in. */
export function isOwnBrowser(request: Request, personId: string): boolean {
  const { secret, clock } = request.app.get('sign-in') as SignInDeps
  return knownDevice(secret, personId, readCookie(request, deviceCookie), clock()) !== undefined
}

export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logout((error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
}

export interface HowSignedIn {
  means?: SignInMeans
  /** The mark of the password they typed. */
  password?: string
  /** Single sign-on has asked them for a second factor: we need not. */
  broughtSecondFactor?: boolean
  /** Told on the page they come to, unless they are asked for their second factor first. */
  notice?: Notice
}

/**
 * What follows when somebody has shown who they are, by whatever means: they are asked for their second factor, or
 * their session begins and they go on, to `next` or to where their day begins.
 */
export async function completeSignIn(
  request: Request,
  response: Response,
  user: Express.User,
  next: string | undefined,
  how: HowSignedIn = {},
): Promise<void> {
  const { db, config, clock } = request.app.get('sign-in') as SignInDeps
  const brought = how.broughtSecondFactor === true
  const stepFor = (has: boolean) => nextStep({ ...user, has, brought }, config)
  const step = stepFor(await hasSecondFactor(db, user.id))
  if (step === 'ask') {
    const until = clock().getTime() + pendingMinutes * 60_000
    const { means = 'password', password } = how
    await beginPending(request, { personId: user.id, means, password, until, next })
    response.redirect(303, paths.signInCode())
    return
  }
  const password = byPassword(user.id, how.password)
  const opens = stepFor(true) === 'ask' ? withoutCode(user.id, password) : password
  if (!(await beginSession(request, user, how.means ?? 'password', opens))) {
    response.redirect(303, signInAgain(returnTo(next, paths.account()), 'yes'))
    return
  }
  if (brought) request.session.broughtSecondFactor = true
  if (how.notice !== undefined) request.session.notice = how.notice
  await saved(request)
  const goal = await goalOf(request, user, next)
  const setUp = `${paths.secondFactor()}?next=${encodeURIComponent(goal)}`
  response.redirect(303, step === 'set-up' ? setUp : goal)
}

/** Ends the waiting for a code: the session of the person begins, under yet another identifier. Where they go. */
export async function completePending(
  request: Request,
  user: Express.User,
  pending: PendingSignIn,
): Promise<string> {
  if (!(await beginSession(request, user, pending.means, byPassword(user.id, pending.password))))
    return signInAgain(returnTo(pending.next, paths.account()), 'yes')
  return goalOf(request, user, pending.next)
}

const pendingMinutes = 10

/** A new session that holds nothing but who it is that has to type a code. To every guard they are a visitor. */
async function beginPending(request: Request, pending: PendingSignIn): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error: unknown) => (error instanceof Error ? reject(error) : resolve()))
  })
  request.session.pendingSignIn = pending
  await saved(request)
}

/** Whoever has to type a code in this session still; undefined when nobody has, or they took too long. */
export function findPending(request: Request): PendingSignIn | undefined {
  const { clock } = request.app.get('sign-in') as SignInDeps
  const { pendingSignIn } = request.session
  return pendingSignIn !== undefined && pendingSignIn.until > clock().getTime() ? pendingSignIn : undefined
}

/** Where they go on to: by way of what has changed in what they agreed to, if anything has. */
async function goalOf(request: Request, user: Express.User, next: string | undefined): Promise<string> {
  const { db, clock } = request.app.get('sign-in') as SignInDeps
  const wanted = returnTo(next, startPage(user))
  const goal = (await hasToSend(request, user)) ? withNext(paths.unsent(), wanted) : wanted
  if (!user.roles.includes('student')) return goal
  return (await listToRead(db, user.id, clock())).length > 0 ? againAddress(goal) : goal
}

async function hasToSend(request: Request, user: Express.User): Promise<boolean> {
  const unsent = await readUnsent(request.app.get('sign-in') as SignInDeps, user.id)
  return unsent?.sentAt === null
}

/** Where their day begins. */
export function startPage(user: Express.User): string {
  if (user.roles.includes('administrator')) return paths.admin()
  if (user.roles.includes('trainer')) return paths.trainer()
  if (user.roles.includes('personal-tutor')) return paths.followUps()
  if (user.roles.includes('auditor')) return paths.adminAuditTrail()
  return user.roles.includes('student') ? paths.myCourses() : paths.courses()
}
