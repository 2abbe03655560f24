// Whether an email is known is told neither by what the sign-in page says nor by how long it takes.
import { load } from 'cheerio'
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

const words = ['three calm words', 'three other words', 'three more words', 'three last words']

/** Registers with the address, each time in another browser, and a minute later. */
async function registers(email: string, passwords: string[]): Promise<void> {
  const { visitor, clock } = college()
  for (const [which, password] of passwords.entries()) {
    clock.now = addMinutes(clock.now, 1)
    const browser = visitor()
    await browser.get('/register')
    const form = { name: `Record ${which}`, agreement_version: '1', agree: 'yes', email, password }
    expect((await browser.post('/register', form)).status).toBe(303)
  }
}

/** Who is signed in with each password; nobody where it is refused. */
async function opened(email: string, passwords: string[]): Promise<(string | undefined)[]> {
  const names = []
  for (const password of passwords) {
    const browser = college().visitor()
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email, password })
    names.push(load((await browser.get('/account')).text)('#name').attr('value'))
  }
  return names
}

test('after registering again with one address, the same passwords open whether it was somebody’s or nobody’s', async () => {
  const { db } = college()
  await addPerson(db, { email: 'amal@example.org' })
  await registers('early@example.org', words.slice(3))
  const opens = async (email: string) => {
    await registers(email, words.slice(0, 3))
    return opened(email, words.slice(0, 3))
  }
  const ofNobody = await opens('nobody@example.org')
  expect(ofNobody).toEqual([undefined, 'Record 1', 'Record 2'])
  expect(await opens('amal@example.org')).toEqual(ofNobody)
  expect(await opens('early@example.org')).toEqual(ofNobody)
})

test('whoever registered twice by mistake comes in with either password; with one for both, to what they made first', async () => {
  const [one = '', other = ''] = words
  await registers('twice@example.org', [one, other])
  expect(await opened('twice@example.org', [one, other])).toEqual(['Record 0', 'Record 1'])
  await registers('same@example.org', [one, one])
  expect(await opened('same@example.org', [one])).toEqual(['Record 0'])
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
  expect(costs[0]).toMatchObject({ status: 422, comparisons: 3 })
  expect(costs).toEqual([costs[0], costs[0], costs[0]])
})
