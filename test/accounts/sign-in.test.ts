import { load } from 'cheerio'
import type supertest from 'supertest'
import { createApp } from '../../src/app.ts'
import type { Role } from '../../src/database/schema.ts'
import { makeLog } from '../../src/lib/log.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { testPassword } from '../support/password.ts'

const college = testApp()

const email = 'amal@example.org'

async function addAmal(roles: Role[] = ['student']) {
  const { db } = college()
  await addPerson(db, { name: 'Amal', email, roles })
  await givePasswords(db)
}

async function signIn(fields: Record<string, string>) {
  const browser = college().visitor()
  await browser.get('/sign-in')
  return { browser, response: await browser.post('/sign-in', fields) }
}

const cookieOf = (response: supertest.Response) =>
  ((response.headers['set-cookie'] as unknown as string[] | undefined) ?? [])
    .find((one) => one.startsWith('session='))
    ?.split(';')[0]

async function isSignedIn(cookie: string | undefined): Promise<boolean> {
  const browser = college().visitor()
  return (await browser.agent.get('/account').set('Cookie', cookie ?? '')).status === 200
}

test.each<[Role[], string]>([
  [['student'], '/my/courses'],
  [['trainer'], '/trainer'],
  [['student', 'trainer'], '/trainer'],
  [['student', 'administrator'], '/admin'],
  [['personal-tutor'], '/follow-ups'],
])('somebody with the roles %j begins at %s', async (roles, start) => {
  await addAmal(roles)
  const { browser, response } = await signIn({ email, password: testPassword })
  expect([response.status, response.headers.location]).toEqual([303, start])
  expect((await browser.get(start)).status).toBe(200)
})

test('a wrong password and an unknown email get the same page, with the email kept and the password not', async () => {
  await addAmal()
  const wrong = await signIn({ email, password: 'not my password' })
  const unknown = await signIn({ email: 'nobody@example.org', password: 'not my password' })
  const plain = ({ text }: supertest.Response) =>
    text.replace(/name="_csrf" value="[^"]*"/g, '').replace(/(amal|nobody)@example\.org/g, 'somebody')
  expect([wrong.response.status, unknown.response.status]).toEqual([422, 422])
  expect(plain(wrong.response)).toBe(plain(unknown.response))
  const page = load(wrong.response.text)
  expect(page('.nhsuk-error-summary').text()).toContain('The email address and password do not match')
  expect(page('#email').val()).toBe(email)
  expect(wrong.response.text).not.toContain('not my password')
  expect((await wrong.browser.get('/account')).status).toBe(303)
})

test.each([
  ['no email', { password: testPassword }, '#email'],
  ['no password', { email }, '#password'],
  ['an endless password', { email, password: 'p'.repeat(201) }, '#password'],
])('%s is asked for beside its field', async (_, fields, href) => {
  await addAmal()
  const { response } = await signIn(fields)
  expect(response.status).toBe(422)
  expect(load(response.text)('.nhsuk-error-summary a').attr('href')).toBe(href)
})

test.each([
  ['a space after it, as phones add', 'amal@example.org '],
  ['capital letters', 'Amal@Example.ORG'],
  ['a control character in it', 'amal@\u0000example.org'],
])('an email with %s is the same email', async (_, typed) => {
  await addAmal()
  const { response } = await signIn({ email: typed, password: testPassword })
  expect([response.status, response.headers.location]).toEqual([303, '/my/courses'])
})

test('pressing “Sign in” twice leads where the first press did; a page of earlier is to be loaded anew', async () => {
  await addAmal()
  const fields = { email, password: testPassword, next: '/courses' }
  const { browser } = await signIn(fields)
  const again = () => browser.post('/sign-in', fields)
  expect((await again()).headers.location).toBe('/courses')
  // Somebody else, on a page that was open before: not into this account.
  expect((await browser.post('/sign-in', { ...fields, email: 'ben@example.org' })).status).toBe(403)
  const { clock } = college()
  clock.now = new Date(clock.now.getTime() + 60_000)
  expect((await again()).status).toBe(403)
})

test('a visitor who wanted a page is sent to sign in and then to that page', async () => {
  await addAmal()
  const { runId } = await addRun(college().db, {})
  const browser = college().visitor()
  const sent = await browser.get('/my/courses?x=1')
  expect(sent.headers.location).toBe('/sign-in?next=%2Fmy%2Fcourses%3Fx%3D1')
  const page = load((await browser.get(sent.headers.location ?? '')).text)
  const next = page('input[name="next"]').val() as string
  const response = await browser.post('/sign-in', { email, password: testPassword, next })
  expect(response.headers.location).toBe('/my/courses?x=1')
  const link = load((await college().visitor().get(`/runs/${runId}`)).text)(
    'a:contains("Enrol on this course")',
  )
  expect(link.attr('href')).toBe(`/sign-in?next=${encodeURIComponent(`/runs/${runId}`)}`)
})

test.each([
  ['/runs/3f2504e0-4f89-41d3-9a0c-0305e82c3301/enrolments', '/runs/3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['/offers/3f2504e0-4f89-41d3-9a0c-0305e82c3301/acceptance', '/my/courses'],
  ['/admin/runs/3f2504e0-4f89-41d3-9a0c-0305e82c3301/capacity', '/admin'],
  ['/account/feed', '/account'],
])('a form sent to %s after the session ended says so, and leads back to %s', async (address, page) => {
  await addAmal(['student', 'administrator'])
  const browser = college().visitor()
  const sent = await browser.post(address, { what_helps: 'my own words' })
  expect(sent.status).toBe(303)
  expect(sent.headers.location).toBe(`/sign-in?next=${encodeURIComponent(page)}&signed-out=yes`)
  const shown = await browser.get(sent.headers.location ?? '')
  expect(load(shown.text)('main').text()).toContain('You were signed out')
  expect(shown.text).not.toContain('my own words')
  const next = load(shown.text)('input[name="next"]').val() as string
  const back = await browser.post('/sign-in', { email, password: testPassword, next })
  expect(back.headers.location).toBe(page)
})

test('somebody who is signed in is never told that they are not', async () => {
  await addAmal()
  const { browser } = await signIn({ email, password: testPassword })
  for (const address of ['/?signed-out=yes', '/sign-in?signed-out=yes'])
    expect(load((await browser.get(address)).text)('main').text()).not.toMatch(/signed out/i)
})

test('signing out when the session has ended already says that you are signed out, and begins no session', async () => {
  await addAmal()
  const { browser } = await signIn({ email, password: testPassword })
  await browser.get('/account')
  await college().db.deleteFrom('web_session').execute()
  const response = await browser.post('/sign-out')
  expect([response.status, response.headers.location]).toEqual([303, '/?signed-out=yes'])
  expect(response.headers['set-cookie']).toBeUndefined()
  const start = await browser.get(response.headers.location ?? '')
  expect(load(start.text)('main').text()).toContain('You are signed out')
  expect(start.headers['set-cookie']).toBeUndefined()
})

const foreign = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/%2e//evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'evil.example',
]

test.each(foreign)('nobody is led to %s after signing in or registering', async (next) => {
  await addAmal()
  const { response } = await signIn({ email, password: testPassword, next })
  expect(response.headers.location).toBe('/my/courses')
  const asked = await college()
    .visitor()
    .get(`/sign-in?next=${encodeURIComponent(next)}`)
  // A control character in an address is refused as it stands.
  if (asked.status === 200) expect(load(asked.text)('input[name="next"]')).toHaveLength(0)
  else expect(asked.status).toBe(400)
  const browser = college().visitor()
  await browser.get('/register')
  const newcomer = {
    name: 'Ben',
    email: 'ben@example.org',
    password: testPassword,
    agreement_version: '1',
    agree: 'yes',
    next,
  }
  expect((await browser.post('/register', newcomer)).headers.location).toBe('/courses')
})

test('signing in changes the identifier of the session, so that one planted before is worth nothing', async () => {
  await addAmal()
  const browser = college().visitor()
  const planted = cookieOf(await browser.get('/sign-in'))
  expect(planted).toMatch(/^session=/)
  const given = cookieOf(await browser.post('/sign-in', { email, password: testPassword }))
  expect(given).toMatch(/^session=/)
  expect(given).not.toBe(planted)
  expect([await isSignedIn(planted), await isSignedIn(given)]).toEqual([false, true])
})

test('registering changes it too', async () => {
  const browser = college().visitor()
  const planted = cookieOf(await browser.get('/register'))
  const newcomer = {
    name: 'Ben',
    email: 'ben@example.org',
    password: testPassword,
    agreement_version: '1',
    agree: 'yes',
  }
  const given = cookieOf(await browser.post('/register', newcomer))
  expect([await isSignedIn(planted), await isSignedIn(given)]).toEqual([false, true])
})

test('signing out ends the session for good: its old cookie opens nothing', async () => {
  await addAmal()
  const { browser, response: began } = await signIn({ email, password: testPassword })
  await browser.get('/account')
  const response = await browser.post('/sign-out')
  expect([response.status, response.headers.location]).toEqual([303, '/?signed-out=yes'])
  expect((await browser.get(response.headers.location ?? '')).text).toContain('You are signed out')
  expect((await browser.get('/account')).status).toBe(303)
  expect(await isSignedIn(cookieOf(began))).toBe(false)
  const left = await college().db.selectFrom('web_session').select('sess').execute()
  expect(JSON.stringify(left)).not.toContain('passport":{"user')
})

test('another web process knows the session, because it lives in PostgreSQL', async () => {
  await addAmal()
  const { db, database, config } = college()
  const { browser, response } = await signIn({ email, password: testPassword })
  const secret = 'a-secret-for-tests-of-32-letters'
  const other = (key: string) =>
    new Browser(
      createApp({
        db,
        pool: database.pool,
        config,
        secret: key,
        log: makeLog('silent'),
        clock: () => new Date(),
      }),
    )
  const cookie = cookieOf(response) ?? ''
  expect((await other(secret).agent.get('/account').set('Cookie', cookie)).status).toBe(200)
  // Signed with another key, the same cookie is a forgery.
  expect((await other('x'.repeat(32)).agent.get('/account').set('Cookie', cookie)).status).toBe(303)
  expect((await browser.get('/account')).status).toBe(200)
})

test('somebody whose account is gone is a visitor, on the next page they open', async () => {
  await addAmal()
  const { browser } = await signIn({ email, password: testPassword })
  const { db } = college()
  await db.deleteFrom('person').where('email', '=', email).execute()
  expect((await browser.get('/account')).status).toBe(303)
  expect((await browser.get('/courses')).status).toBe(200)
})
