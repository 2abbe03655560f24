import { sql } from 'kysely'
import { listen, type Listening } from '../../src/web/listen.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { testPassword } from '../support/password.ts'

const college = testApp()
let server: Listening | undefined
afterEach(async () => {
  await server?.stop()
  await sql`drop trigger if exists slowly on web_session`.execute(college().db)
})

/** A store that takes a while, as a busy one does. */
async function slowSessions(): Promise<void> {
  const { db } = college()
  await sql`create or replace function slowly() returns trigger language plpgsql as
    'begin perform pg_sleep(0.3); return new; end'`.execute(db)
  await sql`create trigger slowly before insert or update on web_session
    for each row execute function slowly()`.execute(db)
}

interface Asked {
  cookie: string
  token: string
}

// As a browser does it: a redirect is followed when its headers have come, whether its body has or not.
async function ask(address: string, { cookie, token }: Asked, fields?: Record<string, string>) {
  const form = fields && { method: 'POST', body: new URLSearchParams({ _csrf: token, ...fields }) }
  const response = await fetch(address, { ...form, redirect: 'manual', headers: { cookie } })
  const session = response.headers.getSetCookie().find((one) => one.startsWith('session='))
  const given = session?.split(';')[0] ?? cookie
  const text = response.status === 200 ? await response.text() : ''
  const next = { cookie: given, token: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? token }
  return { response, text, next }
}

test('what has just happened is told on the very next page, however slow the sessions are', async () => {
  const { app, db } = college()
  await addPerson(db, { email: 'amal@example.org' })
  await givePasswords(db)
  const { runId } = await addRun(db, {})
  server = await listen(app, { port: 0, host: '127.0.0.1' })
  const at = `http://127.0.0.1:${server.port}`
  const before = await ask(`${at}/sign-in`, { cookie: '', token: '' })
  const signingIn = { email: 'amal@example.org', password: testPassword }
  const signedIn = await ask(`${at}/sign-in`, before.next, signingIn)
  const run = await ask(`${at}/runs/${runId}`, signedIn.next)
  await slowSessions()
  const enrolled = await ask(`${at}/runs/${runId}/enrolments`, run.next, {})
  expect(enrolled.response.status).toBe(303)
  const mine = await ask(`${at}/my/courses`, enrolled.next)
  expect(mine.text).toContain('We have sent you a message with the dates.')
  const again = await ask(`${at}/my/courses`, enrolled.next)
  expect(again.text).not.toContain('We have sent you a message with the dates.')
})

test.each([
  '/favicon.ico',
  '/manifest.webmanifest',
  '/static/none.svg',
  '/calendar.ics',
  '/dev/mailbox.json',
  '/healthz',
  '/robots.txt',
  '/nowhere',
])('%s, which shows no news, leaves them for the page that does', async (address) => {
  const { db, as } = college()
  await addPerson(db, { email: 'amal@example.org' })
  await givePasswords(db)
  const amal = await as('amal@example.org')
  await amal.post('/account', { name: 'Amal', phone: '', preferred_contact: 'email', what_helps: '' })
  expect((await amal.agent.get(address)).text).not.toContain('Your details are saved')
  await amal.agent.head('/account')
  expect((await amal.get('/prospectus')).text).not.toContain('Your details are saved')
  expect((await amal.get('/courses')).text).toContain('Your details are saved')
  expect((await amal.get('/courses')).text).not.toContain('Your details are saved')
})
