import type { Express, RequestHandler } from 'express'
import helmet from 'helmet'
import { BadRequest } from './problems.ts'

/** Headers that hold for every answer. */
export function secure(app: Express, options: { production: boolean; trustProxy: number }): void {
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustProxy)
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      strictTransportSecurity: options.production,
      // A page's address may hold what a person searched for; no other site needs to know it.
      referrerPolicy: { policy: 'same-origin' },
    }),
  )
}

/** PostgreSQL text holds no NUL, and no page of ours has an address with a control character in it. */
export const refuseControlCharacters: RequestHandler = (request, _response, next) => {
  if (/%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(request.url)) throw new BadRequest()
  next()
}
