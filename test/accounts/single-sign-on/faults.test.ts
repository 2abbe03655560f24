import { load } from 'cheerio'
import { createApp } from '../../../src/app.ts'
import { lockOwner } from '../../../src/accounts/proofs/queries.ts'
import { takeOver } from '../../../src/accounts/proofs/take-over.ts'
import { singleSignOnFrom } from '../../../src/config/single-sign-on.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { makeLog } from '../../../src/lib/log.ts'
import { Browser, testApp } from '../../support/app.ts'
import { isWaiting } from '../../support/waiting.ts'
import { Away, type RealProvider, signInThere, startProvider } from './support/real-provider.ts'

const signOn = singleSignOnFrom({
  OIDC_ISSUER: 'http://localhost',
  OIDC_CLIENT_ID: 'college',
  OIDC_CLIENT_SECRET: 'a-secret-between-the-two',
  OIDC_NAME: 'Trust login',
  OIDC_SCOPE: 'openid email profile groups',
  OIDC_ROLES: 'college-trainers=trainer',
})!

const college = testApp({ settings: { singleSignOn: signOn } })

let provider: RealProvider
beforeAll(async () => {
  provider = await startProvider()
  signOn.issuer = provider.issuer
})
afterAll(() => provider.stop())

const claims = {
  email: 'tess@trust.example',
  email_verified: true,
  name: 'Tess Trust',
  groups: ['college-trainers'],
}
beforeEach(() => provider.tell({ people: { tess: { claims } } }))

const heading = ({ text }: { text: string }) => load(text)('h1').text()

/** Nobody is signed in, and nobody was made. */
async function nothingHappened(browser: Browser) {
  expect((await browser.get('/account')).status).toBe(303)
  expect(await college().db.selectFrom('person').select('id').execute()).toEqual([])
}

async function backFromThere(browser: Browser, press: 'agree' | 'cancel' = 'agree') {
  const begun = await browser.get('/sign-in/single-sign-on')
  return new Away().signIn(begun.headers.location ?? '', 'tess', press)
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

test.each([
  ['another nonce', { claims: { nonce: 'of another sign-in' } }],
  ['another issuer', { claims: { iss: 'https://evil.example' } }],
  ['another audience', { claims: { aud: 'another-college' } }],
  ['an end that is over', { claims: { exp: 1_600_000_000 } }],
  ['a beginning that is to come', { claims: { nbf: inAnHour(), exp: inAnHour() + 60 } }],
  ['a signature that is not the provider’s', { signer: 'stranger' as const }],
])('an ID token with %s signs nobody in: the page says so, and is no fault of ours', async (_, fault) => {
  const browser = college().visitor()
  const back = await backFromThere(browser)
  await provider.tell({ fault })
  const response = await browser.get(back)
  expect([response.status, heading(response)]).toEqual([502, 'We could not be sure that it was you'])
  expect(load(response.text)('main a[href="/sign-in"]').text()).toContain('Try again')
  await nothingHappened(browser)
})

test('an ID token signed anew, with nothing changed in it, is taken: what the tests above refuse is the change', async () => {
  const { response } = await signInThere(college().visitor(), 'tess')
  expect([response.status, response.headers.location]).toEqual([303, '/trainer'])
})

test.each<[string, (address: string) => string]>([
  ['another state', (address) => address.replace(/state=[^&]+/, 'state=forged')],
  ['no state', (address) => address.replace(/state=[^&]+/, '')],
  ['two states', (address) => `${address}&state=forged`],
  ['neither a code nor an error', (address) => address.replace(/code=[^&]+/, '')],
  ['another code', (address) => address.replace(/code=[^&]+/, 'code=forged')],
  ['no question at all', () => '/sign-in/single-sign-on/return'],
])('an answer with %s leads back to the beginning', async (_, change) => {
  const browser = college().visitor()
  const response = await browser.get(change(await backFromThere(browser)))
  expect([400, 502]).toContain(response.status)
  expect(load(response.text)('main a[href="/sign-in"]')).toHaveLength(1)
  await nothingHappened(browser)
})

test('an answer from another issuer is not taken to ours', async () => {
  const browser = college().visitor()
  const back = await backFromThere(browser)
  expect(back).toContain('iss=')
  const response = await browser.get(back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'))
  expect(response.status).toBe(502)
  await nothingHappened(browser)
})

test('an answer is worth nothing the second time, nor in another browser', async () => {
  const browser = college().visitor()
  const { back, response } = await signInThere(browser, 'tess')
  expect(response.status).toBe(303)
  const again = await browser.get(back)
  expect([again.status, heading(again)]).toEqual([400, 'Please sign in again'])
  const other = college().visitor()
  const stolen = await other.get(back)
  expect([stolen.status, (await other.get('/account')).status]).toEqual([400, 303])
  // Even one that is away at the provider itself: its state and its PKCE verifier are others.
  const waiting = college().visitor()
  await waiting.get('/sign-in/single-sign-on')
  expect((await waiting.get(back)).status).toBe(400)
})

test('a code that the provider has taken already is told so by the provider, and by us', async () => {
  const browser = college().visitor()
  const first = college().visitor()
  const begun = await first.get('/sign-in/single-sign-on')
  const back = await new Away().signIn(begun.headers.location ?? '', 'tess')
  expect((await first.get(back)).status).toBe(303)
  // The other browser's own state, with the code that is used.
  const own = await backFromThere(browser)
  const code = /code=[^&]+/.exec(back)?.[0] ?? ''
  const response = await browser.get(own.replace(/code=[^&]+/, code))
  expect([response.status, heading(response)]).toEqual([400, 'Please sign in again'])
  expect((await browser.get('/account')).status).toBe(303)
})

test('somebody who says no at the provider, or takes too long, is told so', async () => {
  const browser = college().visitor()
  const refused = await browser.get(await backFromThere(browser, 'cancel'))
  expect([refused.status, heading(refused)]).toEqual([403, 'You did not sign in with Trust login'])
  const back = await backFromThere(browser)
  college().clock.now = new Date(college().clock.now.getTime() + 16 * 60_000)
  const late = await browser.get(back)
  expect([late.status, heading(late)]).toEqual([400, 'Please sign in again'])
  await nothingHappened(browser)
})

test('a provider that fails half way, or cannot be reached, has a page that says so; it may come back', async () => {
  const browser = college().visitor()
  const back = await backFromThere(browser)
  await provider.tell({ fault: { token: 'down' } })
  const half = await browser.get(back)
  expect([half.status, heading(half)]).toEqual([502, 'We cannot reach Trust login just now'])
  await nothingHappened(browser)
  const { db, database, config, clock } = college()
  const nobody = { ...signOn, issuer: 'http://localhost:1' }
  const secret = 'a-secret-for-tests-of-32-letters'
  const deps = { db, pool: database.pool, secret, log: makeLog('silent'), clock: () => clock.now }
  const visitor = new Browser(createApp({ ...deps, config: { ...config, singleSignOn: nobody } }))
  const down = await visitor.get('/sign-in/single-sign-on')
  expect([down.status, heading(down)]).toEqual([502, 'We cannot reach Trust login just now'])
  nobody.issuer = provider.issuer
  await provider.tell({})
  expect((await visitor.get('/sign-in/single-sign-on')).status).toBe(303)
})

test('where it is not set up there is no button, and nothing behind it', async () => {
  const { db, database, config, clock } = college()
  const secret = 'a-secret-for-tests-of-32-letters'
  const deps = { db, pool: database.pool, secret, log: makeLog('silent'), clock: () => clock.now }
  const visitor = new Browser(createApp({ ...deps, config: { ...config, singleSignOn: undefined } }))
  expect((await visitor.get('/sign-in')).text).not.toContain('single-sign-on')
  for (const page of ['/sign-in/single-sign-on', '/sign-in/single-sign-on/return?code=x&state=y'])
    expect((await visitor.get(page)).status).toBe(404)
})

test.each([
  ['?connect=yes', '/account/single-sign-on'],
  ['?next=%2Ftrainer', '/sign-in?next=%2Ftrainer'],
  ['', '/sign-in'],
])(
  'another site that leads to %j signs nobody in and connects nothing: it is pressed here',
  async (query, to) => {
    const browser = await register('tess@trust.example')
    for (const site of ['cross-site', 'same-site', 'same-origin', 'none']) {
      const begun = await browser.agent.get(`/sign-in/single-sign-on${query}`).set('Sec-Fetch-Site', site)
      const fromHere = ['same-origin', 'none'].includes(site)
      const there = fromHere ? (expect.stringContaining(provider.issuer) as string) : to
      expect([site, begun.headers.location]).toEqual([site, there])
    }
  },
)

const connecting = '/sign-in/single-sign-on?connect=yes'

async function register(email: string) {
  const browser = college().visitor()
  await browser.get('/register')
  const fields = { name: 'Tess', email, password: 'three calm words', agreement_version: '1', agree: 'yes' }
  expect((await browser.post('/register', fields)).status).toBe(303)
  await browser.get('/account')
  return browser
}

const roles = async () =>
  (await college().db.selectFrom('role_grant').select('role').execute()).map((one) => one.role)

test.each([
  ['is not confirmed, of which the provider knows nothing,', 'tess@at-home.example', {}],
  ['the provider has not verified', 'tess@trust.example', { email_verified: false }],
])(
  'an account whose address %s is not connected: whoever reads its mail would be staff',
  async (_, email, said) => {
    await provider.tell({ people: { tess: { claims: { ...claims, ...said } } } })
    const browser = await register(email)
    const { response } = await signInThere(browser, 'tess', connecting)
    expect([response.status, heading(response)]).toEqual([409, 'Please confirm your email address first'])
    expect(load(response.text)('main a.nhsuk-button').attr('href')).toBe('/account/email')
    expect((await browser.get('/account/email')).status).toBe(200)
    expect(await roles()).toEqual(['student'])
  },
)

test('where the provider says that the address is theirs, it is confirmed, and the two are connected', async () => {
  const { response } = await signInThere(await register('Tess@trust.example'), 'tess', connecting)
  expect([response.status, response.headers.location]).toEqual([303, '/trainer'])
  const people = await college().db.selectFrom('person').select('email_confirmed_at').execute()
  expect(people).toEqual([{ email_confirmed_at: expect.any(Date) as Date }])
})

test('whoever connects while their session ends connects nothing', async () => {
  const { db } = college()
  const browser = await register('tess@trust.example')
  const begun = await browser.get(connecting)
  const back = await new Away().signIn(begun.headers.location ?? '', 'tess')
  const { id } = await db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  let coming: ReturnType<Browser['get']> | undefined
  await inTransaction(db, async (tx) => {
    await lockOwner(tx, id)
    await takeOver(tx, id, college().clock.now)
    coming = browser.get(back)
    expect(await isWaiting(coming, db)).toBe(true)
  })
  expect(heading((await coming)!)).toBe('Please sign in again')
  expect(await roles()).toEqual(['student'])
})
