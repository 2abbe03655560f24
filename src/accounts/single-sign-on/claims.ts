import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'

/** What the provider says of somebody, checked for its shape and no more. */
export interface Claims {
  issuer: string
  subject: string
  /** Undefined unless the provider says that it has verified it. */
  email: string | undefined
  name: string | undefined
  /** What the claim for roles says, in the provider's words. */
  groups: string[]
  broughtSecondFactor: boolean
}

type Said = Record<string, unknown>

/**
 * Reads an ID token's claims, with those of the userinfo answer, where many providers put email and groups. How somebody
 * signed in (amr, RFC 8176) is taken from the signed token only.
 */
export function readClaims(
  token: Said & { iss: string; sub: string },
  userInfo: Said,
  settings: Pick<SingleSignOnSettings, 'rolesClaim' | 'secondFactor'>,
): Claims {
  const said: Said = { ...userInfo, ...token }
  return {
    issuer: token.iss,
    subject: token.sub,
    email: said.email_verified === true ? text(said.email, 254) : undefined,
    name: text(said.name, 120) ?? text(said.preferred_username, 120),
    groups: texts(claimAt(said, settings.rolesClaim)),
    broughtSecondFactor: secondFactorIn(token, settings.secondFactor),
  }
}

function secondFactorIn(token: Said, counts: SingleSignOnSettings['secondFactor']): boolean {
  return counts === 'always' || (counts === 'when-said' && texts(token.amr).includes('mfa'))
}

/** `groups`, a name with dots in it, or a path such as `realm_access.roles`. */
function claimAt(said: Said, name: string): unknown {
  if (Object.hasOwn(said, name)) return said[name]
  return name
    .split('.')
    .reduce<unknown>(
      (within, part) =>
        typeof within === 'object' && within !== null && Object.hasOwn(within, part)
          ? (within as Said)[part]
          : undefined,
      said,
    )
}

function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one): one is string => typeof one === 'string')
}

function text(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined
  // A NUL or a line's end from outside belongs in no name of ours.
  const plain = value
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most)
  return plain === '' ? undefined : plain
}
