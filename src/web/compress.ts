import compression from 'compression'
import type { RequestHandler } from 'express'
import { isStrong } from './etag.ts'

/**
 * Packs answers for browsers that take them packed. One with a strong ETag is left as it is: packed it would be other
 * bytes under the same name. Express gives every answer a weak one unless the answer brought its own.
 */
export function compress(): RequestHandler {
  return compression({
    filter: (request, response) =>
      !isStrong(response.getHeader('ETag')?.toString()) && compression.filter(request, response),
  })
}
