// Checking a password is slow on purpose, and tests sign in thousands of times: the same algorithm does less work for
// them. What is about the passwords themselves asks for the real cost with `jest.unmock('@node-rs/argon2')`.
import type * as Argon2 from '@node-rs/argon2'

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof Argon2>('@node-rs/argon2')
  const hash: typeof Argon2.hash = (password, cost, signal) =>
    real.hash(password, { ...cost, memoryCost: 1024, timeCost: 1 }, signal)
  return { ...real, hash }
})
