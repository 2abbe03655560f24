// A provider of text messages on this computer, which speaks Twilio's Messages API and refuses what a test wants.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Asked {
  method: string
  path: string
  authorization: string
  contentType: string
  form: Record<string, string>
}

export class Provider {
  /** Every request, refused ones too. */
  readonly asked: Asked[] = []
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
    this.asked.push(asked)
    const { status, body } = this.rule(asked) ?? this.accept(asked)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  private accept({ path, authorization, form }: Asked) {
    const basic = `Basic ${Buffer.from('AC123:s3cret-token').toString('base64')}`
    if (authorization !== basic) return { status: 401, body: { code: 20003, message: 'Authenticate' } }
    if (path !== '/2010-04-01/Accounts/AC123/Messages.json')
      return { status: 404, body: { code: 20404, message: 'Not found' } }
    if (!/^\+[1-9]\d{6,14}$/.test(form.To ?? ''))
      return { status: 400, body: { code: 21211, message: 'Invalid ‘To’ phone number' } }
    return { status: 201, body: { sid: `SM${this.asked.length}`, status: 'queued' } }
  }
}
