import type { Request, Response } from 'express'
import type passport from 'passport'
import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { nextOf, withNext } from '../../web/next-page.ts'
import { found } from '../../web/problems.ts'
import { returnTo } from '../../web/return-to.ts'
import { get, type Route } from '../../web/route.ts'
import { type AwayToSignOn, saved } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { isStaff } from '../second-factor/rules.ts'
import { completeSignIn } from '../sign-in.ts'
import { connectPage, refusedPage } from './pages.ts'
import { hasIdentity } from './queries.ts'
import {
  type SignOnInfo,
  type SignOnRefusal,
  type SingleSignOnStrategy,
  strategyName,
  strategySetting,
} from './strategy.ts'

const minutesAway = 15

/** Signing in with the account of one's work. Where it is not set up, none of this is there. */
export function singleSignOnRoutes({ db, config, clock, log }: Deps): Route<Permission>[] {
  const set = (): SingleSignOnSettings => found(config.singleSignOn)
  return [
    get(paths.singleSignOn, 'anyone', async (request, response) => {
      set()
      if (isFromElsewhere(request)) return response.redirect(303, whereToPress(request))
      const strategy = request.app.get(strategySetting) as SingleSignOnStrategy
      const begun = await (await strategy.getProvider()).begin()
      if (!begun.ok) {
        log.warn({ error: begun.error }, 'the provider of single sign-on cannot be reached')
        return refuse(response, 'provider-down')
      }
      request.session.awayToSignOn = { ...begun.kept, ...wishesOf(request, clock()) }
      await saved(request)
      response.redirect(303, begun.url)
    }),

    get(paths.singleSignOnReturn, 'anyone', async (request, response) => {
      set()
      response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
      const away = awayOf(request)
      const came = await comeBack(request, away)
      if (came.user === undefined) {
        await saved(request)
        return refuse(response, came.reason)
      }
      const { broughtSecondFactor } = came
      await completeSignIn(request, response, came.user, away?.next, {
        means: 'single-sign-on',
        broughtSecondFactor,
      })
    }),

    get(paths.singleSignOnLink, 'use-own-account', async (request, response) => {
      const { name } = set()
      const { id, roles, heldBack = [] } = signedIn(request)
      const staff = isStaff([...roles, ...heldBack])
      response.render('accounts/single-sign-on/connect', connectPage(name, await hasIdentity(db, id), staff))
    }),
  ]

  function refuse(response: Response, reason: SignOnRefusal): void {
    const { status, ...page } = refusedPage(reason, set().name)
    response.status(status).set('Cache-Control', 'no-store').render('accounts/single-sign-on/refused', page)
  }
}

/** Another site must not sign anybody in, or connect their account, unasked: the press is on a page of ours. */
function isFromElsewhere(request: Request): boolean {
  return ['cross-site', 'same-site'].includes(request.get('sec-fetch-site') ?? '')
}

function whereToPress(request: Request): string {
  return request.query.connect === 'yes'
    ? paths.singleSignOnLink()
    : withNext(paths.signIn(), nextOf(request))
}

function wishesOf(request: Request, now: Date): Pick<AwayToSignOn, 'until' | 'next' | 'connect'> {
  const next = returnTo(request.query.next, '')
  const connects = request.query.connect === 'yes' && request.user !== undefined
  return {
    until: now.getTime() + minutesAway * 60_000,
    ...(next === '' ? {} : { next }),
    ...(connects ? { connect: request.user?.id ?? '' } : {}),
  }
}

/** What the session kept, which is good for one return. A wish to connect dies with the sign-in it was made in. */
function awayOf(request: Request): AwayToSignOn | undefined {
  const { awayToSignOn } = request.session
  delete request.session.awayToSignOn
  const { connect } = awayToSignOn ?? {}
  return connect === undefined || connect === request.user?.id ? awayToSignOn : undefined
}

type Came = { user: Express.User; broughtSecondFactor: boolean } | { user: undefined; reason: SignOnRefusal }

/** Who came back, as Passport finds. Signs nobody in. */
function comeBack(request: Request, away: AwayToSignOn | undefined): Promise<Came> {
  const authenticator = request.app.get('authenticator') as passport.Authenticator
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, user?: Express.User | false | null, info?: SignOnInfo) => {
      if (error instanceof Error) reject(error)
      else resolve(cameFrom(user, info))
    }
    const options = away === undefined ? {} : { away }
    const ask = authenticator.authenticate(
      strategyName,
      options as passport.AuthenticateOptions,
      settle as passport.AuthenticateCallback,
    ) as (...given: unknown[]) => void
    ask(request, {}, settle)
  })
}

function cameFrom(user: Express.User | false | null | undefined, info: SignOnInfo | undefined): Came {
  if (user && info && 'broughtSecondFactor' in info)
    return { user, broughtSecondFactor: info.broughtSecondFactor }
  return { user: undefined, reason: info && 'reason' in info ? info.reason : 'begin-again' }
}
