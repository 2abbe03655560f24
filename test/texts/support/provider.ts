// A provider of text messages on this computer, which speaks Twilio's Messages API and refuses what a test wants.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { today } from '../../support/college.ts'

export interface Asked {
  method: string
  path: string
  authorization: string
  contentType: string
  form: Record<string, string>
}

export class Provider {
  /** Every request to send something, refused ones too. */
  readonly asked: Asked[] = []
  /** How often somebody looked at what it took. */
  looked = 0
  /** What it took, as its list has it. */
  readonly taken: Record<string, string>[] = []
  /** What it answers waits for this. */
  pause: Promise<unknown> = Promise.resolve()
  losesAnswers = false
  /** What to answer: a status, and what the body says; 201 with a new sid when left out. */
  rule: (asked: Asked) => { status: number; body: unknown } | undefined = () => undefined
  private readonly server = createServer((request, response) => void this.answer(request, response))

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** As it stands in TEXTS_URL. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://AC123:s3cret-token@127.0.0.1:${port}?from=+441632960000`
  }

  get sent(): Record<string, string>[] {
    return this.asked.map(({ form }) => form)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      contentType: request.headers['content-type'] ?? '',
      form: Object.fromEntries(new URLSearchParams(await text(request))),
    }
    if (asked.method === 'GET') this.looked++
    else this.asked.push(asked)
    const { status, body } = this.rule(asked) ?? (asked.method === 'GET' ? this.list() : this.accept(asked))
    if (asked.method === 'POST') await this.pause
    if (this.losesAnswers) {
      response.destroy()
      return
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  private accept({ path, authorization, form }: Asked) {
    const basic = `Basic ${Buffer.from('AC123:s3cret-token').toString('base64')}`
    if (authorization !== basic) return { status: 401, body: { code: 20003, message: 'Authenticate' } }
    if (path !== '/2010-04-01/Accounts/AC123/Messages.json')
      return { status: 404, body: { code: 20404, message: 'Not found' } }
    if (!/^\+[1-9]\d{6,14}$/.test(form.To ?? ''))
      return { status: 400, body: { code: 21211, message: 'Invalid ‘To’ phone number' } }
    const sid = `SM${this.asked.length}`
    const dates = { date_created: today.toUTCString().replace('GMT', '+0000') }
    this.taken.unshift({ sid, to: form.To ?? '', body: form.Body ?? '', status: 'queued', ...dates })
    return { status: 201, body: { sid, status: 'queued' } }
  }

  private list() {
    return { status: 200, body: { messages: this.taken } }
  }
}
