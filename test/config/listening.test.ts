// The product as it is started, asked from this computer and as another computer would ask it.
import { type ChildProcess, spawn } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { testDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { programOf } from '../support/programs.ts'
import { untilPrinted } from '../support/until-printed.ts'

const database = testDatabase()
const root = path.join(__dirname, '../..')

const started: ChildProcess[] = []
afterEach(async () => {
  for (const product of started.splice(0)) {
    const ended = new Promise((resolve) => product.once('exit', resolve))
    if (product.exitCode === null && product.kill('SIGKILL')) await ended
  }
})

/** Starts it beside the test's database, with these settings. What it prints until it is ready. */
async function start(port: number, settings: Record<string, string>): Promise<string> {
  const { PATH } = process.env
  const env = { PATH, DATABASE_URL: database().url, PORT: String(port), LOG_LEVEL: 'error', ...settings }
  const product = spawn(process.execPath, [programOf('main.ts')], {
    cwd: root,
    env: { SESSION_SECRET: 'a hidden word of thirty-two letters', ...env },
  })
  started.push(product)
  return untilPrinted(product, /is ready: .*\n\n.*(mail|Mail)/s)
}

/** This computer's address in its network; a computer without one is asked by another name for itself. */
function fromOutside(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2'
}

async function answers(host: string, port: number, page: string): Promise<number | 'nobody'> {
  return fetch(`http://${host}:${port}${page}`).then(
    (answer) => answer.status,
    () => 'nobody' as const,
  )
}

test('a mailbox that shows all mail can be opened on this computer only', async () => {
  const port = await freePort()
  const printed = await start(port, { DEV_MAILBOX: 'yes' })
  expect(printed).toContain(`is ready: http://localhost:${port}\n`)
  expect(printed).toContain(`http://localhost:${port}/dev/mailbox`)
  expect(await answers('localhost', port, '/dev/mailbox')).toBe(200)
  expect(await answers(fromOutside(), port, '/healthz')).toBe('nobody')
})

test('a college’s own database, and no word of what it is for: others reach it, no mailbox, and the start says so', async () => {
  const port = await freePort()
  const printed = await start(port, {})
  expect(printed).toMatch(/mail .*goes nowhere.*SMTP_URL/i)
  expect(printed).not.toContain('/dev/mailbox')
  expect(await answers('localhost', port, '/dev/mailbox')).toBe(404)
  expect(await answers(fromOutside(), port, '/healthz')).toBe(200)
})
