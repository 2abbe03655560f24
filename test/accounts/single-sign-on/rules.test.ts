import { readClaims } from '../../../src/accounts/single-sign-on/claims.ts'
import { changesOfRoles, decideNewcomer } from '../../../src/accounts/single-sign-on/rules.ts'

const mapping = [
  { claim: 'admins', role: 'administrator' as const },
  { claim: 'bosses', role: 'administrator' as const },
  { claim: 'trainers', role: 'trainer' as const },
]

test.each([
  [[], ['admins', 'bosses', 'cooks'], ['administrator'], []],
  [['administrator'], ['bosses'], [], []],
  [['administrator', 'student', 'auditor'], [], [], ['administrator']],
  [['trainer'], ['admins'], ['administrator'], ['trainer']],
  [['personal-tutor'], [], [], []],
] as const)('who holds %j and is of %j is given %j, and %j is taken', (held, groups, give, take) => {
  expect(changesOfRoles(held, groups, mapping)).toEqual({ give, take })
})

test.each([
  [undefined, ['trainer'], ['trainer'], { ok: false, reason: 'email-not-verified' }],
  ['a@b.example', ['trainer'], [], { ok: true, how: 'link' }],
  ['a@b.example', ['student', 'auditor'], [], { ok: true, how: 'link' }],
  ['a@b.example', ['student'], ['trainer'], { ok: false, reason: 'student-account' }],
  ['a@b.example', [], ['trainer'], { ok: false, reason: 'student-account' }],
  ['a@b.example', ['student'], [], { ok: false, reason: 'no-role' }],
  ['a@b.example', undefined, [], { ok: false, reason: 'no-role' }],
  ['a@b.example', undefined, ['trainer'], { ok: true, how: 'add' }],
] as const)('a newcomer with %s, roles %j here and %j there: %j', (email, known, due, decision) => {
  expect(decideNewcomer({ email, known, due })).toEqual(decision)
})

const token = { iss: 'https://login.example', sub: 'tess', amr: ['pwd'] }
const when = { rolesClaim: 'realm_access.roles', secondFactor: 'when-said' } as const

test('what the provider says is read for its shape, and nothing of another shape counts', () => {
  const said = {
    email: 7,
    email_verified: true,
    name: ' Tess\u0000\n Trust ',
    realm_access: { roles: ['a', 7, null] },
  }
  expect(readClaims(token, said, when)).toEqual({
    issuer: 'https://login.example',
    subject: 'tess',
    email: undefined,
    name: 'Tess  Trust',
    groups: ['a'],
    broughtSecondFactor: false,
  })
  expect(readClaims(token, { groups: 'one' }, { ...when, rolesClaim: 'groups' }).groups).toEqual(['one'])
  expect(readClaims(token, {}, { ...when, rolesClaim: 'constructor.name' }).groups).toEqual([])
})

test('only the signed token says whether a second factor was asked for, and only if that counts here', () => {
  const counts = (amr: unknown, userInfo: object, secondFactor: 'when-said' | 'always' | 'never') =>
    readClaims({ ...token, amr }, { ...userInfo }, { ...when, secondFactor }).broughtSecondFactor
  expect(counts(['pwd', 'mfa'], {}, 'when-said')).toBe(true)
  expect(counts(undefined, { amr: ['mfa'] }, 'when-said')).toBe(false)
  expect(counts(['mfa'], {}, 'never')).toBe(false)
  expect(counts([], {}, 'always')).toBe(true)
})
