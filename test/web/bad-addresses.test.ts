import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import fc from 'fast-check'
import { testApp } from '../support/app.ts'
import { makeCast } from './support/cast.ts'
import { hostileFields, hostileText, isClean } from './support/hostile.ts'
import { viewers, whoMay } from './support/who-may.ts'

const college = testApp()

const parameters = ['q', 'term', 'category', 'venue', 'mode', 'day', 'places', 'page', 'sort', 'next', 'id']
const patterns = Object.keys(whoMay).flatMap((name) => (name.startsWith('GET ') ? [name.slice(4)] : []))

test('no address and no query brings a fault, or markup of its own into a page', async () => {
  const app = college()
  const cast = await makeCast(app)
  const address = fc
    .record({
      pattern: fc.constantFrom(...patterns),
      part: hostileText,
      whole: fc.boolean(),
      query: hostileFields(parameters),
    })
    .map(({ pattern, part, whole, query }) => {
      const known = pattern.replace(':slug', cast.slug).replace(':token', cast.feedToken)
      const path = whole ? known.replace(':id', cast.runId) : pattern.replace(/:\w+/, part)
      return { pattern, address: `${path}?${query}` }
    })
  await fc.assert(
    fc.asyncProperty(address, async ({ pattern, address: asked }) => {
      const viewer = viewers.findLast((one) => whoMay[`GET ${pattern}`]?.includes(one)) ?? 'visitor'
      const { status, text } = await cast.browsers[viewer].agent.get(asked)
      if (pattern !== '/readyz') expect(status).toBeLessThan(500)
      expect(isClean(text)).toBe(true)
    }),
    { numRuns: 150, endOnFailure: true },
  )
})

test.each([
  ['/courses?mode=sideways', 400],
  ['/courses?day=Someday', 400],
  ['/courses?places=all', 400],
  ['/courses?q=a&q=b', 400],
  ['/courses?q[]=a', 200],
  [`/courses?q=${'a'.repeat(201)}`, 400],
  ['/courses?__proto__=x&constructor=y&toString=z', 200],
  ['/courses?utm_source=poster', 200],
  ['/calendar.ics?mode=sideways', 400],
])('%s is answered %i', async (address, status) => {
  const response = await college().visitor().agent.get(address)
  expect(response.status).toBe(status)
  if (status === 400) expect(response.text).toMatch(/<h1>[^<]+<\/h1>/)
})

test('what is no HTTP at all, or has no end, is refused without hurting the next visitor', async () => {
  const server = createServer(college().app).listen(0)
  const { port } = server.address() as AddressInfo
  const asked: [string, RegExp][] = [
    [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, /^HTTP\/1.1 431/],
    ['GET / HTTP/9.9\r\n\r\n', /^HTTP\/1.1 400/],
    ['\u0000\u0001\u0002\r\n\r\n', /^HTTP\/1.1 400/],
    ['GET /courses?q=\u00ff\u00fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 (200|400)/],
    ['GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 404/],
    ['GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 (200|400|404)/],
    [
      'GET / HTTP/1.1\r\nHost: x\r\nCookie: session=%ZZ; session=s:a.b\r\nConnection: close\r\n\r\n',
      /^HTTP\/1.1 200/,
    ],
  ]
  try {
    for (const [request, answer] of asked) expect(await raw(port, request)).toMatch(answer)
    expect(await raw(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/200 OK/)
  } finally {
    server.close()
  }
})

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(request, 'latin1')))
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => (answer += text))
    socket.on('close', () => resolve(answer))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    )
  })
}
