import type { Request, RequestHandler } from 'express'
import { paths } from '../paths.ts'
import { Forbidden } from '../web/problems.ts'
import { decideAccess, type Permission } from './rules.ts'

/** Lets a request through, sends a visitor to sign in and back again, or refuses the wrong role. */
export function guard(permission: Permission): RequestHandler {
  return (request, response, next) => {
    const access = decideAccess(permission, request.user?.roles)
    if (access.ok) {
      if (permission !== 'anyone') response.set('Cache-Control', 'no-store')
      next()
    } else if (access.reason === 'sign-in-first') {
      response.redirect(303, `${paths.signIn()}?next=${encodeURIComponent(pageOf(request))}`)
    } else {
      throw new Forbidden()
    }
  }
}

// A form cannot be sent again after signing in, so the person returns to the page that held it.
function pageOf(request: Request): string {
  if (request.method !== 'POST') return request.originalUrl
  if (request.path.startsWith(paths.admin())) return paths.admin()
  if (request.path.startsWith(paths.account())) return paths.account()
  const enrolling = /^\/runs\/[^/]+/.exec(request.path)
  return enrolling?.[0] ?? paths.myCourses()
}
