import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import type { Role } from '../../database/schema.ts'

type Mapping = SingleSignOnSettings['roles']

/** Which roles these words of the provider stand for here. */
export function rolesFor(groups: readonly string[], mapping: Mapping): Role[] {
  return [...new Set(mapping.filter(({ claim }) => groups.includes(claim)).map(({ role }) => role))]
}

/** What to give and what to take, among the roles that the mapping names; every other role is left alone. */
export function changesOfRoles(
  held: readonly Role[],
  groups: readonly string[],
  mapping: Mapping,
): { give: Role[]; take: Role[] } {
  const due = rolesFor(groups, mapping)
  const named = new Set<Role>(mapping.map(({ role }) => role))
  return {
    give: due.filter((role) => !held.includes(role)),
    take: held.filter((role) => named.has(role) && !due.includes(role)),
  }
}

interface Newcomer {
  /** Undefined when the provider has not verified it. */
  email: string | undefined
  /** The roles of whoever has this email here; undefined when nobody has. */
  known: readonly Role[] | undefined
  /** Roles that the claim gives. */
  due: readonly Role[]
}

type NewcomerRefusal = 'email-not-verified' | 'no-role' | 'student-account'

/**
 * What to do with somebody whom the provider knows, and we do not yet. A student's account is never linked by its email
 * alone: whoever registered it may not be who the email belongs to, and would be given the roles of staff.
 */
export function decideNewcomer({
  email,
  known,
  due,
}: Newcomer): { ok: true; how: 'link' | 'add' } | { ok: false; reason: NewcomerRefusal } {
  if (email === undefined) return { ok: false, reason: 'email-not-verified' }
  if (known?.some((role) => role !== 'student') === true) return { ok: true, how: 'link' }
  if (due.length === 0) return { ok: false, reason: 'no-role' }
  return known === undefined ? { ok: true, how: 'add' } : { ok: false, reason: 'student-account' }
}
