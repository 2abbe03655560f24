import type { Request, RequestHandler } from 'express'
import { paths } from '../paths.ts'
import { Forbidden } from '../web/problems.ts'
import { signedOutHome, signInAgain } from '../web/signed-out.ts'
import { decideAccess, type Permission } from './rules.ts'

/** Lets a request through, sends a visitor to sign in and back again, or refuses the wrong role. */
export function guard(permission: Permission): RequestHandler {
  return (request, response, next) => {
    const access = decideAccess(permission, request.user?.roles)
    // Before the check of the form, which cannot be ours any more: there is nothing left to sign out of.
    if (request.user === undefined && isSigningOut(request)) {
      response.redirect(303, signedOutHome)
    } else if (access.ok) {
      if (permission !== 'anyone') response.set('Cache-Control', 'no-store')
      next()
    } else if (access.reason === 'sign-in-first') {
      response.redirect(303, signInFor(request))
    } else {
      throw new Forbidden()
    }
  }
}

function isSigningOut({ method, path }: Request): boolean {
  return method === 'POST' && path === paths.signOut()
}

function signInFor(request: Request): string {
  if (request.method === 'POST') return signInAgain(pageOfForm(request))
  return `${paths.signIn()}?next=${encodeURIComponent(request.originalUrl)}`
}

// A form cannot be sent again after signing in, so the person returns to the page that held it.
function pageOfForm(request: Request): string {
  if (request.path.startsWith(paths.admin())) return paths.admin()
  if (request.path.startsWith(paths.account())) return paths.account()
  const enrolling = /^\/runs\/[^/]+/.exec(request.path)
  return enrolling?.[0] ?? paths.myCourses()
}
