import { knownDevice, markDevice } from '../../../src/accounts/sessions/known-device.ts'

const secret = 'a-secret-for-tests-of-32-letters'
const now = new Date('2026-09-01T09:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

test('a mark is known for its person, for a year', () => {
  const cookie = markDevice(secret, 'amal', undefined, now)
  const device = knownDevice(secret, 'amal', cookie, now)
  expect(device).toMatch(/^[\w-]{16}$/)
  expect(knownDevice(secret, 'amal', cookie, later(365))).toBe(device)
  expect(knownDevice(secret, 'amal', cookie, later(366))).toBeUndefined()
  expect(knownDevice(secret, 'ben', cookie, now)).toBeUndefined()
  expect(knownDevice('x'.repeat(32), 'amal', cookie, now)).toBeUndefined()
})

test('each sign-in makes a new mark for the person, and keeps those of the four before', () => {
  const people = ['amal', 'ben', 'carys', 'dev', 'eun']
  const cookie = people.reduce<string | undefined>(
    (kept, one) => markDevice(secret, one, kept, now),
    undefined,
  )
  const known = (one: string, in_ = cookie) => knownDevice(secret, one, in_, now)
  for (const one of people) expect(known(one)).toBeDefined()
  const again = markDevice(secret, 'eun', cookie, now)
  expect(known('eun', again)).not.toBe(known('eun'))
  expect(known('amal', again)).toBe(known('amal'))
  const six = markDevice(secret, 'faye', cookie, now)
  expect([known('faye', six) === undefined, known('amal', six)]).toEqual([false, undefined])
  expect(six.split('~')).toHaveLength(5)
})

test.each([
  '',
  '~',
  'a.b.c',
  `${'a'.repeat(16)}.0.${'a'.repeat(43)}`,
  '~'.repeat(5000),
  'é'.repeat(43),
  undefined,
])('a made-up mark, %j, is nobody’s', (cookie) => {
  expect(knownDevice(secret, 'amal', cookie, now)).toBeUndefined()
  expect(markDevice(secret, 'amal', cookie, now).length).toBeLessThan(200)
})

test('a mark moved to another day by hand is no mark', () => {
  const [nonce, , signature] = markDevice(secret, 'amal', undefined, now).split('.')
  const moved = [nonce, later(300).getTime().toString(36), signature].join('.')
  expect(knownDevice(secret, 'amal', moved, later(400))).toBeUndefined()
})
