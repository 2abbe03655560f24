// The conversation with the provider: OpenID Connect, authorization code flow with PKCE, state and nonce. Loaded only
// where single sign-on is set up.
import * as oidc from 'openid-client'
import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import { type Claims, readClaims } from './claims.ts'

/** What the browser's session keeps from going to the provider until coming back. */
export interface Kept {
  verifier: string
  state: string
  nonce: string
}

export type ProviderFault = 'begin-again' | 'refused-there' | 'not-trusted' | 'provider-down'

const patienceSeconds = 10

export class Provider {
  private readonly settings: SingleSignOnSettings
  private readonly returnUrl: string
  private found: Promise<oidc.Configuration> | undefined

  constructor(settings: SingleSignOnSettings, returnUrl: string) {
    this.settings = settings
    this.returnUrl = returnUrl
  }

  /** The provider's own page to send somebody to, and what their session keeps meanwhile. */
  async begin(): Promise<{ ok: true; url: string; kept: Kept } | { ok: false; error: unknown }> {
    try {
      const verifier = oidc.randomPKCECodeVerifier()
      const kept = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() }
      const url = oidc.buildAuthorizationUrl(await this.configuration(), {
        redirect_uri: this.returnUrl,
        scope: this.settings.scope,
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { ok: true, url: url.href, kept }
    } catch (error) {
      return { ok: false, error }
    }
  }

  /** Who came back, from the address they came back to (its part after the ?). */
  async finish(
    query: string,
    kept: Kept,
  ): Promise<{ ok: true; claims: Claims } | { ok: false; reason: ProviderFault; error?: unknown }> {
    const back = new URL(`${this.returnUrl}${query}`)
    if (!answers(back.searchParams, kept)) return { ok: false, reason: 'begin-again' }
    try {
      const configuration = await this.configuration()
      const tokens = await oidc.authorizationCodeGrant(configuration, back, {
        pkceCodeVerifier: kept.verifier,
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        idTokenExpected: true,
      })
      const token = tokens.claims()
      if (token === undefined) return { ok: false, reason: 'not-trusted' }
      const asksMore = configuration.serverMetadata().userinfo_endpoint !== undefined
      const more = asksMore
        ? await oidc.fetchUserInfo(configuration, tokens.access_token, token.sub)
        : undefined
      return { ok: true, claims: readClaims(token, { ...more }, this.settings) }
    } catch (error) {
      return { ok: false, reason: faultOf(error), error }
    }
  }

  /** What the provider says of itself; asked for once, and again when it could not be had. */
  private configuration(): Promise<oidc.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined
      throw error
    })
    return this.found
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    // That http is for this computer only was checked with the settings; the library warns of its own function.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []
    const timeout = patienceSeconds
    const asked = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute,
      timeout,
    })
    const metadata = asked.serverMetadata()
    // What is not said is client_secret_basic (OpenID Connect Discovery 1.0, 3).
    const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = ways.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost
    const configuration = new oidc.Configuration(metadata, clientId, clientSecret, way(clientSecret))
    configuration.timeout = timeout
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (execute.length > 0) oidc.allowInsecureRequests(configuration)
    // The ID token came straight from the provider; its signature is checked all the same.
    oidc.enableNonRepudiationChecks(configuration)
    return configuration
  }
}

/** Whether this is an answer at all, and to the question this browser asked: another's is worth nothing here. */
function answers(parameters: URLSearchParams, { state }: Kept): boolean {
  return parameters.get('state') === state && (parameters.has('code') || parameters.has('error'))
}

/** Codes of the library for an answer that is there, but is not what was asked for. */
const untrusted = [
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_INVALID_RESPONSE',
]

function faultOf(error: unknown): ProviderFault {
  if (error instanceof oidc.AuthorizationResponseError)
    return ['access_denied', 'consent_required', 'interaction_required'].includes(error.error)
      ? 'refused-there'
      : 'begin-again'
  // The code is used, too old, or another client's (RFC 6749, 5.2).
  if (error instanceof oidc.ResponseBodyError)
    return error.error === 'invalid_grant' ? 'begin-again' : 'provider-down'
  if (!(error instanceof oidc.ClientError)) return 'provider-down'
  return untrusted.includes(error.code ?? '') ? 'not-trusted' : 'provider-down'
}
