// Whether an email is known is told neither by what the sign-in page says nor by how long it takes.
import type * as Passwords from '../../src/accounts/passwords.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { countQueries } from './proofs/support/count-queries.ts'

const compared: (string | undefined)[] = []

// What takes the time is comparing with a slow hash: it is counted, and done.
jest.mock('../../src/accounts/passwords.ts', () => {
  const real = jest.requireActual<typeof Passwords>('../../src/accounts/passwords.ts')
  return {
    ...real,
    passwordMatches: (secret: string | undefined, password: string) => {
      compared.push(secret)
      return real.passwordMatches(secret, password)
    },
  }
})

const college = testApp()

test('after registering twice with one address, the same password opens whether it was somebody’s or nobody’s', async () => {
  const { db, visitor, clock } = college()
  await addPerson(db, { email: 'amal@example.org' })
  const opens = async (email: string) => {
    const typed = ['three calm words', 'three other words'].map((password) => ({ email, password }))
    for (const fields of typed) {
      clock.now = addMinutes(clock.now, 1)
      const browser = visitor()
      await browser.get('/register')
      const form = { name: 'Somebody', agreement_version: '1', agree: 'yes', ...fields }
      expect((await browser.post('/register', form)).status).toBe(303)
    }
    const answers = []
    for (const fields of typed) {
      const browser = visitor()
      await browser.get('/sign-in')
      answers.push((await browser.post('/sign-in', fields)).status)
    }
    return answers
  }
  expect(await opens('nobody@example.org')).toEqual(await opens('amal@example.org'))
})

test('a wrong password costs as many slow comparisons, and as many questions to the database, for an email of nobody', async () => {
  const { db, visitor } = college()
  await addPerson(db, { email: 'amal@example.org' })
  await addPerson(db, { email: 'keyless@example.org' })
  await givePasswords(db)
  const keyless = db.selectFrom('person').where('email', '=', 'keyless@example.org').select('id')
  await db.deleteFrom('credential').where('person_id', 'in', keyless).execute()
  const claimed = await addPerson(db, { email: null })
  await db
    .updateTable('person')
    .set({ claimed_email: 'amal@example.org' })
    .where('id', '=', claimed)
    .execute()
  const costs = []
  for (const email of ['amal@example.org', 'keyless@example.org', 'nobody@example.org']) {
    const browser = visitor()
    await browser.get('/sign-in')
    compared.length = 0
    const typed = { email, password: 'not the right words' }
    const { result, queries } = await countQueries(() => browser.post('/sign-in', typed))
    costs.push({ status: result.status, comparisons: compared.length, queries })
  }
  expect(costs[0]).toMatchObject({ status: 422, comparisons: 2 })
  expect(costs).toEqual([costs[0], costs[0], costs[0]])
})
