import http from 'node:http'
import { testPassword } from '../test/support/password.ts'

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })

export interface Answer {
  status: number
  milliseconds: number
}

/** Somebody with a browser: a cookie, and the token that our forms carry. */
export class Visitor {
  cookie = ''
  private token = ''
  private readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  async get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  async post(path: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, new URLSearchParams({ _csrf: this.token, ...fields }).toString())
  }

  private send(method: string, path: string, body?: string): Promise<Answer> {
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const headers = {
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const request = http.request(this.origin + path, { method, headers, agent }, (response) => {
        const cookie = response.headers['set-cookie']?.find((one) => one.startsWith('session='))
        if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? ''
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => {
          this.token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.token
          resolve({ status: response.statusCode ?? 0, milliseconds: performance.now() - began })
        })
      })
      request.on('error', reject)
      request.end(body)
    })
  }
}

/** Signs everybody in through the sign-in page, eight at a time. */
export async function signInAll(origin: string, emails: string[]): Promise<Visitor[]> {
  return inParallel(emails, 8, async (email) => {
    const visitor = new Visitor(origin)
    await visitor.get('/sign-in')
    const { status } = await visitor.post('/sign-in', { email, password: testPassword })
    if (status !== 303) throw new Error(`${email} could not sign in: ${status}`)
    await visitor.get('/account')
    return visitor
  })
}

export async function inParallel<Item, Result>(
  items: Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as Item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
