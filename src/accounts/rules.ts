import type { Role } from '../database/schema.ts'

/** What a person may do. Each route of the product names exactly one of these. */
export type Permission =
  | 'anyone'
  | 'use-own-account'
  | 'take-part'
  | 'teach'
  | 'follow-up'
  | 'run-the-college'
  | 'audit'
  | 'have-second-factor'

/** The one table of who may do what. Roles stack: a person may do what any of their roles may. */
export const permitted: Record<Exclude<Permission, 'anyone'>, readonly Role[]> = {
  'use-own-account': ['student', 'trainer', 'personal-tutor', 'administrator', 'auditor'],
  'take-part': ['student'],
  'have-second-factor': ['trainer', 'personal-tutor', 'administrator', 'auditor'],
  teach: ['trainer'],
  /** To call whoever missed a class, and note what came of it. */
  'follow-up': ['personal-tutor', 'administrator'],
  'run-the-college': ['administrator'],
  /** To see what was done, how many take part, and who may do what. Changes nothing. */
  audit: ['administrator', 'auditor'],
}

/** Decides for a person's roles, or for nobody signed in (`undefined`). */
export function decideAccess(
  permission: Permission,
  roles: readonly Role[] | undefined,
): { ok: true } | { ok: false; reason: 'sign-in-first' | 'wrong-role' } {
  if (permission === 'anyone') return { ok: true }
  if (roles === undefined) return { ok: false, reason: 'sign-in-first' }
  return roles.some((role) => permitted[permission].includes(role))
    ? { ok: true }
    : { ok: false, reason: 'wrong-role' }
}
