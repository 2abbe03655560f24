import { decideReach, decideRoles, type Reach, type RoleFacts } from '../../../src/accounts/people/rules.ts'
import { readSearch, telephoneTail } from '../../../src/accounts/people/search.ts'

const nobody: Reach = { email: null, phone: null, postal_address: '', preferred_contact: 'post' }

test.each([
  ['a letter without an address', {}, 'no-address'],
  ['a letter with an address', { postal_address: '1 Mill Lane' }, undefined],
  ['a call without a number', { preferred_contact: 'phone', postal_address: '1 Mill Lane' }, 'no-phone'],
  ['a text without a number', { preferred_contact: 'text' }, 'no-phone'],
  ['a call with a number', { preferred_contact: 'phone', phone: '028 9018 0123' }, undefined],
  ['an email nobody has confirmed', { preferred_contact: 'email', phone: '028 9018 0123' }, 'no-email-yet'],
  ['an email that is theirs', { preferred_contact: 'email', email: 'amal@example.org' }, undefined],
] as [string, Partial<Reach>, string | undefined][])('whoever would like %s', (_, reach, reason) => {
  expect(decideReach({ ...nobody, ...reach })).toEqual(
    reason === undefined ? { ok: true } : { ok: false, reason },
  )
})

const admin: RoleFacts = {
  has: ['student', 'administrator'],
  wanted: ['student', 'administrator'],
  own: false,
  confirmed: false,
  otherAdministrators: 1,
  datesToTeach: 0,
  unproven: false,
}

test.each([
  ['nothing changes', {}, { ok: true, given: [], taken: [] }],
  [
    'one is given and one taken',
    { wanted: ['trainer', 'administrator'] },
    { ok: true, given: ['trainer'], taken: ['student'] },
  ],
  [
    'the last administrator stays one',
    { wanted: [], otherAdministrators: 0 },
    { ok: false, reason: 'last-administrator' },
  ],
  [
    'another administrator can go',
    { wanted: ['student'] },
    { ok: true, given: [], taken: ['administrator'] },
  ],
  [
    'one’s own is asked about first',
    { wanted: ['student'], own: true },
    { ok: false, reason: 'confirm-own' },
  ],
  [
    'and taken when that is wanted',
    { wanted: ['student'], own: true, confirmed: true },
    { ok: true, given: [], taken: ['administrator'] },
  ],
  [
    'but never the last, however much it is wanted',
    { wanted: ['student'], own: true, confirmed: true, otherAdministrators: 0 },
    { ok: false, reason: 'last-administrator' },
  ],
  [
    'other roles of one’s own are nobody’s question',
    { wanted: ['administrator'], own: true, otherAdministrators: 0 },
    { ok: true, given: [], taken: ['student'] },
  ],
  [
    'who teaches a date to come stays a trainer',
    { has: ['trainer'], wanted: ['student'], datesToTeach: 1 },
    { ok: false, reason: 'still-teaching' },
  ],
  [
    'and may lose another role',
    { has: ['trainer', 'student'], wanted: ['trainer'], datesToTeach: 1 },
    { ok: true, given: [], taken: ['student'] },
  ],
  [
    'whoever registered with an address that nobody has confirmed is given nothing of the staff’s',
    { has: ['student'], wanted: ['student', 'auditor'], unproven: true },
    { ok: false, reason: 'email-not-confirmed' },
  ],
  [
    'and may lose what they have',
    { has: ['student', 'trainer'], wanted: ['student'], unproven: true },
    { ok: true, given: [], taken: ['trainer'] },
  ],
] as [string, Partial<RoleFacts>, object][])('of roles, %s', (_, facts, decided) => {
  expect(decideRoles({ ...admin, ...facts })).toEqual(decided)
})

test.each([
  ['Amal Haddad', ['Amal', 'Haddad'], undefined],
  ['  028 9018 0123 ', ['028', '9018', '0123'], '890180123'],
  ['+44 (28) 9018-0123', ['+44', '(28)', '9018-0123'], '890180123'],
  ['12', ['12'], undefined],
  ['Room 101', ['Room', '101'], undefined],
  ['', [], undefined],
])('“%s” is read as what somebody means by it', (typed, words, digits) => {
  expect(readSearch(typed)).toEqual({ words, digits })
})

test('one telephone has one tail, however its number is written', () => {
  const written = ['02890180123', '028 9018 0123', '+44 28 9018 0123', '0044-28-90180123']
  expect(new Set(written.map(telephoneTail))).toEqual(new Set(['890180123']))
  expect(telephoneTail(null)).toBeUndefined()
})
