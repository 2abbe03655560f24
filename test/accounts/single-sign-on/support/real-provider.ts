import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { load } from 'cheerio'
import type supertest from 'supertest'
import type { Browser } from '../../../support/app.ts'

export interface Person {
  /** What the provider says of them: email, email_verified, name, groups. */
  claims: Record<string, unknown>
  /** What stands in their ID token only, such as amr. */
  token?: Record<string, unknown>
}

export interface Instructions {
  people?: Record<string, Person>
  fault?: { claims?: Record<string, unknown>; signer?: 'stranger'; token?: 'down' } | undefined
}

export interface RealProvider {
  issuer: string
  tell(instructions: Instructions): Promise<void>
  stop(): Promise<void>
}

const ours = 'http://localhost:3000'

export async function startProvider(college = ours): Promise<RealProvider> {
  const script = path.join(import.meta.dirname, 'provider.ts')
  const child: ChildProcess = fork(script, [college], { execArgv: ['--import', 'tsx'], silent: true })
  const noise: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => noise.push(chunk.toString()))
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The provider ended: ${noise.join('')}`)
  })
  const [issuer] = (await Promise.race([once(child, 'message'), ended])) as [string]
  ended.catch(() => undefined)
  return {
    issuer,
    tell: async (instructions) => {
      const heard = once(child, 'message')
      child.send(instructions)
      await heard
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** A browser away from us: follows the provider's redirects and fills in its forms, keeping its cookies. */
export class Away {
  private readonly cookies = new Map<string, string>()

  /** From the address the college sends to, as this person; gives the address at the college they come back to. */
  async signIn(address: string, login: string, press: 'agree' | 'cancel' = 'agree'): Promise<string> {
    let response = await this.ask(address)
    for (let step = 0; step < 20; step++) {
      const location = response.headers.get('location')
      if (location !== null) {
        const next = new URL(location, response.url)
        if (next.origin === ours) return `${next.pathname}${next.search}`
        response = await this.ask(next.href)
        continue
      }
      response = await this.answer(response, login, press)
    }
    throw new Error(`The provider never came to an end: ${response.url}`)
  }

  private async answer(response: Response, login: string, press: string): Promise<Response> {
    const page = load(await response.text())
    const cancel = page('a[href$="/abort"]').attr('href')
    if (press === 'cancel' && cancel !== undefined) return this.ask(new URL(cancel, response.url).href)
    const action = page('form').attr('action')
    if (action === undefined) throw new Error(`The provider says: ${page('body').text().slice(0, 400)}`)
    const prompt = page('input[name=prompt]').attr('value') ?? ''
    const body = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) })
    return this.ask(new URL(action, response.url).href, { method: 'POST', body })
  }

  private async ask(address: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, { ...options, redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      this.cookies.set(name, value)
    }
    return response
  }
}

/** All the way: from our sign-in page to the provider, and back. */
export async function signInThere(
  browser: Browser,
  login: string,
  start = '/sign-in/single-sign-on',
): Promise<{ back: string; response: supertest.Response }> {
  const begun = await browser.get(start)
  if (begun.status !== 303) throw new Error(`Not sent to the provider: ${begun.status}`)
  const back = await new Away().signIn(begun.headers.location ?? '', login)
  return { back, response: await browser.get(back) }
}
