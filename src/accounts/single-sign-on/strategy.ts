import passport from 'passport'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import type { AwayToSignOn } from '../../web/session.ts'
import { findSignedIn } from '../queries.ts'
import { type CameIn, comeIn, type ComingRefusal } from './come-in.ts'
import type { Claims } from './claims.ts'
import type { Provider, ProviderFault } from './provider.ts'

export type SignOnRefusal = ProviderFault | ComingRefusal

/** What Passport hands on beside the person, or instead of them. */
export type SignOnInfo = { broughtSecondFactor: boolean } | { reason: SignOnRefusal }

export const strategyName = 'single-sign-on'

/** What the app keeps the strategy under, for those who begin. */
export const strategySetting = 'single-sign-on'

type StrategyDeps = Pick<Deps, 'db' | 'config' | 'clock' | 'log'>

/** Signs in whoever comes back from the provider, with what their session kept meanwhile. */
export class SingleSignOnStrategy extends passport.Strategy {
  override name = strategyName
  private readonly deps: StrategyDeps
  private provider: Promise<Provider> | undefined

  constructor(deps: StrategyDeps) {
    super()
    this.deps = deps
  }

  /** The library is loaded when the first person asks for it. Throws where single sign-on is not set up. */
  getProvider(): Promise<Provider> {
    const { singleSignOn, baseUrl } = this.deps.config
    if (singleSignOn === undefined) throw new Error('Single sign-on is not set up')
    const returnUrl = baseUrl + paths.singleSignOnReturn()
    this.provider ??= import('./provider.ts').then(({ Provider }) => new Provider(singleSignOn, returnUrl))
    return this.provider
  }

  override authenticate(
    request: Parameters<passport.Strategy['authenticate']>[0],
    options?: { away?: AwayToSignOn },
  ): void {
    this.whoCameBack(request, options?.away).then(
      ({ user, info }) => (user === undefined ? this.fail(info as object) : this.success(user, info)),
      (error: unknown) => this.error(error),
    )
  }

  private async whoCameBack(
    { originalUrl: address, sessionID: sid }: Parameters<passport.Strategy['authenticate']>[0],
    away: AwayToSignOn | undefined,
  ): Promise<{ user?: Express.User; info: SignOnInfo }> {
    const { db, clock, log } = this.deps
    if (away === undefined || away.until < clock().getTime()) return { info: { reason: 'begin-again' } }
    const provider = await this.getProvider()
    const finished = await provider.finish(address.replace(/^[^?]*/, ''), away)
    if (!finished.ok) {
      log.warn({ error: finished.error, reason: finished.reason }, 'a single sign-on did not succeed')
      return { info: { reason: finished.reason } }
    }
    const { claims } = finished
    const came = await this.bringIn(
      claims,
      away.connect === undefined ? undefined : { personId: away.connect, sid },
    )
    if (!came.ok) return { info: { reason: came.reason } }
    const user = await findSignedIn(db, came.personId)
    return user === undefined
      ? { info: { reason: 'no-role' } }
      : { user, info: { broughtSecondFactor: claims.broughtSecondFactor } }
  }

  private async bringIn(
    claims: Claims,
    connect: { personId: string; sid: string } | undefined,
  ): Promise<CameIn | { ok: false; reason: 'begin-again' }> {
    const { db, clock, config } = this.deps
    const mapping = config.singleSignOn?.roles ?? []
    try {
      const visit = { claims, mapping, settings: config, connect }
      return await inTransaction(db, (tx) => comeIn(tx, visit, clock()))
    } catch (error) {
      // Somebody registered with this email at the same moment: the next try finds them.
      if (isViolationOf('person_email_key', error)) return { ok: false, reason: 'begin-again' }
      throw error
    }
  }
}

/** Adds single sign-on to the ways Passport knows, where it is set up; pages learn its name. */
export function useSingleSignOn(
  app: { set(name: string, value: unknown): unknown; locals: object },
  authenticator: passport.Authenticator,
  deps: StrategyDeps,
): void {
  const { singleSignOn } = deps.config
  if (singleSignOn === undefined) return
  const strategy = new SingleSignOnStrategy(deps)
  authenticator.use(strategy)
  app.set(strategySetting, strategy)
  const text = `Sign in with ${singleSignOn.name}`
  Object.assign(app.locals, { singleSignOn: { text, connectHref: paths.singleSignOnLink() } })
}
