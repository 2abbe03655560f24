import type { Request } from 'express'
import type { Role } from '../database/schema.ts'

/** The person a request speaks for. */
export interface SignedIn {
  id: string
  name: string
  email: string | null
  roles: Role[]
  /** Roles that count for nothing until the person has set up the second factor that staff need. */
  heldBack?: Role[]
}

declare global {
  // Passport's own types name the signed-in person this way.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface User extends SignedIn {}
  }
}

/** The signed-in person. Throws on a route that the guard should have closed: a fault of ours, never of the person. */
export function signedIn(request: Request): SignedIn {
  if (request.user === undefined)
    throw new Error(`${request.path} needs a signed-in person but lets anyone in`)
  return request.user
}
