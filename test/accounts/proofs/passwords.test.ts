import { load } from 'cheerio'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { lockOwner, updateConfirmed } from '../../../src/accounts/proofs/queries.ts'
import { takeOver } from '../../../src/accounts/proofs/take-over.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { isWaiting } from '../../support/waiting.ts'
import { lettersTo, newestLetterTo } from './support/letters.ts'

const college = testApp({ max: 10 })
const email = 'amal@example.org'
const fresh = 'violet teapot umbrella'

async function addAmal(): Promise<void> {
  const { db } = college()
  await addPerson(db, { name: 'Amal', email })
  await givePasswords(db)
}

async function linkSent(): Promise<string> {
  const { db, visitor, runJobs } = college()
  const browser = visitor()
  await browser.get('/password/forgotten')
  const asked = await browser.post('/password/forgotten', { email })
  expect(asked.headers.location).toBe('/password/forgotten/sent')
  expect((await browser.get('/password/forgotten/sent')).status).toBe(200)
  await runJobs()
  return (await lettersTo(db, email)).filter(({ link }) => link.startsWith('/password/new/')).at(-1)!.link
}

const isIn = async (browser: Browser) => (await browser.agent.get('/account')).status === 200
const signsIn = async (password: string) => {
  const browser = college().visitor()
  await browser.get('/sign-in')
  return (await browser.post('/sign-in', { email, password })).status === 303
}

test('a forgotten password is replaced with the link: in here, out everywhere else, and the owner is told', async () => {
  await addAmal()
  const { db, as, visitor, runJobs } = college()
  const elsewhere = await as(email)
  const link = await linkSent()
  const browser = visitor()
  const page = load((await browser.get(link)).text)
  expect(page('main .lede').text()).toContain(email)
  const response = await browser.post(link, { password: fresh })
  expect(response.status).toBe(303)
  expect((await browser.get(response.headers.location ?? '')).text).toContain('Your new password is set')
  expect([await isIn(browser), await isIn(elsewhere)]).toEqual([true, false])
  expect([await signsIn(fresh), await signsIn(testPassword)]).toEqual([true, false])
  await runJobs()
  expect((await newestLetterTo(db, email)).subject).toContain('Your password for')
  const actions = await db.selectFrom('audit_event').select('action').execute()
  expect(actions).toContainEqual({ action: 'person.password-reset' })
  const again = visitor()
  await again.get('/sign-in')
  expect((await again.post(link, { password: 'another good password' })).status).toBe(410)
  expect(await signsIn(fresh)).toBe(true)
})

test.each([
  ['', 'Enter a password'],
  ['too short', 'Use at least 10 characters'],
  ['p'.repeat(201), 'Use 200 characters or fewer'],
  ['Password123!', 'on lists of stolen passwords'],
  ['amal@example.org', 'made of your name, your email address'],
  ['riverside recovery college', 'made of your name, your email address or the name of the college'],
])('%j is refused beside the field, and the link stays good', async (password, words) => {
  await addAmal()
  const link = await linkSent()
  const browser = college().visitor()
  await browser.get(link)
  const response = await browser.post(link, { password })
  expect(response.status).toBe(422)
  expect(load(response.text)('#password-error').text()).toContain(words)
  expect(load(response.text)('#password').attr('value')).toBeUndefined()
  expect((await browser.post(link, { password: fresh })).status).toBe(303)
})

test('of two who set a password with one link at once, one does', async () => {
  await addAmal()
  const link = await linkSent()
  const browsers = [college().visitor(), college().visitor(), college().visitor()]
  for (const browser of browsers) await browser.get(link)
  const answers = await Promise.all(
    browsers.map((browser, which) => browser.post(link, { password: `${fresh} ${which}` })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
  const winner = answers.findIndex(({ status }) => status === 303)
  expect(await signsIn(`${fresh} ${winner}`)).toBe(true)
})

test('in the account the present password is asked for; this session goes on, and the others end', async () => {
  await addAmal()
  const { as } = college()
  const [here, elsewhere] = [await as(email), await as(email)]
  await here.get('/account/password')
  const wrong = await here.post('/account/password', { present_password: 'not mine at all', password: fresh })
  expect(wrong.status).toBe(422)
  expect(load(wrong.text)('#present_password-error').text()).toContain('not the password you have now')
  expect(wrong.text).not.toContain(fresh)
  const stolen = await here.post('/account/password', {
    present_password: testPassword,
    password: 'qwertyuiop',
  })
  expect(load(stolen.text)('#password-error').text()).toContain('stolen')
  const changed = await here.post('/account/password', { present_password: testPassword, password: fresh })
  expect([changed.status, changed.headers.location]).toEqual([303, '/account'])
  expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false])
  expect([await signsIn(fresh), await signsIn(testPassword)]).toEqual([true, false])
})

test.each([
  ['in the account', 0],
  ['with a link', 1],
])('a password set %s stops a change to an address that would be enough by itself', async (_, byLink) => {
  await addAmal()
  const { as, db, runJobs, visitor } = college()
  const [thief, owner] = [await as(email), byLink ? visitor() : await as(email)]
  await thief.post('/account/email', { email: 'mallory@example.org', present_password: testPassword })
  await runJobs()
  const page = byLink ? await linkSent() : '/account/password'
  await owner.get(page)
  const set = await owner.post(page, { present_password: testPassword, password: fresh })
  const told = load((await owner.get(set.headers.location ?? '')).text)
  expect(told('a[href="/account/email"]').text()).toContain('Enter the address again')
  const [stranger, { link }] = [visitor(), await newestLetterTo(db, 'mallory@example.org')]
  expect(load((await stranger.get(link)).text)('h1').text()).toBe('There is a newer message')
  await stranger.post(link)
  expect(await db.selectFrom('person').select('email').execute()).toEqual([{ email }])
})

test('guessing the present password of an open session is slowed', async () => {
  await addAmal()
  const browser = await college().as(email)
  await browser.get('/account/password')
  const statuses: number[] = []
  for (let count = 0; count < 11; count++)
    statuses.push(
      (await browser.post('/account/password', { present_password: `guess ${count}`, password: fresh }))
        .status,
    )
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
})

test('who has no password is offered a link to choose one, and gets it', async () => {
  const { db, visitor, runJobs } = college()
  await addPerson(db, { name: 'Amal', email })
  const browser = visitor()
  await browser.get('/sign-in/link')
  await browser.post('/sign-in/link', { email })
  await runJobs()
  const { link } = await newestLetterTo(db, email)
  await browser.get(link)
  await browser.post(link)
  const page = load((await browser.get('/account/password')).text)
  expect(page('input[type="password"]')).toHaveLength(0)
  expect(page('main form').attr('action')).toBe('/account/password/link')
  await browser.post('/account/password/link')
  await runJobs()
  const letters = await lettersTo(db, email)
  expect(letters.at(-1)?.link).toMatch(/^\/password\/new\//)
  const chosen = visitor()
  await chosen.get(letters.at(-1)?.link ?? '')
  expect((await chosen.post(letters.at(-1)?.link ?? '', { password: fresh })).status).toBe(303)
  expect(await signsIn(fresh)).toBe(true)
})

test.each([
  ['of an address nobody had confirmed ends', Buffer.alloc(32, 1), 404],
  ['of anybody else stays', null, 200],
])('with a new password by link, a calendar link %s', async (_, registration_key, status) => {
  await addAmal()
  const { db, as, visitor } = college()
  await db.updateTable('person').set({ registration_key }).execute()
  const made = await (await as(email)).post('/account/feed')
  const feed = /\/feeds\/[\w-]+\.ics/.exec(made.text)?.[0] ?? ''
  expect((await visitor().get(feed)).status).toBe(200)
  const link = await linkSent()
  const browser = visitor()
  await browser.get(link)
  expect((await browser.post(link, { password: fresh })).status).toBe(303)
  expect((await visitor().get(feed)).status).toBe(status)
})

const registered = { name: 'Amal', email, password: fresh, agreement_version: '1', agree: 'yes' }
const byText = { preferred_contact: 'text', phone: '07700 900123' }

async function register(): Promise<Browser> {
  const browser = college().visitor()
  await browser.get('/register')
  expect((await browser.post('/register', registered)).status).toBe(303)
  await browser.get('/account/password')
  return browser
}

test.each([
  ['where they registered keeps the way to hear they chose', true, 'text'],
  ['elsewhere begins anew with news by email, and says so', false, 'email'],
])('a new password by link, before the address is confirmed, %s', async (_, here, preferred_contact) => {
  const { db, visitor } = college()
  const first = await register()
  await first.get('/account/about-me/contact')
  expect((await first.post('/account/about-me/contact', byText)).status).toBe(303)
  const link = await linkSent()
  const browser = here ? first : visitor()
  await browser.get(link)
  const done = await browser.post(link, { password: testPassword })
  expect(done.status).toBe(303)
  expect(await db.selectFrom('person').select('preferred_contact').execute()).toEqual([{ preferred_contact }])
  const page = load((await browser.get(done.headers.location ?? '')).text)
  const told = page('.nhsuk-notification-banner a[href="/account/about-me/contact"]')
  expect([page('main').text().includes('Your new password is set'), told.length]).toEqual([
    true,
    here ? 0 : 1,
  ])
})

// Somebody registered with the address before its owner did. In the moment in which its owner comes and ends what was set
// up, they try to make a way in that would be left.
describe('while what was set up ends', () => {
  const testEmail = 'amal.new@example.org'
  const signInAgain = '/sign-in?next=%2Faccount&signed-out=yes'

  const ownerComes = (then: () => Promise<void> = () => Promise.resolve()) =>
    inTransaction(college().db, async (tx) => {
      const { id } = await tx.selectFrom('person').select('id').executeTakeFirstOrThrow()
      await lockOwner(tx, id)
      await takeOver(tx, id, college().clock.now)
      await updateConfirmed(tx, id, college().clock.now)
      await then()
    })

  const waysIn = async () => {
    const { db } = college()
    const [sessions, passwords, feeds] = await Promise.all([
      db.selectFrom('web_session').where('person_id', 'is not', null).select('id').execute(),
      db.selectFrom('credential').select('secret').execute(),
      db.selectFrom('calendar_feed').select('person_id').execute(),
    ])
    return [sessions.length, passwords.length, feeds.length]
  }

  test.each<[string, string, Record<string, string>]>([
    ['a sign-in with the password leaves no session', '/sign-in', { email, password: fresh }],
    [
      'a password changed in a session that ends is none',
      '/account/password',
      { present_password: fresh, password: testPassword },
    ],
    ['a calendar link made in a session that ends is none', '/account/feed', {}],
    ['no other way to hear is chosen', '/account/about-me/contact', byText],
    ['nor with the rest of the details', '/account', { ...byText, name: 'Amal' }],
    ['no other address is asked for', '/account/email', { email: testEmail, present_password: fresh }],
  ])('%s', async (_, path, fields) => {
    const first = await register()
    const browser = path === '/sign-in' ? college().visitor() : first
    if (path === '/sign-in') await browser.get(path)
    let going: ReturnType<Browser['post']> | undefined
    await ownerComes(async () => {
      going = browser.post(path, fields)
      expect(await isWaiting(going, college().db)).toBe(true)
    })
    const answer = await going
    expect([answer?.status, answer?.headers.location]).toEqual([303, signInAgain])
    expect(await waysIn()).toEqual([0, 0, 0])
    const { db } = college()
    expect(await db.selectFrom('email_change').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('person').select('preferred_contact').execute()).toEqual([
      { preferred_contact: 'email' },
    ])
  })

  test('the form they registered with, begun before and sent to its end after, opens nothing', async () => {
    const server = college().app.listen(0)
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${port}/register`
    const page = await fetch(url)
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const _csrf = String(load(await page.text())('[name="_csrf"]').val())
    const body = new URLSearchParams({ ...registered, _csrf }).toString()
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
    const slow = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } })
    const loaded = once(server, 'request')
    slow.write(body.slice(0, 20))
    await loaded
    while ((await waysIn())[1] === 0) await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
    await ownerComes()
    slow.end(body.slice(20))
    const [answer] = (await once(slow, 'response')) as [IncomingMessage]
    server.close()
    server.closeAllConnections()
    expect(answer.headers.location).toBe(signInAgain)
    expect(await waysIn()).toEqual([0, 0, 0])
  })
})
