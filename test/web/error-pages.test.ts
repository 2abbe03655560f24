import { createHmac, randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { load } from 'cheerio'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { connect } from '../../src/database/connection.ts'
import { paths } from '../../src/paths.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun, today } from '../support/college.ts'
import { office } from '../support/office.ts'
import { held } from '../accounts/closing/held.ts'

const college = testApp()

async function amal() {
  const { db, as } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  return as('amal@example.org')
}

const secret = 'a-secret-for-tests-of-32-letters'
const endless = 'b'.repeat(70_000)

test.each([
  ['an address with a control character', 400, (b: Browser) => b.agent.get('/courses?q=%00')],
  ['an address that cannot be read', 400, (b: Browser) => b.agent.get('/courses/%ZZ')],
  ['an address of nothing', 404, (b: Browser) => b.agent.get('/nowhere')],
  ['a picture that is not there', 404, (b: Browser) => b.agent.get('/static/none.svg')],
  ['a page for others', 403, (b: Browser) => b.agent.get('/admin')],
  ['a method no page has', 404, (b: Browser) => b.agent.put('/account')],
  ['a form without end', 413, (b: Browser) => b.post('/account', { what_helps: endless })],
  [
    'a form with too many fields',
    413,
    (b: Browser) => b.agent.post('/account').type('form').send('a=b&'.repeat(1200)),
  ],
  [
    'an alphabet nobody has',
    400,
    (b: Browser) =>
      b.agent
        .post('/account')
        .set('Content-Type', 'application/x-www-form-urlencoded; charset=utf-7')
        .send('a=b'),
  ],
])('%s is answered %i, in words, and the person is still signed in', async (_, status, ask) => {
  const browser = await amal()
  const response = await ask(browser)
  const page = load(response.text)
  expect(response.status).toBe(status)
  expect(response.headers['cache-control']).toBe('no-store')
  expect(page('h1').text()).toMatch(/^[A-Z].{10,}/)
  expect(page('main .lede').text()).toMatch(/\.$/)
  expect(page('title').text()).toContain('Riverside Recovery College')
  expect(page('.masthead__person').text()).toContain('Amal')
  expect(response.text).not.toContain(endless.slice(0, 100))
  expect((await browser.get('/account')).status).toBe(200)
})

test.each([
  ['runs to copy', paths.adminTermCopyNew],
  ['things to see to after copying', paths.adminTermCopySeenTo],
])('%s: a form with thousands of ticks is read', async (_, address) => {
  const [ada] = await office(college(), 'Ada')
  await ada.get('/account')
  const ticks = Array.from({ length: 3_100 }, () => randomUUID())
  // There is no such term and no such copy: that the form was read shows in that it is looked for.
  const answer = await ada.post(address({ id: randomUUID() }), { ticks })
  expect(answer.status).toBe(404)
})

test('a fault of ours is owned up to, with a number that is also in the log, and nothing of its inside', async () => {
  const lines: string[] = []
  const write = (chunk: Buffer, _: unknown, done: () => void) => {
    lines.push(chunk.toString())
    done()
  }
  const { config } = college()
  const dead = connect('postgres://nobody:hidden-word@127.0.0.1:1/nothing', {
    max: 1,
    onError: () => undefined,
  })
  const app = createApp({
    ...dead,
    config,
    secret,
    log: pino({ level: 'info' }, new Writable({ write })),
    clock: () => today,
  })
  // With a cookie, even finding out who asks is too much for the database.
  const id = 'x'.repeat(32)
  const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
  const cookie = `session=${encodeURIComponent(`s:${id}.${signature}`)}`
  const response = await new Browser(app).agent.get('/courses').set('Cookie', cookie)
  await dead.close()
  const page = load(response.text)
  expect(page('title').text()).toContain('Riverside Recovery College')
  expect([response.status, page('h1').text()]).toEqual([500, 'Sorry, something went wrong on our side'])
  const number = page('main strong').text()
  expect(number).toMatch(/^[0-9a-f]{8}$/)
  expect(lines.join('')).toContain(`"number":"${number}"`)
  expect(response.text).not.toMatch(/ECONNREFUSED|hidden-word|at .*\.ts|node_modules/)
})

test('while somebody else holds the run too long, the answer is "busy" and nothing is lost by trying again', async () => {
  const browser = await amal()
  const { db } = college()
  const { runId } = await addRun(db, {})
  const address = `/runs/${runId}/enrolments`
  const holding = await held(db, (tx) =>
    tx.selectFrom('run').select('id').where('id', '=', runId).forUpdate().execute(),
  )
  const busy = await browser.post(address)
  expect([busy.status, busy.headers['retry-after']]).toEqual([503, '2'])
  expect(load(busy.text)('main').text()).toContain('nothing was changed')
  holding.commit()
  await holding.result
  expect((await browser.post(address)).status).toBe(303)
  expect(await db.selectFrom('enrolment').select('status').execute()).toEqual([{ status: 'confirmed' }])
})
