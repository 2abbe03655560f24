// The settings of single sign-on (OpenID Connect), and of the second factor it may bring.
import type { Role } from '../database/schema.ts'

export interface SingleSignOnSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** As people know it: "Sign in with …". */
  name: string
  scope: string
  rolesClaim: string
  /** What the claim says, and the role it stands for here. A role that is not named is left alone. */
  roles: { claim: string; role: StaffRole }[]
  /** When the provider counts as having asked for a second factor. */
  secondFactor: 'when-said' | 'always' | 'never'
}

type StaffRole = Exclude<Role, 'student'>
const staffRoles: readonly StaffRole[] = ['trainer', 'personal-tutor', 'administrator', 'auditor']

type Given = Record<string, string | undefined>
type Name =
  `OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'NAME' | 'SCOPE' | 'ROLES_CLAIM' | 'ROLES' | 'SECOND_FACTOR'}`

/** Undefined when single sign-on is not set up. The settings have been found to be right by `singleSignOnFaults`. */
export function singleSignOnFrom(
  given: Partial<Record<Name, string | undefined>>,
): SingleSignOnSettings | undefined {
  if (given.OIDC_ISSUER === undefined) return undefined
  return {
    issuer: given.OIDC_ISSUER,
    clientId: given.OIDC_CLIENT_ID ?? '',
    clientSecret: given.OIDC_CLIENT_SECRET ?? '',
    name: given.OIDC_NAME ?? 'your work account',
    scope: given.OIDC_SCOPE ?? 'openid email profile',
    rolesClaim: given.OIDC_ROLES_CLAIM ?? 'groups',
    roles: readRoles(given.OIDC_ROLES).roles,
    secondFactor: readSecondFactor(given.OIDC_SECOND_FACTOR),
  }
}

/** All that is wrong with them, each in words that begin with the setting's name. */
export function singleSignOnFaults(given: Given): string[] {
  const names = Object.keys(given).filter((name) => name.startsWith('OIDC_'))
  if (names.length === 0) return []
  const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES']
  const missing = needed.filter((name) => given[name] === undefined)
  return [
    ...missing.map((name) => `${name} is needed for single sign-on, since ${names[0] ?? ''} is set`),
    ...issuerFaults(given),
    ...readRoles(given.OIDC_ROLES).faults,
    ...(given.OIDC_SCOPE?.split(/\s+/).includes('openid') === false
      ? ['OIDC_SCOPE must contain the word openid']
      : []),
  ]
}

function issuerFaults({ OIDC_ISSUER: issuer, NODE_ENV }: Given): string[] {
  if (issuer === undefined) return []
  if (!URL.canParse(issuer)) return ['OIDC_ISSUER must be a URL that begins with https://']
  const { protocol, hostname, search, hash, username } = new URL(issuer)
  if (search !== '' || hash !== '' || username !== '')
    return ['OIDC_ISSUER must be a URL without ?, # and name']
  if (protocol === 'https:') return []
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'http:' && local && NODE_ENV !== 'production') return []
  return [
    'OIDC_ISSUER must begin with https:// (http:// only for this computer, and not in production): secrets go there',
  ]
}

/** `college-admins=administrator, college-trainers=trainer`. What stands before the last = may hold one itself. */
function readRoles(text = ''): { roles: SingleSignOnSettings['roles']; faults: string[] } {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
  const read = pairs.map((pair) => {
    const [, claim = '', role = ''] = /^(.*\S)\s*=\s*(\S+)$/.exec(pair) ?? []
    return { pair, claim, role: staffRoles.find((known) => known === role) }
  })
  return {
    roles: read.flatMap(({ claim, role }) => (role === undefined ? [] : [{ claim, role }])),
    faults: read
      .filter(({ role }) => role === undefined)
      .map(
        ({ pair }) =>
          `OIDC_ROLES has ${JSON.stringify(pair)}: each pair must be a group=role, the role being one of ${staffRoles.join(', ')}`,
      ),
  }
}

function readSecondFactor(text: string | undefined): SingleSignOnSettings['secondFactor'] {
  return text === 'always' || text === 'never' ? text : 'when-said'
}
