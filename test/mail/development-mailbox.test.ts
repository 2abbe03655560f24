import { load } from 'cheerio'
import { simpleParser } from 'mailparser'
import { testApp } from '../support/app.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { promise } from './support/outbox.ts'

const college = testApp()

const nobodys = '00000000-0000-4000-8000-000000000000'

async function delivered(...subjects: string[]) {
  const app = college()
  for (const [index, subject] of subjects.entries()) {
    app.clock.now = addMinutes(app.clock.now, index)
    await promise(app.db, [subject])
    await app.runJobs()
  }
  return app
}

test('what was sent is listed for newcomers and for tests, the latest first', async () => {
  const app = await delivered('First', 'Second <b>x</b>')
  const response = await app.visitor().agent.get('/dev/mailbox.json')
  const body: unknown = response.body
  const rows = await app.db.selectFrom('mail').selectAll().orderBy('number', 'desc').execute()
  expect([response.status, response.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ])
  expect(body).toEqual(
    rows.map(({ id, to_address: to, subject, sent_at }) => ({
      id,
      to,
      subject,
      sentAt: sent_at?.toISOString(),
    })),
  )
  const page = load((await app.visitor().get('/dev/mailbox')).text)
  const links = page('main a[href^="/dev/mailbox/"]')
  expect(links.map((_, link) => page(link).text().trim()).get()).toEqual(['Second <b>x</b>', 'First'])
  expect(links.first().attr('href')).toBe(`/dev/mailbox/${rows[0]?.id ?? ''}`)
})

test('what is only promised is not there yet', async () => {
  const app = college()
  await promise(app.db, ['Promised'])
  expect((await app.visitor().agent.get('/dev/mailbox.json')).body).toEqual([])
  expect((await app.visitor().get('/dev/mailbox')).text).toContain('No messages yet')
})

test('each message can be read as text, with its calendar and its raw form', async () => {
  const app = college()
  await promise(app.db, ['A date'], 'calendar x')
  await app.runJobs()
  const { id } = await app.db.selectFrom('mail').select('id').executeTakeFirstOrThrow()
  const page = load((await app.visitor().get(`/dev/mailbox/${id}`)).text)
  const text = page('main').text()
  expect(page('h1').text()).toBe('A date')
  expect(text).toContain('Words.')
  expect(text).toContain('BEGIN:VCALENDAR')
  expect(page(`main a[href="/dev/mailbox/${id}.eml"]`)).toHaveLength(1)
})

test('the raw form is the message as it would have travelled', async () => {
  const app = college()
  await promise(app.db, ['A date'], 'calendar x')
  await app.runJobs()
  const mail = await app.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()
  const response = await app
    .visitor()
    .agent.get(`/dev/mailbox/${mail.id}.eml`)
    .buffer(true)
    .parse((stream, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => done(null, Buffer.concat(chunks)))
    })
  expect(response.headers['content-type']).toMatch(/^message\/rfc822/)
  const parsed = await simpleParser(response.body as Buffer)
  expect([parsed.messageId, parsed.subject]).toEqual([mail.message_id, 'A date'])
  expect(parsed.attachments.some(({ filename }) => filename === 'invite.ics')).toBe(true)
})

test('a message that does not exist is not found', async () => {
  const visitor = college().visitor()
  for (const address of [`/dev/mailbox/${nobodys}`, `/dev/mailbox/${nobodys}.eml`, '/dev/mailbox/1'])
    expect((await visitor.get(address)).status).toBe(404)
})
