import { load } from 'cheerio'
import type supertest from 'supertest'
import { hashPassword } from '../../../src/accounts/passwords.ts'
import { createApp } from '../../../src/app.ts'
import { makeLog } from '../../../src/lib/log.ts'
import { Browser, testApp } from '../../support/app.ts'
import { testPassword } from '../../support/password.ts'
import { addStaff, codeAt, email, errorsOn, later, setUp, typePassword } from './support/phone.ts'

const college = testApp()

async function withPhone(roles = ['trainer'] as const) {
  await addStaff(college(), [...roles])
  return setUp(await college().as(email), college().clock)
}

const sessionOf = (response: supertest.Response) =>
  ((response.headers['set-cookie'] as unknown as string[] | undefined) ?? [])
    .find((cookie) => cookie.startsWith('session='))
    ?.split(';')[0]

test('after the password comes the code, and after the code the page that was wanted', async () => {
  const { clock } = college()
  const { letters } = await withPhone()
  const { browser, response } = await typePassword(college(), '/trainer?x=1')
  expect([response.status, response.headers.location]).toEqual([303, '/sign-in/code'])
  // Pressed twice: the page belongs to a session that is no more.
  const again = await browser.post('/sign-in', { email, password: testPassword })
  expect(again.headers.location).toBe('/sign-in/code')
  const other = await browser.post('/sign-in', { email: 'ben@example.org', password: testPassword })
  expect(other.status).toBe(403)
  const asked = await browser.get('/sign-in/code')
  expect(load(asked.text)('h1').text()).toBe('Type the code from your app')
  expect(load(asked.text)('#code').attr('autocomplete')).toBe('one-time-code')
  const done = await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) })
  expect([done.status, done.headers.location]).toEqual([303, '/trainer?x=1'])
  expect((await browser.get('/trainer')).status).toBe(200)
})

test('between the two they are a visitor: no page of theirs opens, and nothing of them is shown', async () => {
  await withPhone()
  const { browser } = await typePassword(college())
  for (const page of ['/account', '/trainer', '/account/second-factor', '/my/courses'])
    expect((await browser.get(page)).headers.location).toMatch(/^\/sign-in\?next=/)
  await browser.get('/sign-in/code')
  expect((await browser.post('/account', { name: 'Mallory' })).headers.location).toMatch(/^\/sign-in\?next=/)
  const home = await browser.get('/')
  expect(home.text).not.toContain('Tess')
})

test('the identifier of the session changes at each of the two steps', async () => {
  const { clock } = college()
  const { letters } = await withPhone()
  const browser = college().visitor()
  const planted = sessionOf(await browser.get('/sign-in'))
  const pending = sessionOf(await browser.post('/sign-in', { email, password: testPassword }))
  await browser.get('/sign-in/code')
  const given = sessionOf(await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) }))
  expect(new Set([planted, pending, given, undefined]).size).toBe(4)
  const opens = async (cookie = '') =>
    (await college().visitor().agent.get('/account').set('Cookie', cookie)).status
  expect([await opens(planted), await opens(pending), await opens(given)]).toEqual([303, 303, 200])
})

test('a wrong code is told beside the field; after ten minutes the password is asked for again', async () => {
  const { clock } = college()
  const { letters } = await withPhone()
  const { browser } = await typePassword(college())
  await browser.get('/sign-in/code')
  const wrong = await browser.post('/sign-in/code', { code: '000000' })
  expect([wrong.status, errorsOn(wrong)]).toEqual([
    422,
    expect.stringContaining('not the code your app shows'),
  ])
  expect(wrong.text).not.toContain('000000')
  later(clock, 601)
  const late = await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) })
  expect([late.status, late.headers.location]).toEqual([303, '/sign-in'])
  expect((await browser.get('/trainer')).status).toBe(303)
})

test('a visitor who opens the page of the code is sent to sign in', async () => {
  const browser = college().visitor()
  for (const page of ['/sign-in/code', '/sign-in/recovery-code'])
    expect((await browser.get(page)).headers.location).toBe('/sign-in')
})

test('the phone’s clock may be half a minute off; a code with a space in it is the same code', async () => {
  const { clock } = college()
  const { letters } = await withPhone()
  const { browser } = await typePassword(college())
  await browser.get('/sign-in/code')
  const code = codeAt(letters, new Date(clock.now.getTime() + 30_000)).replace(/(...)/, '$1 ')
  expect((await browser.post('/sign-in/code', { code })).status).toBe(303)
})

test('no code signs in twice, nor one from before it', async () => {
  const { clock } = college()
  const { letters } = await withPhone()
  const before = codeAt(letters, new Date(clock.now.getTime() - 30_000))
  const code = codeAt(letters, clock.now)
  const first = await typePassword(college())
  await first.browser.get('/sign-in/code')
  expect((await first.browser.post('/sign-in/code', { code })).status).toBe(303)
  const second = await typePassword(college())
  await second.browser.get('/sign-in/code')
  for (const used of [code, before]) {
    const again = await second.browser.post('/sign-in/code', { code: used })
    expect([again.status, errorsOn(again)]).toEqual([422, expect.stringContaining('That code has been used')])
  }
  expect((await second.browser.get('/trainer')).status).toBe(303)
})

test('a recovery code signs in once, however it is written, and the page says how many are left', async () => {
  const { db } = college()
  const { recoveryCodes } = await withPhone()
  const [code = ''] = recoveryCodes
  const { browser } = await typePassword(college())
  await browser.get('/sign-in/recovery-code')
  const none = await browser.post('/sign-in/recovery-code', { recovery_code: 'short' })
  expect(load(none.text)('.nhsuk-error-summary a').attr('href')).toBe('#recovery_code')
  const wrong = await browser.post('/sign-in/recovery-code', { recovery_code: 'AAAA-BBBB-CCCC-DDDD' })
  expect(wrong.status).toBe(422)
  const written = code.toLowerCase().replaceAll('-', ' ')
  const done = await browser.post('/sign-in/recovery-code', { recovery_code: written })
  expect([done.status, done.headers.location]).toEqual([303, '/trainer'])
  expect((await browser.get('/account/second-factor')).text).toContain('9 recovery codes')
  const again = await typePassword(college())
  await again.browser.get('/sign-in/recovery-code')
  expect((await again.browser.post('/sign-in/recovery-code', { recovery_code: code })).status).toBe(422)
  const actions = await db.selectFrom('audit_event').select(['action', 'detail']).orderBy('id').execute()
  expect(actions.at(-1)).toEqual({ action: 'person.recovery-code-used', detail: { left: 9 } })
})

test('another SESSION_SECRET makes codes unreadable: the page says what to do, and recovery codes go on', async () => {
  const { db, database, config, clock } = college()
  const { letters, recoveryCodes } = await withPhone()
  const secret = 'quite another secret of 32 letters'
  const log = makeLog('silent')
  const app = createApp({ db, pool: database.pool, config, secret, log, clock: () => clock.now })
  const { browser } = await typePassword({ ...college(), visitor: () => new Browser(app) })
  await browser.get('/sign-in/code')
  const code = codeAt(letters, clock.now)
  const unreadable = await browser.post('/sign-in/code', { code })
  expect([unreadable.status, errorsOn(unreadable)]).toEqual([
    422,
    expect.stringContaining('Use a recovery code'),
  ])
  const done = await browser.post('/sign-in/recovery-code', { recovery_code: recoveryCodes[0] ?? '' })
  expect(done.status).toBe(303)
})

test('whoever typed a password that was replaced meanwhile gets in by no code', async () => {
  const { clock, db } = college()
  const { letters } = await withPhone()
  const { browser } = await typePassword(college())
  await browser.get('/sign-in/code')
  await db
    .updateTable('credential')
    .set({ secret: await hashPassword('violet teapot umbrella') })
    .execute()
  const done = await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) })
  expect([done.status, done.headers.location]).toEqual([303, '/sign-in?next=%2Faccount&signed-out=yes'])
  expect((await browser.get('/account')).status).toBe(303)
})
