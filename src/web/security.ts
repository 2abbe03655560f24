import type { Express, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Config } from '../config/config.ts'
import { opensMailbox } from '../config/mailbox.ts'
import type { Deps } from './deps.ts'
import { BadRequest, TooManyTries, UnknownForm } from './problems.ts'
import { takeTry } from './throttle.ts'

const twoYears = 2 * 365 * 24 * 60 * 60

/** Headers that hold for every answer. */
export function secure(app: Express, config: Config): void {
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.set('https', config.baseUrl.startsWith('https:'))
  // Somebody's own words in a file for machines are no markup, whatever opens it.
  app.set('json escape', true)
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: whatAPageMayUse(config) },
      strictTransportSecurity: config.production && { maxAge: twoYears, includeSubDomains: true },
      // A page's address may hold what a person searched for; no other site needs to know it.
      referrerPolicy: { policy: 'same-origin' },
    }),
  )
  app.use(refuseFeatures)
}

/** Styles, pictures and forms of ours; no script at all, but where `ownScript` lets one in. The development mailbox alone shows a page within a page. */
function whatAPageMayUse(config: Config) {
  return {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    ...(opensMailbox(config) ? { frameSrc: ["'self'"] } : {}),
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  }
}

const refused = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'publickey-credentials-get',
  'usb',
]

/** No page of ours needs what a browser could be asked for. */
function refuseFeatures(_request: unknown, response: Response, next: () => void): void {
  response.set('Permissions-Policy', refused.map((feature) => `${feature}=()`).join(', '))
  next()
}

/** For the one kind of page that is better with a script: one of our files, which may ask for our pages. */
export function ownScript(response: Response): void {
  const policy = String(response.get('Content-Security-Policy'))
  response.set('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self'`)
}

/** For an answer whose address, or whose words, are a secret: kept nowhere, listed nowhere, named to nobody. */
export function secretPage(response: Response): void {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
}

/** PostgreSQL text holds no NUL, and no page of ours has an address with a control character in it. */
export const refuseControlCharacters: RequestHandler = (request, _response, next) => {
  if (/%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(request.url)) throw new BadRequest()
  next()
}

const shapes = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** Forms of ours are sent in two ways, neither of which another site can script; files only where a route takes them. */
export const refuseUnknownForms: RequestHandler = (request, _response, next) => {
  // False only where there is something to read, in another shape.
  if (request.method === 'POST' && request.is(shapes) === false) throw new UnknownForm()
  next()
}

/** A person may send many forms, and a program in their name not without end. Counted for all web processes together. */
export function slowForms(deps: Deps): RequestHandler {
  const { config, clock } = deps
  return async function slowForms({ method, user }, _response, next) {
    if (method === 'POST' && user !== undefined) {
      const limit = { name: 'form.person', key: user.id, ...config.limits.formPerson }
      const taken = await takeTry(deps, [limit], clock())
      if (!taken.ok) throw new TooManyTries(taken.waitSeconds)
    }
    next()
  }
}
