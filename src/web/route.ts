import type { Express, Request, RequestHandler, Response } from 'express'
import { NotFound } from './problems.ts'
import type { Upload } from './uploads.ts'

type Handler = (request: Request, response: Response) => void | Promise<void>

/** One URL and method, with the permission it needs. There is no other way to answer a request. */
export interface Route<Permission extends string = string> {
  method: 'get' | 'post'
  pattern: string
  may: Permission
  handle: Handler
  /** What files its form brings. */
  upload?: Upload
}

export function get<Permission extends string>(
  to: { pattern: string },
  may: Permission,
  handle: Handler,
): Route<Permission> {
  return { method: 'get', pattern: to.pattern, may, handle }
}

export function post<Permission extends string>(
  to: { pattern: string },
  may: Permission,
  handle: Handler,
): Route<Permission> {
  return { method: 'post', pattern: to.pattern, may, handle }
}

/** A form that brings files: read them with `filesOf`. */
export function postFiles<Permission extends string>(
  to: { pattern: string },
  may: Permission,
  upload: Upload,
  handle: Handler,
): Route<Permission> {
  return { ...post(to, may, handle), upload }
}

interface Gates<Permission extends string> {
  /** Lets a request through, sends it to sign in, or refuses it. */
  guard: (permission: Permission) => RequestHandler
  /** Refuses a form that did not come from one of our pages. */
  ownForm: RequestHandler
  /** The same for a form with files, before any file is taken. */
  ownFiles: (upload: Upload) => RequestHandler
}

/** Mounts every route behind its guard, and every form behind the check that it is ours. */
export function mount<Permission extends string>(
  app: Express,
  routes: Route<Permission>[],
  gates: Gates<Permission>,
): void {
  for (const { method, pattern, may, handle, upload } of routes) {
    const own = upload === undefined ? gates.ownForm : gates.ownFiles(upload)
    const form = method === 'post' ? [own] : []
    app[method](pattern, requireUuid, gates.guard(may), ...form, (request, response) =>
      handle(request, response),
    )
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// Every :id of ours is a UUID; anything else names nothing, and must not reach the database.
const requireUuid: RequestHandler = (request, _response, next) => {
  const { id } = request.params
  if (id !== undefined && !(typeof id === 'string' && uuid.test(id))) throw new NotFound()
  next()
}

/** A parameter of the route's pattern. */
export function parameter(request: Request, name: string): string {
  const value = request.params[name]
  if (typeof value !== 'string') throw new Error(`${request.path} has no parameter ${name}`)
  return value
}

/**
 * What a log may say of a request: its method and the pattern of its route. The address itself may be a key, or hold
 * what somebody searched for.
 */
export function routeOf({ method, route }: Request): string {
  const { path } = (route ?? {}) as { path?: unknown }
  return `${method} ${typeof path === 'string' ? path : 'before any route'}`
}
