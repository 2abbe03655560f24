import { load } from 'cheerio'
import { createApp } from '../../../src/app.ts'
import { makeLog } from '../../../src/lib/log.ts'
import { Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'

const college = testApp({ environment: { TRUST_PROXY: '1' }, max: 10 })

const email = 'amal@example.org'

async function addAmal(): Promise<void> {
  const { db } = college()
  await addPerson(db, { name: 'Amal', email })
  await givePasswords(db)
}

/** Somebody at this address of the internet, in a browser nobody has used. */
async function stranger(address: string, browser = college().visitor()) {
  const from = (path: string) => browser.agent.get(path).set('X-Forwarded-For', address)
  const token = load((await from('/sign-in')).text)('input[name="_csrf"]')
    .first()
    .attr('value')
  return (fields: { email: string; password: string }) =>
    browser.agent
      .post('/sign-in')
      .set('X-Forwarded-For', address)
      .type('form')
      .send({ _csrf: token, ...fields })
}

/** How many of so many guesses at once were looked at, and how many were told to wait. */
async function guess(number: number, address: string, of = email) {
  const send = await stranger(address)
  const guesses = Array.from({ length: number }, (_, guessed) =>
    send({ email: of, password: `guess ${guessed}` }),
  )
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  return {
    looked: statuses.filter((status) => status === 422).length,
    waiting: statuses.filter((status) => status === 429).length,
  }
}

test('of a hundred guesses at once ten are looked at, whichever web process they come to', async () => {
  await addAmal()
  expect(await guess(100, '192.0.2.1')).toEqual({ looked: 10, waiting: 90 })
  const { db, database, config, clock } = college()
  const log = makeLog('silent')
  const secret = 'a-secret-for-tests-of-32-letters'
  const other = new Browser(
    createApp({ db, pool: database.pool, config, secret, log, clock: () => clock.now }),
  )
  const elsewhere = await stranger('192.0.2.1', other)
  expect((await elsewhere({ email, password: 'guess' })).status).toBe(429)
})

test('an email of nobody is slowed just as much, in the same words', async () => {
  await addAmal()
  const answerTo = async (of: string, address: string) => {
    expect(await guess(100, address, of)).toEqual({ looked: 10, waiting: 90 })
    const { status, headers, text } = await (await stranger(address))({ email: of, password: 'guess' })
    const words = text.replace(/name="_csrf" value="[^"]*"/g, '').replaceAll(of, 'somebody')
    return { status, wait: headers['retry-after'], words }
  }
  const known = await answerTo(email, '192.0.2.1')
  expect(await answerTo('nobody@example.org', '192.0.2.2')).toEqual(known)
  expect(known).toMatchObject({ status: 429, wait: '60' })
  expect(known.words).toContain('Please wait a minute and try again')
})

test('after a hundred guesses from everywhere the owner signs in at once, where they have signed in before', async () => {
  await addAmal()
  const { visitor } = college()
  const own = visitor()
  await own.signIn(email)
  await own.post('/sign-out')
  let looked = 0
  for (let place = 1; place <= 10; place++) looked += (await guess(10, `198.51.100.${place}`)).looked
  expect(looked).toBe(60)
  // From an address that has not guessed at all, in a browser of nobody's, the guesses are used up.
  expect((await (await stranger('203.0.113.1'))({ email, password: testPassword })).status).toBe(429)
  await own.signIn(email)
  expect((await own.get('/account')).status).toBe(200)
})

test('the owner without such a browser waits minutes, not for ever: then the right password opens', async () => {
  await addAmal()
  const { clock } = college()
  await guess(100, '192.0.2.1')
  const send = await stranger('192.0.2.1')
  const { headers } = await send({ email, password: testPassword })
  clock.now = new Date(clock.now.getTime() + Number(headers['retry-after']) * 1000)
  expect((await send({ email, password: testPassword })).status).toBe(303)
})

test('signing in rightly uses nothing up, however often', async () => {
  await addAmal()
  for (let count = 0; count < 12; count++) await college().visitor().signIn(email)
  expect((await guess(20, '127.0.0.1')).looked).toBe(10)
})

test('an address that the visitor makes up before that of the proxy makes no new place to guess from', async () => {
  await addAmal()
  const statuses = []
  for (let made = 1; made <= 11; made++) {
    const send = await stranger(`203.0.113.${made}, 192.0.2.77`)
    statuses.push((await send({ email, password: 'guess' })).status)
  }
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429])
})

test('capital letters and spaces make no new email to guess for', async () => {
  await addAmal()
  await guess(10, '192.0.2.1')
  expect(
    (await (await stranger('192.0.2.1'))({ email: ' AMAL@example.org ', password: 'guess' })).status,
  ).toBe(429)
})

test("another person's mark, an old one and a made-up one are no known browser", async () => {
  await addAmal()
  const { db, clock, visitor } = college()
  await addPerson(db, { email: 'ben@example.org' })
  await givePasswords(db)
  const bens = visitor()
  await bens.signIn('ben@example.org')
  const amals = visitor()
  await amals.signIn(email)
  for (let place = 1; place <= 6; place++) await guess(10, `198.51.100.${place}`)
  expect((await (await stranger('203.0.113.1', bens))({ email, password: testPassword })).status).toBe(429)
  expect((await (await stranger('203.0.113.1', amals))({ email, password: testPassword })).status).toBe(303)
  clock.now = new Date(clock.now.getTime() + 366 * 86_400_000)
  for (let place = 1; place <= 6; place++) await guess(10, `198.51.100.${place}`)
  expect((await (await stranger('203.0.113.1', amals))({ email, password: testPassword })).status).toBe(429)
})

test('whoever registers with an address does not learn by its waits whether it was somebody’s', async () => {
  await addAmal()
  const waits = []
  for (const [of, address] of [
    [email, '192.0.2.31'],
    ['nobody@example.org', '192.0.2.32'],
  ] as const) {
    const browser = college().visitor()
    const shown = load((await browser.get('/register')).text)('input[name="agreement_version"]').val()
    const fields = { name: 'Somebody', email: of, agree: 'yes', agreement_version: String(shown ?? '') }
    expect((await browser.post('/register', fields)).status).toBe(303)
    await browser.post('/sign-out', {})
    expect(await guess(11, address, of)).toEqual({ looked: 10, waiting: 1 })
    const send = await stranger(address, browser)
    waits.push((await send({ email: of, password: 'one more guess' })).status)
  }
  expect(waits).toEqual([429, 429])
})

test('many people register where one address is shared, and then wait a little, with nothing they typed lost', async () => {
  const { visitor } = college()
  const browser = visitor()
  await browser.get('/register')
  // Of an agreement that has changed: nobody is registered, so that one browser can go on.
  const fields = { name: 'Ben', email, password: testPassword, agreement_version: '0', agree: 'yes' }
  for (let count = 0; count < 60; count++) expect((await browser.post('/register', fields)).status).toBe(422)
  const last = await browser.post('/register', { ...fields, what_helps: 'A seat' })
  expect([last.status, last.headers['retry-after']]).toEqual([429, '60'])
  const page = load(last.text)
  expect([page('#name').val(), page('#what_helps').val()]).toEqual(['Ben', 'A seat'])
  expect(page('.nhsuk-error-summary').text()).toContain('Please wait a minute')
})
