import {
  countingRoles,
  holdBack,
  isDemoAccount,
  nextStep,
  waitsForSecondFactor,
} from '../../../src/accounts/second-factor/rules.ts'
import type { Role } from '../../../src/database/schema.ts'

const staff = { roles: ['trainer'] as Role[], email: 'tess@example.org', has: false, brought: false }
const required = { staffSecondFactor: 'required', demo: false } as const
const optional = { staffSecondFactor: 'optional', demo: false } as const

test.each([
  ['a student', { ...staff, roles: ['student'] as Role[] }, required, 'none'],
  ['a student who was staff once', { ...staff, roles: ['student'] as Role[], has: true }, required, 'none'],
  ['staff who have none', staff, required, 'set-up'],
  ['staff who have none, where nobody must', staff, optional, 'none'],
  ['staff who have one', { ...staff, has: true }, required, 'ask'],
  ['staff who have one, where nobody must', { ...staff, has: true }, optional, 'ask'],
  ['staff whose single sign-on asked', { ...staff, has: true, brought: true }, required, 'none'],
  ['a tutor', { ...staff, roles: ['personal-tutor'] as Role[] }, required, 'set-up'],
  ['an auditor', { ...staff, roles: ['auditor'] as Role[] }, required, 'set-up'],
  ['a student who also teaches', { ...staff, roles: ['student', 'trainer'] as Role[] }, required, 'set-up'],
] as const)('%s: the next step is as the setting says', (_, facts, settings, step) => {
  expect(nextStep(facts, settings)).toBe(step)
})

test('accounts of the demonstration are asked for nothing, and only those, and only there', () => {
  const demo = { staffSecondFactor: 'required', demo: true } as const
  const admin = { ...staff, email: 'admin@demo.example' }
  expect(nextStep({ ...admin, has: true }, demo)).toBe('none')
  expect(nextStep(admin, required)).toBe('set-up')
  expect(nextStep(staff, demo)).toBe('set-up')
  expect([isDemoAccount(null, demo), isDemoAccount('x@not-demo.example.org', demo)]).toEqual([false, false])
})

test('what is held back is what a student has not', () => {
  const held = holdBack({ name: 'Tess', roles: ['administrator', 'student', 'trainer'] as Role[] })
  expect(held).toEqual({ name: 'Tess', roles: ['student'], heldBack: ['administrator', 'trainer'] })
  expect(countingRoles('run-the-college', held)).toEqual(['student'])
  expect(countingRoles('take-part', held)).toEqual(['student'])
  expect(countingRoles('have-second-factor', held)).toEqual(['student', 'administrator', 'trainer'])
  expect(countingRoles('use-own-account', undefined)).toBeUndefined()
  expect(waitsForSecondFactor('run-the-college', held)).toBe(true)
  expect(waitsForSecondFactor('audit', { roles: ['student'], heldBack: ['trainer'] })).toBe(false)
  expect(waitsForSecondFactor('run-the-college', { roles: ['student'] })).toBe(false)
})
