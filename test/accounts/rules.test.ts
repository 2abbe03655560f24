import { decideAccess, type Permission } from '../../src/accounts/rules.ts'
import type { Role } from '../../src/database/schema.ts'

const through = { ok: true }
const wrongRole = { ok: false, reason: 'wrong-role' }
const signInFirst = { ok: false, reason: 'sign-in-first' }

test.each<[Permission, Record<Role, boolean>]>([
  ['anyone', { student: true, trainer: true, 'personal-tutor': true, administrator: true, auditor: true }],
  [
    'use-own-account',
    { student: true, trainer: true, 'personal-tutor': true, administrator: true, auditor: true },
  ],
  [
    'take-part',
    { student: true, trainer: false, 'personal-tutor': false, administrator: false, auditor: false },
  ],
  ['teach', { student: false, trainer: true, 'personal-tutor': false, administrator: false, auditor: false }],
  [
    'run-the-college',
    { student: false, trainer: false, 'personal-tutor': false, administrator: true, auditor: false },
  ],
  ['audit', { student: false, trainer: false, 'personal-tutor': false, administrator: true, auditor: true }],
])('%s is allowed to exactly these roles', (permission, allowed) => {
  for (const [role, may] of Object.entries(allowed) as [Role, boolean][])
    expect([role, decideAccess(permission, [role])]).toEqual([role, may ? through : wrongRole])
})

test('roles stack', () => {
  expect(decideAccess('teach', ['student', 'trainer'])).toEqual(through)
  expect(decideAccess('run-the-college', ['student', 'trainer', 'personal-tutor'])).toEqual(wrongRole)
})

test('nobody signed in is asked to sign in, and somebody without any role may only look', () => {
  expect(decideAccess('take-part', undefined)).toEqual(signInFirst)
  expect(decideAccess('anyone', undefined)).toEqual(through)
  expect(decideAccess('use-own-account', [])).toEqual(wrongRole)
  expect(decideAccess('anyone', [])).toEqual(through)
})
