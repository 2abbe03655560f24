import { createApp } from '../../src/app.ts'
import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { makeLog } from '../../src/lib/log.ts'
import { Browser, testApp } from '../support/app.ts'
import { addRun, today } from '../support/college.ts'

const college = testApp()

function appWith(environment: Record<string, string>): Browser {
  const { db, database } = college()
  const config = configFrom(readEnvironment({ NODE_ENV: 'test', ...environment }))
  const secret = 'a-secret-for-tests-of-32-letters'
  const deps = { db, pool: database.pool, config, secret, log: makeLog('silent'), clock: () => today }
  return new Browser(createApp(deps))
}

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.example.org/college',
  BASE_URL: 'https://college.example.org',
  SMTP_URL: 'smtp://mail.example.org',
  SESSION_SECRET: 'x'.repeat(32),
  COLLEGE_NAME: 'A college',
  COLLEGE_EMAIL: 'office@college.example.org',
  TRUST_PROXY: '1',
}

async function cookieFrom(browser: Browser, headers: Record<string, string> = {}) {
  const response = await browser.agent.get('/sign-in').set(headers)
  const [cookie = ''] = (response.headers['set-cookie'] as unknown as string[] | undefined) ?? []
  const [pair = '', ...attributes] = cookie.split('; ')
  return {
    name: pair.split('=')[0],
    attributes: attributes.filter((one) => !one.startsWith('Expires')).sort(),
  }
}

test('over http the cookie is out of reach for scripts and for forms on other sites', async () => {
  expect(await cookieFrom(appWith({}))).toEqual({
    name: 'session',
    attributes: ['HttpOnly', 'Path=/', 'SameSite=Lax'],
  })
})

test('where the address is https the cookie is bound to it', async () => {
  expect(await cookieFrom(appWith(production), { 'X-Forwarded-Proto': 'https' })).toEqual({
    name: '__Host-session',
    attributes: ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'],
  })
})

test('the cookie goes by itself when no session can last any longer', async () => {
  const response = await appWith({}).agent.get('/sign-in')
  const expires = /Expires=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1] ?? ''
  const days = (new Date(expires).getTime() - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(89.9)
  expect(days).toBeLessThan(90.1)
})

test('somebody who only looks gets no cookie, and no row is kept for them', async () => {
  const { runId } = await addRun(college().db, {})
  const browser = appWith({})
  for (const address of ['/', '/courses', `/runs/${runId}`, '/calendar.ics', '/privacy', '/nowhere'])
    expect((await browser.agent.get(address)).headers['set-cookie']).toBeUndefined()
  expect(await college().db.selectFrom('web_session').selectAll().execute()).toEqual([])
})

test('every answer carries the headers that keep it safe, errors too', async () => {
  for (const address of [
    '/',
    '/sign-in',
    '/nowhere',
    '/healthz',
    '/%01',
    '/static/mark.svg',
    '/static/none',
  ]) {
    const { headers } = await appWith({}).agent.get(address)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';font-src 'self';frame-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  }
  const secure = await appWith(production).agent.get('/').set('X-Forwarded-Proto', 'https')
  expect(secure.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
})
