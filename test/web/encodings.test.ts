// What a strong ETag names must be the same bytes (RFC 9110, 8.8.1): gzip and br of one page are not.
import http from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { resetFeedToken } from '../../src/calendar/feed-token.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { paths } from '../../src/paths.ts'
import { listen, type Listening } from '../../src/web/listen.ts'
import { createApp } from '../../src/app.ts'
import { makeLog } from '../../src/lib/log.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, today } from '../support/college.ts'

const college = testApp()
let server: Listening | undefined
afterEach(() => server?.stop())

const accepted = ['br', 'identity', 'gzip', 'deflate', 'br, gzip', 'gzip;q=0, br'] as const

interface Answer {
  status: number | undefined
  headers: http.IncomingHttpHeaders
  bytes: Buffer
}

/** As it came over the wire: nothing is unpacked. */
async function ask(address: string, headers: Record<string, string>): Promise<Answer> {
  const url = `http://127.0.0.1:${server?.port ?? 0}${address}`
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      buffer(response).then((bytes) => {
        resolve({ status: response.statusCode, headers: response.headers, bytes })
      }, reject)
    })
    request.on('error', reject)
  })
}

function unpacked({ headers, bytes }: Answer): string {
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync }
  const coding = headers['content-encoding'] as keyof typeof unpack | undefined
  return (coding === undefined ? bytes : unpack[coding](bytes)).toString()
}

const isWeak = (etag: string | undefined) => etag?.startsWith('W/') === true

/** A college with enough in it that every answer is worth packing; gives the address of somebody's own calendar. */
async function open(pageFreshness: number): Promise<string> {
  const { db, database, config } = college()
  const secret = 'a-secret-for-tests-of-32-letters'
  const deps = { db, pool: database.pool, secret, log: makeLog('silent'), clock: () => today }
  const app = createApp({ ...deps, config: { ...config, pageFreshness } })
  const person = await addPerson(db)
  for (let number = 0; number < 12; number++) {
    const { id: course } = await addCourse(db, { title: `Sleep ${number}`, slug: `sleep-${number}` })
    const { runId } = await addRun(db, { course })
    await addEnrolment(db, runId, { person })
  }
  server = await listen(app, { port: 0, host: '127.0.0.1' })
  return paths.feed({ token: await inTransaction(db, (tx) => resetFeedToken(tx, person, today)) })
}

const addresses = [
  '/',
  '/courses',
  '/courses/sleep-1',
  '/calendar.ics',
  'my own calendar',
  '/static/college.css',
]

describe.each([
  ['made anew for everybody', 0],
  ['kept for a while', 60_000],
])('pages %s', (_, freshness) => {
  test.each(addresses)('%s: one ETag never stands for two different bodies', async (address) => {
    const feed = await open(freshness)
    const at = address.startsWith('/') ? address : feed
    const answers: Answer[] = []
    // Twice, since the first may be made and the second come from memory.
    for (const encoding of [...accepted, ...accepted])
      answers.push(await ask(at, { 'Accept-Encoding': encoding }))
    expect(new Set(answers.map(unpacked)).size).toBe(1)
    for (const one of answers) {
      expect(one.headers.etag).toMatch(/^(W\/)?"[^"]+"$/)
      const same = answers.filter(({ headers }) => headers.etag === one.headers.etag)
      if (!isWeak(one.headers.etag))
        for (const other of same) expect(other.bytes.equals(one.bytes)).toBe(true)
    }
    const codings = new Set(answers.map(({ headers }) => headers['content-encoding']))
    if (codings.size > 1) for (const { headers } of answers) expect(headers.vary).toMatch(/Accept-Encoding/i)
  })

  test.each(addresses)('%s: who has it is told so, and only of what they have', async (address) => {
    const feed = await open(freshness)
    const at = address.startsWith('/') ? address : feed
    for (const encoding of accepted) {
      const had = await ask(at, { 'Accept-Encoding': encoding })
      const etag = had.headers.etag ?? ''
      for (const other of accepted) {
        const again = await ask(at, { 'Accept-Encoding': other, 'If-None-Match': etag })
        if (other === encoding) expect([encoding, again.status]).toEqual([encoding, 304])
        if (again.status === 200) expect(again.headers.etag).not.toBe(etag)
        else expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag])
        const whole = await ask(at, { 'Accept-Encoding': other })
        if (again.status === 304 && !isWeak(etag)) expect(whole.bytes.equals(had.bytes)).toBe(true)
      }
    }
  })
})
