import type { Request, RequestHandler } from 'express'
import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { nextOf, withNext } from '../web/next-page.ts'
import { Forbidden } from '../web/problems.ts'
import { isOwnForm } from '../web/session.ts'
import { signedOutHome, signInAgain } from '../web/signed-out.ts'
import type { Deps } from '../web/deps.ts'
import { findOwnerById } from './proofs/queries.ts'
import { givenAddress, isSameAddress } from './proofs/rules.ts'
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
      const on = (await firstPressLed(request)) ?? (await unsentKept(request))
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

/**
 * Whoever presses a button twice that signs them in has another session by then than the page they press it on: they go
 * on to where the first press led. Not whoever types another address: they would write into the account of somebody else.
 */
async function firstPressLed(request: Request): Promise<string | undefined> {
  const signsIn = request.method === 'POST' && signingIn.some((start) => request.path.startsWith(start))
  if (!signsIn || !isOfAnotherSession(request)) return undefined
  if (request.user === undefined) return findPending(request) && paths.signInCode()
  const { clock, db } = request.app.get('sign-in') as Deps
  const wasNow = clock().getTime() < (request.session.signedIn?.at ?? 0) + 60_000
  if (!wasNow || !(await typesOwnAddress(db, request.user.id, request.body))) return undefined
  return nextOf(request) ?? startPage(request.user)
}

/** As they gave it: whether it was somebody's already when they registered is not told. */
async function typesOwnAddress(db: Db, personId: string, body: unknown): Promise<boolean> {
  const { email } = body as { email?: unknown }
  const person = await findOwnerById(db, personId)
  return (
    typeof email !== 'string' || (person !== undefined && isSameAddress(givenAddress(person), email.trim()))
  )
}

const signingIn = [paths.signIn(), paths.register(), paths.passwordNew({ token: '' })]

async function signInFor(request: Request): Promise<string> {
  if (request.method === 'POST')
    return signInAgain(pageOfForm(request), (await keep(request)) === undefined ? 'yes' : 'kept')
  return `${paths.signIn()}?next=${encodeURIComponent(pageOf(request))}`
}

/**
 * Where a form leads from before they signed in again, in another tab, if it is kept: its page cannot be loaded anew
 * without losing it.
 */
async function unsentKept(request: Request): Promise<string | undefined> {
  if (request.user === undefined || request.method !== 'POST' || !isOfAnotherSession(request))
    return undefined
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
