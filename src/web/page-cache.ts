// Pages that look the same to every visitor come finished from memory.
//
// A page is kept for one second. That bounds how old the number of free places on it can be, in every web process and
// whoever changed it, without a word between processes; and one second is enough, since what has to be borne is many
// people asking for the same page at once. A page that is older is made again, never shown.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import { strongEtag } from './etag.ts'
import { LatestUsed } from './latest-used.ts'

export interface PageCacheOptions {
  /** The one address a page goes by, or undefined for what is not to be kept. */
  canonical: (url: string) => string | undefined
  /** Milliseconds for which a page is fresh. */
  freshFor?: number
  /** How many pages are kept; the one not asked for longest goes first. */
  mostPages?: number
  /** Milliseconds that only ever rise. Not the clock of the product, which may stand still in a test. */
  now?: () => number
}

interface Page {
  headers: [string, string][]
  plain: Body
  /** Made when the first browser that takes it asks. */
  zipped: Promise<Body> | undefined
}

interface Body {
  bytes: Buffer
  etag: string
}

interface Kept {
  page: Promise<Page | undefined>
  freshUntil: number
}

const zip = promisify(gzip)
/** A larger page is not worth the memory it would fill. */
const largest = 2_000_000

/**
 * Answers visitors from memory, and lets visitors who ask for one page at once share one rendering. People with a
 * session are passed on: what they see is theirs. Nothing with a form token, a cookie or an error is ever kept.
 */
export function pageCache({
  canonical,
  freshFor = 1000,
  mostPages = 300,
  now = () => performance.now(),
}: PageCacheOptions): RequestHandler {
  const pages = new LatestUsed<string, Kept>(mostPages)
  return async function answerFromMemory(request, response, next) {
    const address = request.method === 'GET' || request.method === 'HEAD' ? canonical(request.url) : undefined
    if (address === undefined) {
      next()
      return
    }
    response.set('Cache-Control', 'no-cache').vary('Cookie').vary('Accept-Encoding')
    if (hasSession(request)) {
      response.set('Cache-Control', 'private, no-cache')
      next()
      return
    }
    const kept = pages.get(address)
    if (kept === undefined || kept.freshUntil <= now()) {
      pages.set(address, { page: pageMadeBy(response), freshUntil: now() + freshFor })
      next()
      return
    }
    const page = await kept.page
    if (page === undefined) next()
    else await answer(request, response, page)
  }
}

function hasSession({ headers }: Request): boolean {
  return headers.authorization !== undefined || /(?:^|[;\s])(?:__Host-)?session=/.test(headers.cookie ?? '')
}

/** Watches one answer being made, and sends it in the form it is kept in. Undefined when it is not for everybody. */
function pageMadeBy(response: Response): Promise<Page | undefined> {
  return new Promise((resolve) => {
    const send = response.send.bind(response)
    response.send = (body: unknown) => {
      response.send = send
      const page = isForEverybody(response) ? pageFrom(response, body) : undefined
      resolve(page)
      if (page === undefined) return send(body)
      answer(response.req, response, page).catch((error: unknown) => response.req.next?.(error))
      return response
    }
    // A handler that answers in another way, or a browser that is gone: those who wait must not wait for ever.
    response.once('close', () => resolve(undefined))
  })
}

function isForEverybody(response: Response): boolean {
  const { session } = response.req as { session?: object }
  const cacheControl = String(response.get('Cache-Control'))
  return (
    response.statusCode === 200 &&
    // The session's cookie is only set as the headers are sent, so the session itself is looked at.
    Object.keys(session ?? {}).every((key) => key === 'cookie') &&
    response.get('Set-Cookie') === undefined &&
    !/no-store|private/.test(cacheControl)
  )
}

function pageFrom(response: Response, body: unknown): Page | undefined {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return undefined
  const bytes = Buffer.from(body)
  if (bytes.length > largest) return undefined
  if (response.get('Content-Type') === undefined) response.type('html')
  const headers = Object.entries(response.getHeaders()).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return { headers, plain: { bytes, etag: strongEtag(bytes) }, zipped: undefined }
}

async function answer(request: Request, response: Response, page: Page): Promise<void> {
  for (const [name, value] of page.headers) response.setHeader(name, value)
  const wantsZipped = request.acceptsEncodings('gzip', 'identity') === 'gzip'
  const { bytes, etag } = wantsZipped ? await (page.zipped ??= zippedFrom(page)) : page.plain
  if (wantsZipped) response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('ETag', etag)
  if (request.fresh) {
    response.removeHeader('Content-Encoding')
    response.status(304).end()
    return
  }
  response.setHeader('Content-Length', bytes.length)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

async function zippedFrom({ plain }: Page): Promise<Body> {
  // Another coding is another representation, with a strong ETag of its own (RFC 9110, 8.8.3.3).
  return { bytes: await zip(plain.bytes), etag: plain.etag.replace(/"$/, '-gzip"') }
}
