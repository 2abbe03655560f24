import { load } from 'cheerio'
import { allRoutes, createApp } from '../../src/app.ts'
import { makeLog } from '../../src/lib/log.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun, today } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { makeCast } from './support/cast.ts'
import { viewers, whoMay } from './support/who-may.ts'

const college = testApp()

const words = 'That page had been open for a while'

async function amal() {
  const { db, as } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  const { runId } = await addRun(db, {})
  return { browser: await as('amal@example.org'), address: `/runs/${runId}/enrolments`, db }
}

test('every form of the product is refused without the token of its session, whoever sends it', async () => {
  const app = college()
  const cast = await makeCast(app)
  const { db, database, config } = app
  const secret = 'a-secret-for-tests-of-32-letters'
  const deps = { db, pool: database.pool, config, secret, log: makeLog('silent'), clock: () => today }
  const forms = allRoutes(deps).filter(({ method }) => method === 'post')
  expect(forms.length).toBeGreaterThan(15)
  for (const { pattern } of forms) {
    const viewer = viewers.findLast((one) => whoMay[`POST ${pattern}`]?.includes(one)) ?? 'visitor'
    const address = pattern.replace(':id', cast.runId)
    const response = await cast.browsers[viewer].agent.post(address).type('form').send({ email: 'x' })
    expect([pattern, response.status]).toEqual([pattern, 403])
    expect(response.text).toContain(words)
  }
})

test.each([
  ['no token', (send: Send) => send.type('form').send({})],
  ['an empty one', (send: Send) => send.type('form').send({ _csrf: '' })],
  ['a made-up one', (send: Send) => send.type('form').send({ _csrf: 'a'.repeat(64) })],
  ['two of them', (send: Send) => send.type('form').send('_csrf=a&_csrf=b')],
  ['one in the address', (send: Send, token: string) => send.query({ _csrf: token }).type('form').send({})],
  ['one in a header', (send: Send, token: string) => send.set('X-CSRF-Token', token).type('form').send({})],
])('with %s nothing is done', async (_, sending) => {
  const { browser, address, db } = await amal()
  const response = await sending(browser.agent.post(address), await tokenOf(browser))
  expect([response.status, response.text.includes(words)]).toEqual([403, true])
  expect(await db.selectFrom('enrolment').selectAll().execute()).toEqual([])
  expect((await browser.get('/account')).status).toBe(200)
})

test.each([
  ['JSON', (send: Send, token: string) => send.send({ _csrf: token })],
  ['plain text', (send: Send, token: string) => send.type('text').send(`_csrf=${token}`)],
])('its token in %s is not even looked at', async (_, sending) => {
  const { browser, address, db } = await amal()
  const response = await sending(browser.agent.post(address), await tokenOf(browser))
  expect(response.status).toBe(415)
  expect(await db.selectFrom('enrolment').selectAll().execute()).toEqual([])
})

type Send = ReturnType<Browser['agent']['post']>

async function tokenOf(browser: Browser): Promise<string> {
  return load((await browser.get('/account')).text)('input[name="_csrf"]')
    .first()
    .val() as string
}

test("another person's token is not mine", async () => {
  const { browser, address, db } = await amal()
  await addPerson(db, { email: 'ben@example.org' })
  await givePasswords(db)
  const ben = await college().as('ben@example.org')
  const response = await browser.agent
    .post(address)
    .type('form')
    .send({ _csrf: await tokenOf(ben) })
  expect(response.status).toBe(403)
})

test('a page from before signing in is too old, says so in words, and one reload later it works', async () => {
  const { address } = await amal()
  const browser = college().visitor()
  const old = load((await browser.get('/sign-in')).text)('input[name="_csrf"]').val()
  await browser.post('/sign-in', { email: 'amal@example.org', password: testPassword })
  const refused = await browser.agent.post(address).type('form').send({ _csrf: old })
  const page = load(refused.text)
  expect(refused.status).toBe(403)
  expect(page('h1').text()).toBe('Please try that again')
  expect(page('main').text()).toContain('Nothing was changed. You are signed in as Amal: ')
  expect(page('.masthead__person').text()).toContain('Amal')
  const sent = await browser.agent
    .post(address)
    .type('form')
    .send({ _csrf: await tokenOf(browser) })
  expect([sent.status, sent.headers.location]).toEqual([303, '/my/courses'])
})

test('a form on one page is good on the next: several tabs do not spoil each other', async () => {
  const { browser, address } = await amal()
  const early = await tokenOf(browser)
  await browser.get('/courses')
  await browser.get('/account')
  expect((await browser.agent.post(address).type('form').send({ _csrf: early })).status).toBe(303)
})

test('a secret in the cookie of another app instance with the same database is the same secret', async () => {
  const { db, database, config } = college()
  const secret = 'a-secret-for-tests-of-32-letters'
  const other = createApp({
    db,
    pool: database.pool,
    config,
    secret,
    log: makeLog('silent'),
    clock: () => today,
  })
  const here = college().visitor()
  const page = await here.get('/sign-in')
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? ''
  const token = load(page.text)('input[name="_csrf"]').val() as string
  const there = new Browser(other).agent.post('/sign-in').set('Cookie', cookie).type('form')
  expect((await there.send({ _csrf: token, email: 'a@example.org', password: 'x' })).status).toBe(422)
})

test.each([
  ['/sign-in', 'next=%2Fmy%2Fcourses', '/sign-in?next=%2Fmy%2Fcourses'],
  ['/sign-in', 'next=https%3A%2F%2Fevil.example', '/sign-in'],
  ['/register', '', '/register'],
])(
  'a visitor whose %s page is too old is led to a new one, and nothing they typed is kept',
  async (...form) => {
    const [address, fields, again] = form
    const sent = college().visitor().agent.post(address).type('form')
    const response = await sent.send(`email=amal@example.org&password=three+calm+words&${fields}`)
    const page = load(response.text)
    expect([response.status, page('h1').text()]).toEqual([403, 'Please try that again'])
    expect(page('main').text()).toContain('cookie')
    expect(page('main a').first().attr('href')).toBe(again)
    expect(response.text).not.toMatch(/amal@|calm/)
    expect(response.headers['set-cookie']).toBeUndefined()
  },
)
