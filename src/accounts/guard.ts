import type { Request, RequestHandler } from 'express'
import { paths } from '../paths.ts'
import { withNext } from '../web/next-page.ts'
import { Forbidden } from '../web/problems.ts'
import { isOwnForm } from '../web/session.ts'
import { signedOutHome, signInAgain } from '../web/signed-out.ts'
import type { Deps } from '../web/deps.ts'
import { firstPressLed } from './first-press.ts'
import { decideAccess, type Permission } from './rules.ts'
import { countingRoles, waitsForSecondFactor } from './second-factor/rules.ts'
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
