import { load } from 'cheerio'
import { setUpCode } from '../../../src/accounts/first-run/set-up-code.ts'
import { testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'

const college = testApp()

const code = setUpCode('a-secret-for-tests-of-32-letters')
const ada = { set_up_code: code, name: 'Ada', email: 'ada@example.org', password: testPassword }

function errors({ text }: { text: string }) {
  const page = load(text)
  return page('.nhsuk-error-summary a')
    .toArray()
    .map((link) => page(link).attr('href'))
}

test('whoever has the code makes the first account, is in the office, and the page is gone for ever', async () => {
  const { db, clock } = college()
  const browser = college().visitor()
  const home = await browser.get('/')
  const href = load(home.text)('a:contains("Make the first account")').attr('href') ?? ''
  expect((await browser.get(href)).status).toBe(200)
  const made = await browser.post('/first-run', ada)
  expect([made.status, made.headers.location]).toEqual([303, '/admin'])
  expect((await browser.get('/admin')).status).toBe(200)
  const visitor = college().visitor()
  expect((await visitor.get('/first-run')).status).toBe(404)
  expect((await visitor.get('/')).text).not.toContain('/first-run')
  const [event] = await db.selectFrom('audit_event').selectAll().execute()
  expect(event?.action).toBe('person.made-administrator')
  expect(await db.selectFrom('first_run_end').select('at').execute()).toEqual([{ at: clock.now }])
  // Not even when the college has lost its administrators: the way back is the command.
  await db.deleteFrom('role_grant').execute()
  expect((await visitor.get('/first-run')).status).toBe(404)
})

test('an administrator who came another way closes it too', async () => {
  expect((await college().visitor().get('/first-run')).status).toBe(200)
  await addPerson(college().db, { roles: ['student', 'trainer'] })
  expect((await college().visitor().get('/first-run')).status).toBe(200)
  await addPerson(college().db, { roles: ['administrator'] })
  const visitor = college().visitor()
  expect((await visitor.get('/first-run')).status).toBe(404)
  await visitor.get('/sign-in')
  expect((await visitor.post('/first-run', { ...ada, set_up_code: 'wrong' })).status).toBe(404)
})

test.each([
  ['a wrong code', { ...ada, set_up_code: 'AAAA-BBBB-CCCC' }, ['#set_up_code']],
  ['half the code', { ...ada, set_up_code: code.slice(0, 6) }, ['#set_up_code']],
  ['no code', { ...ada, set_up_code: '' }, ['#set_up_code']],
  ['no name and a short password', { ...ada, name: '', password: 'short' }, ['#name', '#password']],
  ['a stolen password', { ...ada, password: 'password123' }, ['#password']],
  ['an email that is somebody’s', { ...ada, email: 'sam@example.org' }, ['#email']],
])('%s is told beside its field; what was typed is kept, the password never', async (_, fields, hrefs) => {
  const { db } = college()
  await addPerson(db, { email: 'sam@example.org', roles: ['student'] })
  const browser = college().visitor()
  await browser.get('/first-run')
  const response = await browser.post('/first-run', fields)
  expect([response.status, errors(response)]).toEqual([422, hrefs])
  expect(load(response.text)('#email').val()).toBe(fields.email)
  expect(response.text).not.toContain(`value="${fields.password}"`)
  expect(await db.selectFrom('role_grant').select('role').execute()).toEqual([{ role: 'student' }])
})

test('the code may be typed in small letters and with spaces', async () => {
  const browser = college().visitor()
  await browser.get('/first-run')
  const typed = code.toLowerCase().replaceAll('-', ' ')
  expect((await browser.post('/first-run', { ...ada, set_up_code: typed })).status).toBe(303)
})

test('a stranger may guess ten times, and then waits', async () => {
  const browser = college().visitor()
  await browser.get('/first-run')
  const wrong = { ...ada, set_up_code: 'AAAA-BBBB-CCCC' }
  for (let count = 0; count < 10; count++) expect((await browser.post('/first-run', wrong)).status).toBe(422)
  expect((await browser.post('/first-run', ada)).status).toBe(429)
  college().clock.now = new Date(college().clock.now.getTime() + 60_000)
  expect((await browser.post('/first-run', ada)).status).toBe(303)
})

test('each installation has a code of its own, which says nothing of its secret', () => {
  expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$/)
  expect(setUpCode('a-secret-for-tests-of-32-letterz')).not.toBe(code)
})

describe('where staff must have a second factor', () => {
  const strict = testApp({ environment: { STAFF_SECOND_FACTOR: 'required' } })

  test('the first administrator sets theirs up before anything else', async () => {
    const browser = strict().visitor()
    await browser.get('/first-run')
    const made = await browser.post('/first-run', ada)
    expect(made.headers.location).toBe('/account/second-factor?next=%2Fadmin')
    expect((await browser.get('/admin')).status).toBe(303)
  })
})
