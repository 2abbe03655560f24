import type { Role } from '../../database/schema.ts'
import { decideAccess, type Permission } from '../rules.ts'

export const staffRoles = ['trainer', 'personal-tutor', 'administrator', 'auditor'] as const satisfies Role[]

export function isStaff(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'student')
}

export interface SecondFactorSettings {
  staffSecondFactor: 'required' | 'optional'
  demo: boolean
}

interface Facts {
  roles: readonly Role[]
  email: string | null
  /** Whether they have set one up. */
  has: boolean
  /** Whether single sign-on says that it has asked for one. */
  brought: boolean
}

/** What somebody who has shown who they are has to do still: type a code, set codes up, or nothing. */
export function nextStep(facts: Facts, settings: SecondFactorSettings): 'ask' | 'set-up' | 'none' {
  if (!isStaff(facts.roles) || facts.brought || isDemoAccount(facts.email, settings)) return 'none'
  if (facts.has) return 'ask'
  return settings.staffSecondFactor === 'required' ? 'set-up' : 'none'
}

/** Their passwords are public: whoever set codes up on one would keep everybody else out. */
export function isDemoAccount(email: string | null, { demo }: Pick<SecondFactorSettings, 'demo'>): boolean {
  return demo && email?.endsWith('@demo.example') === true
}

interface Viewer {
  roles: readonly Role[]
  heldBack?: readonly Role[]
}

/** Somebody without the second factor they need keeps what is theirs as a student; the rest is held back. */
export function holdBack<User extends Viewer>(user: User): User & { roles: Role[]; heldBack: Role[] } {
  const of = (staff: boolean) => user.roles.filter((role) => (role !== 'student') === staff)
  return { ...user, roles: of(false), heldBack: of(true) }
}

/** Their own pages stay open to them, among them the one where they set it up. */
const openBefore: readonly Permission[] = ['use-own-account', 'have-second-factor']

/** The roles that count for a permission. */
export function countingRoles(permission: Permission, user: Viewer | undefined): readonly Role[] | undefined {
  if (user === undefined || !openBefore.includes(permission)) return user?.roles
  return [...user.roles, ...(user.heldBack ?? [])]
}

/** True when all that is missing is a second factor. */
export function waitsForSecondFactor(permission: Permission, { roles, heldBack = [] }: Viewer): boolean {
  return heldBack.length > 0 && decideAccess(permission, [...roles, ...heldBack]).ok
}
