import { hashPassword, passwordMatches } from '../../src/accounts/passwords.ts'

jest.unmock('@node-rs/argon2')

test('a password matches its own hash and no other, in any Unicode form', async () => {
  const secret = await hashPassword('cafe\u0301 und ﬁnger')
  expect(await passwordMatches(secret, 'caf\u00e9 und finger')).toBe(true)
  expect(await passwordMatches(secret, 'cafe und finger')).toBe(false)
  expect(await passwordMatches(secret, ' caf\u00e9 und finger')).toBe(false)
})

test('the same password never has the same hash twice', async () => {
  expect(await hashPassword('three calm words')).not.toBe(await hashPassword('three calm words'))
})

test('for a stranger no password matches, not even the one the comparison is made with', async () => {
  expect(await passwordMatches(undefined, 'nobody has this password')).toBe(false)
})

test('saying no to a stranger takes about as long as saying no to somebody we know', async () => {
  const secret = await hashPassword('three calm words')
  const took = async (known: string | undefined) => {
    const began = process.hrtime.bigint()
    await passwordMatches(known, 'a wrong password')
    return Number(process.hrtime.bigint() - began)
  }
  await took(undefined)
  const times = { stranger: Infinity, person: Infinity }
  // In turn, and the quickest of each: what else the machine does can only make one slower.
  for (let run = 0; run < 9; run++) {
    times.stranger = Math.min(times.stranger, await took(undefined))
    times.person = Math.min(times.person, await took(secret))
  }
  const ratio = times.stranger / times.person
  // A comparison that is left out takes a thousandth of the time; a busy machine may double it.
  expect(ratio).toBeGreaterThan(0.2)
  expect(ratio).toBeLessThan(5)
})
