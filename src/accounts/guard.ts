import type { Request, RequestHandler } from 'express'
import { paths } from '../paths.ts'
import { nextOf, withNext } from '../web/next-page.ts'
import { Forbidden } from '../web/problems.ts'
import { isOwnForm } from '../web/session.ts'
import { signedOutHome, signInAgain } from '../web/signed-out.ts'
import type { Deps } from '../web/deps.ts'
import { isOfThePerson, type Pressed } from './first-press.ts'
import { decideAccess, type Permission } from './rules.ts'
import { countingRoles, waitsForSecondFactor } from './second-factor/rules.ts'
import { findPending, startPage } from './sign-in.ts'
import { keepUnsent } from './unsent/keep-unsent.ts'

/** Lets a request through, sends a visitor to sign in and back again, or refuses the wrong role. */
export function guard(permission: Permission): RequestHandler {
  return async function guarded(request, response, next) {
    const access = decideAccess(permission, countingRoles(permission, request.user))
    // Before the check of the form, which cannot be ours any more: there is nothing left to sign out of.
    if (request.user === undefined && isSigningOut(request)) {
      response.redirect(303, signedOutHome)
    } else if (access.ok) {
      if (permission !== 'anyone') response.set('Cache-Control', 'no-store')
      const on = isOfAnotherSession(request) ? await ledOn(request) : undefined
      if (on === undefined) next()
      else response.redirect(303, on)
    } else if (access.reason === 'sign-in-first') {
      response.redirect(303, await signInFor(request))
    } else if (request.user !== undefined && waitsForSecondFactor(permission, request.user)) {
      response.redirect(303, `${paths.secondFactor()}?next=${encodeURIComponent(pageOf(request))}`)
    } else {
      throw new Forbidden()
    }
  }
}

function isSigningOut({ method, path }: Request): boolean {
  return method === 'POST' && path === paths.signOut()
}

/** How long after a sign-in a second press is taken for one. */
const moment = 60_000

const signingIn = [paths.signIn(), paths.register(), paths.passwordNew({ token: '' })]

/**
 * Whoever presses a button twice that signs them in has another session by then than the page they press it on: they go
 * on to where the first press led. Not whoever shows another address, link or code: they would write into the account of
 * somebody else.
 */
async function firstPressLed(request: Request): Promise<string | undefined> {
  if (request.method !== 'POST' || !signingIn.some((start) => request.path.startsWith(start)))
    return undefined
  const { clock, db } = request.app.get('sign-in') as Deps
  const since = new Date(clock().getTime() - moment)
  const here = whereTheyAre(request, since)
  if (here === undefined || !(await isOfThePerson(db, pressedIn(request), here.personId, since)))
    return undefined
  return here.ledTo
}

/** Who has just signed in here, or has to type a code yet, and where that led. */
function whereTheyAre(request: Request, since: Date): { personId: string; ledTo: string } | undefined {
  const { user, session } = request
  if (user === undefined) {
    const pending = findPending(request)
    return pending && { personId: pending.personId, ledTo: paths.signInCode() }
  }
  const wasNow = (session.signedIn?.at ?? 0) > since.getTime()
  return wasNow ? { personId: user.id, ledTo: nextOf(request) ?? startPage(user) } : undefined
}

function pressedIn({ path, params: { token }, body }: Request): Pressed {
  return { path, token: typeof token === 'string' ? token : undefined, body: body as unknown }
}

async function signInFor(request: Request): Promise<string> {
  if (request.method === 'POST')
    return signInAgain(pageOfForm(request), (await keep(request)) === undefined ? 'yes' : 'kept')
  return `${paths.signIn()}?next=${encodeURIComponent(pageOf(request))}`
}

/** Where a form leads that stands in a page of another session than this one; undefined where it is refused. */
async function ledOn(request: Request): Promise<string | undefined> {
  return (await firstPressLed(request)) ?? (await unsentKept(request))
}

/**
 * Where a form leads from before they signed in again, in another tab, if it is kept: its page cannot be loaded anew
 * without losing it.
 */
async function unsentKept(request: Request): Promise<string | undefined> {
  if (request.user === undefined || request.method !== 'POST') return undefined
  const kept = (await keep(request)) !== undefined
  return kept ? withNext(paths.unsent(), pageOfForm(request)) : undefined
}

function isOfAnotherSession(request: Request): boolean {
  const { _csrf: mark = '' } = (request.body ?? {}) as { _csrf?: unknown }
  return mark !== '' && !isOwnForm(request)
}

function keep(request: Request): Promise<string | undefined> {
  const { originalUrl: address, body } = request as { originalUrl: string; body: unknown }
  return keepUnsent(request.app.get('sign-in') as Deps, { address, body, userId: request.user?.id })
}

function pageOf(request: Request): string {
  return request.method === 'POST' ? pageOfForm(request) : request.originalUrl
}

// A form cannot be sent again after signing in, so the person returns to the page that held it.
function pageOfForm(request: Request): string {
  if (request.path.startsWith(paths.admin())) return paths.admin()
  if (request.path.startsWith(paths.account())) return paths.account()
  if (request.path.startsWith(paths.followUps())) return paths.followUps()
  const enrolling = /^\/runs\/[^/]+/.exec(request.path)
  return enrolling?.[0] ?? paths.myCourses()
}
