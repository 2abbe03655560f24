// A worker in a process of its own, killed by the mail server at the worst moment: after the mail was taken, before
// the worker could know.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { closeAll } from '../crash/support/close-all.ts'
import { testDatabase } from '../support/database.ts'
import { promise, statuses } from './support/outbox.ts'
import { MailServer } from './support/smtp.ts'
import { programOf } from '../support/programs.ts'

const database = testDatabase()
const root = path.join(__dirname, '../..')

let server: MailServer
const workers: ChildProcess[] = []
beforeEach(async () => {
  server = new MailServer()
  await server.start()
})
afterEach(() =>
  closeAll(
    () => workers.splice(0).forEach((worker) => worker.kill('SIGKILL')),
    () => server.stop(),
  ),
)

function startWorker(smtpUrl: string): ChildProcess {
  const environment = { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: 'no' }
  const worker = spawn(process.execPath, [programOf('commands/worker.ts')], {
    cwd: root,
    env: { ...environment, DATABASE_URL: database().url, SMTP_URL: smtpUrl },
    stdio: 'ignore',
  })
  workers.push(worker)
  return worker
}

test('a worker killed between the handing over and the noting sends again, under the same Message-ID', async () => {
  const { db } = database()
  await promise(db, ['one', 'two'], 'calendar x')
  const first = startWorker(server.url())
  const gone = once(first, 'exit')
  server.onMessage = async () => {
    first.kill('SIGKILL')
    await gone
  }
  await gone
  server.onMessage = () => undefined
  expect(await statuses(db)).toEqual({ one: 'queued', two: 'queued' })
  const second = startWorker(server.url())
  for (let tries = 0; tries < 300 && (await statuses(db)).two !== 'sent'; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  second.kill('SIGTERM')
  await once(second, 'exit')
  expect(await statuses(db)).toEqual({ one: 'sent', two: 'sent' })
  const [taken, again, next] = server.received.map(({ parsed }) => parsed)
  expect(server.subjects()).toEqual(['one', 'one', 'two'])
  expect(again?.messageId).toBe(taken?.messageId)
  expect(again?.date).toEqual(taken?.date)
  expect(next?.messageId).not.toBe(taken?.messageId)
})
