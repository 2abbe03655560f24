import { Secret } from 'otpauth'
import { inFours, keyUri, newSecret, stepAt, stepOfCode } from '../../../src/accounts/second-factor/codes.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from '../../../src/accounts/second-factor/recovery-codes.ts'
import { seal, sealingKey, unseal } from '../../../src/accounts/sealed.ts'

const at = (seconds: number) => new Date(seconds * 1000)

// RFC 6238, appendix B: the codes for SHA-1, of which an app shows the last six digits.
const published = Secret.fromUTF8('12345678901234567890').base32
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('%i seconds after 1970 the code is %s, as the standard says', (seconds, code) => {
  expect(stepOfCode(published, code, at(seconds))).toBe(Math.floor(seconds / 30))
})

test('a code is taken half a minute early or late, and no more', () => {
  const step = stepAt(at(1_111_111_109))
  const taken = [-61, -60, -30, 0, 30, 60, 61].map((late) =>
    stepOfCode(published, '081804', at(step * 30 + late)),
  )
  // The half minute before begins 30 seconds early, and the one after ends before 60 seconds are over.
  expect(taken).toEqual([undefined, undefined, step, step, step, undefined, undefined])
})

test('a secret has 160 random bits, and no two are the same', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(new Set(Array.from({ length: 50 }, newSecret)).size).toBe(50)
  expect(inFours('ABCDEFGHIJ')).toBe('ABCD EFGH IJ')
})

test('the picture names the college and the account', () => {
  const uri = keyUri(published, { college: 'Mill & Lane: College', account: 'tess@example.org' })
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  expect(decodeURIComponent(uri)).toContain('tess@example.org')
  expect(new URL(uri).searchParams.get('secret')).toBe(published)
})

test('recovery codes are ten, all different, and read however they are written', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){5}[A-HJ-NP-Z2-9]{4}$/)
  const [code = ''] = codes
  expect(hashOfRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(hashOfRecoveryCode(code))
  expect(hashOfRecoveryCode(code)).not.toBe(hashOfRecoveryCode(codes[1] ?? ''))
})

describe('a secret that is kept', () => {
  const key = sealingKey('a-secret-for-tests-of-32-letters', 'second factor')
  const person = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

  test('opens for the person it was kept for, and shows nothing of itself', () => {
    const sealed = seal(published, key, person)
    expect(sealed).not.toContain(published)
    expect(seal(published, key, person)).not.toBe(sealed)
    expect(unseal(sealed, key, person)).toBe(published)
  })

  test('opens for nobody else, with no other key, and not when it was changed', () => {
    const sealed = seal(published, key, person)
    const bytes = Buffer.from(sealed, 'base64')
    bytes[20] = (bytes[20] ?? 0) ^ 1
    expect([
      unseal(sealed, key, person.replace('3f', '4f')),
      unseal(sealed, sealingKey('another secret of thirty-two letters', 'second factor'), person),
      unseal(bytes.toString('base64'), key, person),
      unseal('', key, person),
      unseal('poison', key, person),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined])
  })
})
