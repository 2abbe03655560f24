import { hashPassword, passwordMatches } from '../../src/accounts/passwords.ts'

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
  const median = async (known: string | undefined) => {
    const times: number[] = []
    for (let run = 0; run < 7; run++) {
      const began = process.hrtime.bigint()
      await passwordMatches(known, 'a wrong password')
      times.push(Number(process.hrtime.bigint() - began))
    }
    return times.sort((one, other) => one - other)[3] ?? 0
  }
  await median(undefined)
  const [stranger, person] = [await median(undefined), await median(secret)]
  // A comparison that is left out takes a thousandth of the time; a busy machine may double it.
  expect(stranger / person).toBeGreaterThan(0.2)
  expect(stranger / person).toBeLessThan(5)
})
