// A mail server that takes a call and then says nothing: every hand of the worker waits for it, and nobody else does.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { closeAll } from '../crash/support/close-all.ts'
import { killProducts, startProduct } from '../crash/support/product.ts'
import { until } from '../crash/support/state.ts'
import { connect } from '../../src/database/connection.ts'
import { deliver } from '../../src/mail/deliver.ts'
import { senderFrom } from '../../src/worker.ts'
import { testDatabase } from '../support/database.ts'
import { config } from './support/letters.ts'
import { promise, statuses } from './support/outbox.ts'

const database = testDatabase()

let silent: Server
let callers: Socket[]
beforeEach(async () => {
  callers = []
  silent = createServer((caller) => callers.push(caller.on('error', () => undefined)))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
})
afterEach(() =>
  closeAll(
    killProducts,
    () => callers.forEach((caller) => caller.destroy()),
    () => new Promise((resolve) => silent.close(resolve)),
  ),
)

/** Throws where the answer is not there long before a delivery gives up. */
async function statusOf(address: string): Promise<number> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) })
  await answer.text()
  return answer.status
}

test('while four mail servers keep the worker waiting, pages come at once, though the web has few connections', async () => {
  const { db, url } = database()
  await promise(
    db,
    Array.from({ length: 6 }, (_, index) => `mail ${index}`),
  )
  const SMTP_URL = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`
  // Six are what four deliveries and the worker's own two would use up.
  const product = await startProduct({ DATABASE_URL: url, SMTP_URL, WEB_CONNECTIONS: '6' })
  await until(10_000, 'The worker sends nothing', () => Promise.resolve(callers.length === 4))
  const addresses = Array.from({ length: 30 }, (_, index) => `/courses?q=sleep+${index}`)
  const answers = await Promise.all([...addresses, '/readyz'].map((path) => statusOf(product.address + path)))
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(Object.values(await statuses(db))).toEqual(Array(6).fill('queued'))
})

test('a database that ends transactions in which nothing happens leaves a slow delivery alone', async () => {
  const { db, url } = database()
  await promise(db, ['A place'])
  const { id } = await db.selectFrom('mail').select('id').executeTakeFirstOrThrow()
  const impatient = new URL(url)
  impatient.searchParams.set('options', '-c idle_in_transaction_session_timeout=200')
  const worker = connect(impatient.toString(), { max: 2, onError: () => undefined })
  const post = { send: () => pause(1000), close: () => undefined }
  const delivery = { db: worker.db, post, sender: senderFrom(config), clock: () => new Date() }
  try {
    await deliver(delivery, id, { number: 1, last: false })
  } finally {
    await worker.close()
  }
  expect(await statuses(db)).toEqual({ 'A place': 'sent' })
})
