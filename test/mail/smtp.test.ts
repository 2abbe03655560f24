import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { deliveryAttempts } from '../../src/mail/enqueue.ts'
import { postFor, type Post } from '../../src/mail/transport.ts'
import { closeAll } from '../crash/support/close-all.ts'
import { testApp } from '../support/app.ts'
import { addFailedMail } from '../web/support/cast.ts'
import { signUp, press, words } from '../enrolment/support/people.ts'
import { MailServer } from './support/smtp.ts'
import { runDue } from './support/work.ts'
import { outbox, promise, statuses, waits } from './support/outbox.ts'
import { makeJobsDue } from '../support/jobs.ts'
import { load } from 'cheerio'

let server: MailServer
let post: Post
const college = testApp({ post: { send: (message) => post.send(message), close: () => undefined } })

beforeEach(async () => {
  server = new MailServer()
  await server.start()
  post = postFor(server.url())
})
// Closed in the end whatever a test came to, or jest would wait for them.
const ending: (() => unknown)[] = []
afterEach(() =>
  closeAll(
    () => post.close(),
    () => server.stop(),
    ...ending.splice(0).reverse(),
  ),
)

function postTo(url: string): Post {
  const made = postFor(url)
  ending.push(() => made.close())
  return made
}

test('a promised mail reaches the server once, from the college to the person, and is noted as sent', async () => {
  const app = college()
  await promise(app.db, ['A place'])
  await app.runJobs()
  const [message] = server.received
  expect(server.received).toHaveLength(1)
  const { to_address, message_id } = await app.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()
  expect(message).toMatchObject({ to: [to_address], from: 'office@college.example' })
  expect(message?.parsed.messageId).toBe(message_id)
  expect(await outbox(app.db)).toEqual([
    { subject: 'A place', status: 'sent', attempts: 1, last_error: null, sent_at: app.clock.now },
  ])
})

test('a server that says "later" is asked again, each time after a longer wait, for nearly ten hours', async () => {
  const app = college()
  server.rule = (step) =>
    step === 'recipient' ? { code: 451, text: '4.7.1 Greylisted, come again' } : undefined
  await promise(app.db, ['A place'])
  const paused: number[] = []
  for (let attempt = 1; attempt < deliveryAttempts; attempt++) {
    await makeJobsDue(app.db)
    await runDue(app, post)
    expect((await outbox(app.db))[0]).toMatchObject({ status: 'queued', attempts: attempt })
    paused.push((await waits(app.db))[0] ?? 0)
  }
  expect(paused).toEqual([...paused].sort((one, other) => one - other))
  expect(paused[0]).toBeLessThan(4)
  const hours = paused.reduce((sum, pause) => sum + pause, 0) / 3600
  expect(hours).toBeGreaterThan(9)
  expect(hours).toBeLessThan(10)
  await makeJobsDue(app.db)
  await runDue(app, post)
  const [mail] = await outbox(app.db)
  expect(mail).toMatchObject({ status: 'failed', attempts: deliveryAttempts })
  expect(mail?.last_error).toContain('Greylisted')
  expect(await waits(app.db)).toEqual([])
})

test('a server that says "later" once gets the mail at the second attempt', async () => {
  const app = college()
  server.rule = (step) =>
    step === 'message' && server.attempts === 1 ? { code: 452, text: 'Disk full' } : undefined
  await promise(app.db, ['A place'])
  await app.runJobs()
  expect([server.attempts, server.received.length]).toEqual([2, 1])
  expect(await outbox(app.db)).toMatchObject([{ status: 'sent', attempts: 2, last_error: null }])
})

test.each(['sender', 'recipient', 'message'] as const)(
  'a server that says "never" to the %s is asked once',
  async (refused) => {
    const app = college()
    server.rule = (step) =>
      step === refused ? { code: 550, text: '5.1.1 No such person <b>here</b>' } : undefined
    await promise(app.db, ['A place'])
    await app.runJobs()
    expect(server.attempts).toBe(1)
    expect(await outbox(app.db)).toMatchObject([{ status: 'failed', attempts: 1, sent_at: null }])
    const office = await signUp(app, 'Office', ['administrator'])
    const page = await office.browser.get('/admin/mail')
    expect(words(page)).toContain('A place')
    expect(words(page)).toContain('No such person <b>here</b>')
    expect(load(page.text)('main b')).toHaveLength(0)
    server.rule = () => undefined
    const pressed = await press(office.browser, '/admin/mail', 'Send again')
    expect([pressed.status, pressed.headers.location]).toEqual([303, '/admin/mail'])
    const after = words(await office.browser.get('/admin/mail'))
    expect(after).toContain('The message is on its way again')
    expect(after).toContain('All messages are delivered')
    await app.runJobs()
    expect(server.subjects()).toEqual(['A place'])
    const noted = await app.db.selectFrom('audit_event').selectAll().execute()
    expect(noted).toMatchObject([{ action: 'mail.sent-again', actor_id: office.id, subject_kind: 'mail' }])
  },
)

test('"Send again" counts its attempts anew, and pressed twice sends once', async () => {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  const mailId = await addFailedMail(app.db, office.id)
  await office.browser.get('/admin/mail')
  await Promise.all([1, 2].map(() => office.browser.post(`/admin/mail/${mailId}/resend`)))
  await app.runJobs()
  await office.browser.post(`/admin/mail/${mailId}/resend`)
  expect(words(await office.browser.get('/admin/mail'))).toContain('Nothing was changed')
  await app.runJobs()
  expect(server.received).toHaveLength(1)
  expect(await outbox(app.db)).toMatchObject([{ status: 'sent', attempts: 1 }])
})

test('a wrong password is said to every mail alike: none is given up for it', async () => {
  const app = college()
  const guarded = new MailServer({ password: 'right' })
  await guarded.start()
  ending.push(() => guarded.stop())
  const locked = postTo(guarded.url('college:wrong@'))
  await promise(app.db, ['A place'])
  await runDue(app, locked)
  expect(await outbox(app.db)).toMatchObject([{ status: 'queued', attempts: 1 }])
  const open = postTo(guarded.url('college:right@'))
  await makeJobsDue(app.db)
  await runDue(app, open)
  expect(await statuses(app.db)).toEqual({ 'A place': 'sent' })
})

test('a server that wants a password we do not have is no reason to give up either', async () => {
  const app = college()
  server.rule = (step) =>
    step === 'sender' ? { code: 530, text: '5.7.0 Authentication required' } : undefined
  await promise(app.db, ['A place'])
  await runDue(app, post)
  expect(await outbox(app.db)).toMatchObject([{ status: 'queued', attempts: 1 }])
})

test('where nobody answers at all, mails wait and are sent when somebody does', async () => {
  const app = college()
  const closed = await closedPort()
  const nowhere = postTo(`smtp://127.0.0.1:${closed}`)
  await promise(app.db, ['A place', 'Another'])
  await runDue(app, nowhere)
  const waiting = await outbox(app.db)
  expect(waiting.map(({ status }) => status)).toEqual(['queued', 'queued'])
  expect(waiting[0]?.last_error).toContain('ECONNREFUSED')
  await app.runJobs()
  expect(server.subjects().sort()).toEqual(['A place', 'Another'])
})

test('a server that hangs up in the middle is asked again', async () => {
  const app = college()
  const rude = createServer((socket) => socket.end('220 hello\r\n')).listen(0)
  ending.push(() => rude.close())
  const url = `smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`
  const hanging = postTo(url)
  await promise(app.db, ['A place'])
  await runDue(app, hanging)
  expect(await outbox(app.db)).toMatchObject([{ status: 'queued', attempts: 1 }])
})

function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
