import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { load } from 'cheerio'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../support/college.ts'

const college = testApp()

async function amal() {
  const { db, as } = college()
  const id = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  return { id, db, browser: await as('amal@example.org') }
}

async function makeLink(browser: Browser): Promise<string> {
  const response = await browser.post('/account/feed')
  expect([response.status, response.headers['cache-control']]).toEqual([200, 'no-store'])
  const address = load(response.text)('code').text()
  expect(address).toMatch(/^http:\/\/localhost:3000\/feeds\/[\w-]{43}\.ics$/)
  return new URL(address).pathname
}

const open = (path: string) => college().visitor().agent.get(path)

test('the link is shown once, and only its hash is kept', async () => {
  const { browser, db } = await amal()
  const path = await makeLink(browser)
  const token = path.slice('/feeds/'.length, -'.ics'.length)
  const row = await db.selectFrom('calendar_feed').selectAll().executeTakeFirstOrThrow()
  expect(row.token_hash.equals(createHash('sha256').update(token).digest())).toBe(true)
  const account = await browser.get('/account')
  expect(account.text).toContain('You have a link already')
  expect(account.text).not.toContain(token)
  expect(JSON.stringify(await db.selectFrom('web_session').selectAll().execute())).not.toContain(token)
  expect((await browser.get('/account/feed')).status).toBe(404)
})

test('the page says how to use the link in the usual calendars', async () => {
  const { browser } = await amal()
  const page = load((await browser.post('/account/feed')).text)
  const address = page('code').text()
  const webcal = address.replace('http:', 'webcal:')
  const links = page('main a')
    .map((_, link) => page(link).attr('href'))
    .get()
  expect(links).toEqual(
    expect.arrayContaining([
      webcal,
      `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
      '/account',
    ]),
  )
})

test('whoever has the link sees the places that person has, and nothing they only wait for', async () => {
  const { browser, id, db } = await amal()
  const booked = await addRun(db, {})
  const waited = await addRun(db, {})
  const offered = await addRun(db, {})
  await addEnrolment(db, booked.runId, { person: id })
  await addEnrolment(db, waited.runId, { person: id, status: 'waiting' })
  await addEnrolment(db, offered.runId, { person: id, status: 'offered' })
  await addEnrolment(db, waited.runId, {})
  const response = await open(await makeLink(browser))
  expect([response.status, response.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(response.text.match(/^UID:.*$/gm)).toEqual([`UID:${booked.sessionIds[0] ?? ''}@college.example`])
  expect(response.text).not.toMatch(/^(METHOD|ORGANIZER|ATTENDEE)/m)
  expect(response.headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'cache-control': 'private, max-age=900',
  })
  expect(response.headers['set-cookie']).toBeUndefined()
})

test('a calendar that asks again is told that nothing changed, until something does', async () => {
  const { browser, id, db } = await amal()
  const { runId, sessionIds } = await addRun(db, {})
  await addEnrolment(db, runId, { person: id })
  const path = await makeLink(browser)
  const { etag } = (await open(path)).headers
  expect((await open(path).set('If-None-Match', etag ?? '')).status).toBe(304)
  await db
    .updateTable('session')
    .set({ status: 'cancelled' })
    .where('id', '=', sessionIds[0] ?? '')
    .execute()
  const changed = await open(path).set('If-None-Match', etag ?? '')
  expect(changed.status).toBe(200)
  expect(changed.text).not.toContain('BEGIN:VEVENT')
  expect(changed.text).toContain('BEGIN:VTIMEZONE')
})

test('a new link ends the old one', async () => {
  const { browser } = await amal()
  const first = await makeLink(browser)
  const second = await makeLink(browser)
  expect(second).not.toBe(first)
  expect([(await open(first)).status, (await open(second)).status]).toEqual([404, 200])
})

test('somebody who wants a neutral title finds no course named in the calendar', async () => {
  const { browser, id, db } = await amal()
  const { runId } = await addRun(db, {})
  await addEnrolment(db, runId, { person: id })
  const path = await makeLink(browser)
  expect((await open(path)).text).toMatch(/^SUMMARY:Course \d+/m)
  await db.updateTable('person').set({ neutral_calendar_titles: true }).where('id', '=', id).execute()
  const { text } = await open(path)
  expect(text.match(/^SUMMARY:.*$/gm)).toEqual(['SUMMARY:College course'])
  expect(text).not.toMatch(/Course \d+/)
})

test.each(['/feeds/.ics', '/feeds/x.ics', `/feeds/${'a'.repeat(43)}.ics`, `/feeds/${'a'.repeat(43)}`])(
  'a link that opens nothing, %s, is not found',
  async (path) => {
    expect((await open(path)).status).toBe(404)
  },
)

test('the secret in the address never reaches the log, not even when the calendar cannot be made', async () => {
  const { browser, db } = await amal()
  const path = await makeLink(browser)
  const lines: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const { database, config } = college()
  const log = pino({ level: 'debug' }, sink)
  const secret = 'a-secret-for-tests-of-32-letters'
  const broken = { ...config, timeZone: 'Not/AZone' }
  const app = createApp({ db, pool: database.pool, config: broken, secret, log, clock: () => today })
  expect((await new Browser(app).agent.get(path)).status).toBe(500)
  expect(lines.join('')).toContain('a request failed')
  expect(lines.join('')).not.toContain(path.slice('/feeds/'.length, -'.ics'.length))
})
