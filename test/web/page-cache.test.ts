import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import express, { type RequestHandler } from 'express'
import supertest from 'supertest'
import { strongEtag } from '../../src/web/etag.ts'
import { pageCache, type PageCacheOptions } from '../../src/web/page-cache.ts'

/** The middleware alone in front of one handler, with a clock the test moves, counting how often the handler runs. */
function cached(handler: RequestHandler, options: Partial<PageCacheOptions> = {}) {
  const made = { times: 0, now: 0 }
  const app = express()
  const canonical = (url: string) => (url.startsWith('/pages') ? url.replace(/[?&]junk=\w*/g, '') : undefined)
  app.use(pageCache({ canonical, now: () => made.now, ...options }))
  app.use((request, response, next) => {
    made.times++
    return handler(request, response, next)
  })
  return Object.assign(made, {
    get: (path: string) => supertest(app).get(path).set('Accept-Encoding', 'identity'),
    app,
  })
}

const numbered = () => {
  let number = 0
  const handler: RequestHandler = (_request, response) => void response.send(`page ${++number}`)
  return handler
}

test('a page is made once a second, whoever asks', async () => {
  const site = cached(numbered())
  const texts: string[] = []
  for (const now of [0, 500, 999, 1000, 1999, 2000]) {
    site.now = now
    texts.push((await site.get('/pages')).text)
  }
  expect(texts).toEqual(['page 1', 'page 1', 'page 1', 'page 2', 'page 2', 'page 3'])
})

test('a page is as old as the moment its making began', async () => {
  const site = cached(async (_request, response) => {
    site.now += 900
    await Promise.resolve()
    response.send('slow')
  })
  await site.get('/pages')
  site.now = 999
  await site.get('/pages')
  expect(site.times).toBe(1)
  site.now = 1000
  await site.get('/pages')
  expect(site.times).toBe(2)
})

test('visitors who ask at once share one making', async () => {
  let finish: () => void = () => undefined
  const wait = new Promise<void>((resolve) => (finish = resolve))
  const site = cached(async (_request, response) => {
    await wait
    response.send('shared')
  })
  const server = site.app.listen(0)
  const asked = Array.from({ length: 20 }, () =>
    supertest(server)
      .get('/pages')
      .then(({ text }) => text),
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  finish()
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['shared']))
  server.close()
  expect(site.times).toBe(1)
})

test('addresses of one page share it, and addresses of two do not', async () => {
  const site = cached(numbered())
  const paths = ['/pages', '/pages?junk=1', '/pages?junk=2', '/pages/other', '/elsewhere', '/elsewhere']
  const texts: string[] = []
  for (const path of paths) texts.push((await site.get(path)).text)
  expect(texts).toEqual(['page 1', 'page 1', 'page 1', 'page 2', 'page 3', 'page 4'])
})

test.each(['session=s%3Aabc', 'theme=dark; __Host-session=abc'])(
  'a visitor with the cookie %s gets a page of their own',
  async (cookie) => {
    const site = cached(numbered())
    expect((await site.get('/pages').set('Cookie', cookie)).text).toBe('page 1')
    const own = await site.get('/pages').set('Cookie', cookie)
    expect(own.text).toBe('page 2')
    expect(own.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Cookie, Accept-Encoding',
    })
    expect((await site.get('/pages').set('Cookie', 'other_session=1')).text).toBe('page 3')
    expect((await site.get('/pages')).text).toBe('page 3')
  },
)

test('a repeated question is answered 304, zipped or not, with a strong ETag for each', async () => {
  const site = cached((_request, response) => void response.send('x'.repeat(2000)))
  const plain = await site.get('/pages')
  const zipped = await site.get('/pages').set('Accept-Encoding', 'gzip, br')
  expect(plain.headers.etag).toBe(strongEtag('x'.repeat(2000)))
  expect(zipped.headers['content-encoding']).toBe('gzip')
  expect(zipped.text).toBe(plain.text)
  expect(zipped.headers.etag).toMatch(/^"[\w-]+-gzip"$/)
  expect(Number(zipped.headers['content-length'])).toBeLessThan(100)
  for (const [encoding, etag] of [
    ['identity', plain.headers.etag],
    ['gzip', zipped.headers.etag],
  ] as const) {
    const again = await site
      .get('/pages')
      .set('Accept-Encoding', encoding)
      .set('If-None-Match', `"old", ${etag!}`)
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
    expect(again.headers.vary).toBe('Cookie, Accept-Encoding')
  }
  expect((await site.get('/pages').set('If-None-Match', zipped.headers.etag!)).status).toBe(200)
  expect(site.times).toBe(1)
})

test('what was zipped is the page, byte for byte', async () => {
  const text = 'žluťoučký kůň '.repeat(50)
  const server = cached((_request, response) => void response.type('text/plain').send(text)).app.listen(0)
  const { port } = server.address() as AddressInfo
  // node:http leaves the bytes as they came; supertest unpacks them.
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    http.get({ port, path: '/pages', headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      buffer(response).then(resolve, reject)
    })
  })
  server.close()
  expect(gunzipSync(bytes).toString()).toBe(text)
})

test('HEAD is answered like GET without the page', async () => {
  const site = cached(numbered())
  const page = await site.get('/pages')
  const head = await supertest(site.app).head('/pages').set('Accept-Encoding', 'identity')
  expect([head.status, head.text, head.headers.etag]).toEqual([200, undefined, page.headers.etag])
  expect(head.headers['content-length']).toBe('6')
  expect(site.times).toBe(1)
})

test('the headers of the page come with it', async () => {
  const site = cached((_request, response) => {
    response
      .set('Cache-Control', 'public, max-age=900')
      .set('X-Robots-Tag', 'noindex')
      .type('text/calendar')
      .send('BEGIN')
  })
  await site.get('/pages')
  const again = await site.get('/pages')
  expect(site.times).toBe(1)
  expect(again.headers).toMatchObject({
    'cache-control': 'public, max-age=900',
    'x-robots-tag': 'noindex',
    'content-type': 'text/calendar; charset=utf-8',
  })
})

test.each<[string, RequestHandler]>([
  ['a page that is not there', (_request, response) => void response.status(404).send('nothing')],
  ['a page that sets a cookie', (_request, response) => void response.cookie('a', 'b').send('cookie')],
  [
    'a page with something in its session',
    (request, response) => {
      Object.assign(request, { session: { cookie: {}, csrfToken: 'secret' } })
      response.send('form')
    },
  ],
  [
    'a page not to be stored',
    (_request, response) => void response.set('Cache-Control', 'no-store').send('mine'),
  ],
  [
    'a page for one person',
    (_request, response) => void response.set('Cache-Control', 'private').send('mine'),
  ],
  ['a redirect', (_request, response) => response.redirect('/pages/other')],
  [
    'an answer in parts',
    (_request, response) => {
      response.write('one ')
      response.end('two')
    },
  ],
  ['data', (_request, response) => void response.sendStatus(204)],
])('%s is made anew for everybody', async (_, handler) => {
  const site = cached(handler)
  const [one, other] = [await site.get('/pages'), await site.get('/pages')]
  expect([one.status, one.text]).toEqual([other.status, other.text])
  expect(site.times).toBe(2)
})

test('a page whose session is empty is kept', async () => {
  const site = cached((request, response) => {
    Object.assign(request, { session: { cookie: {} } })
    response.send('page')
  })
  await site.get('/pages')
  await site.get('/pages')
  expect(site.times).toBe(1)
})

test('when making a page fails, those who waited for it are served on their own', async () => {
  let first = true
  const site = cached(async (_request, response) => {
    const fails = first
    first = false
    await new Promise((resolve) => setTimeout(resolve, 50))
    if (fails) response.status(500).send('broken')
    else response.send('mended')
  })
  const server = site.app.listen(0)
  const texts = await Promise.all(
    Array.from({ length: 5 }, () =>
      supertest(server)
        .get('/pages')
        .then(({ text }) => text),
    ),
  )
  server.close()
  expect(texts.sort()).toEqual(['broken', 'mended', 'mended', 'mended', 'mended'])
})

test('when the visitor for whom a page was made is gone, the others still get one', async () => {
  let asked = 0
  const site = cached((_request, response) => {
    // The first is never answered, as when a handler waits for somebody who has left.
    if (++asked > 1) response.send('page')
  })
  const server = site.app.listen(0)
  const first = supertest(server)
    .get('/pages')
    .timeout(100)
    .catch(() => 'gone')
  await new Promise((resolve) => setTimeout(resolve, 30))
  const second = supertest(server).get('/pages')
  const texts = await Promise.all([first, second.then(({ text }) => text)])
  server.close()
  expect(texts).toEqual(['gone', 'page'])
})

test('no more pages are kept than memory was promised', async () => {
  const site = cached(numbered(), { mostPages: 2 })
  for (const path of ['/pages/a', '/pages/b', '/pages/c', '/pages/c', '/pages/b', '/pages/a'])
    await site.get(path)
  expect(site.times).toBe(4)
})

test('only reading is answered from memory', async () => {
  const site = cached(numbered())
  await site.get('/pages')
  expect((await supertest(site.app).post('/pages')).text).toBe('page 2')
})
