// A real mail server on this computer, which refuses what a test wants it to refuse.
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  to: string[]
  from: string
  raw: string
  parsed: ParsedMail
}

export interface Refusal {
  code: number
  text: string
}

/** Asked at each step of a conversation; an answer is a refusal. `subject` is known once the message has come. */
export type Rule = (
  step: 'sender' | 'recipient' | 'message',
  about: { to: string; subject: string },
) => Refusal | undefined

export class MailServer {
  readonly received: Received[] = []
  /** Every conversation about a message that began, refused ones too. */
  attempts = 0
  rule: Rule = () => undefined
  /** Milliseconds between a message and the answer to it. */
  slowness = 0
  /** Called when a message has come whole, before it is answered. */
  onMessage: (message: Received) => void | Promise<void> = () => undefined
  private readonly server: SMTPServer

  constructor(options: { password?: string } = {}) {
    const { password } = options
    this.server = new SMTPServer({
      logger: false,
      authOptional: password === undefined,
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      // Whoever still talks when it closes is cut off.
      closeTimeout: 1000,
      disabledCommands: password === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
      onAuth: (given, _, done) =>
        given.password === password
          ? done(null, { user: 'college' })
          : done(refusal({ code: 535, text: 'Wrong password' })),
      onMailFrom: (_, __, done) => {
        this.attempts++
        done(refusal(this.rule('sender', { to: '', subject: '' })))
      },
      onRcptTo: ({ address }, _, done) => done(refusal(this.rule('recipient', { to: address, subject: '' }))),
      onData: (stream, { envelope }, done) => {
        void this.take(stream, envelope).then((answer) => done(answer), done)
      },
    })
  }

  private async take(
    stream: NodeJS.ReadableStream,
    { mailFrom, rcptTo }: { mailFrom: false | { address: string }; rcptTo: { address: string }[] },
  ): Promise<Error | null> {
    const raw = await buffer(stream)
    const parsed = await simpleParser(raw)
    const to = rcptTo.map(({ address }) => address)
    const from = mailFrom === false ? '' : mailFrom.address
    const refused = refusal(this.rule('message', { to: to.join(), subject: parsed.subject ?? '' }))
    await new Promise((resolve) => setTimeout(resolve, this.slowness))
    if (refused !== null) return refused
    const message = { to, from, raw: raw.toString('latin1'), parsed }
    this.received.push(message)
    await this.onMessage(message)
    return null
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
  }

  url(credentials = ''): string {
    return `smtp://${credentials}127.0.0.1:${(this.server.server.address() as AddressInfo).port}`
  }

  subjects(): string[] {
    return this.received.map(({ parsed }) => parsed.subject ?? '')
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve))
  }
}

function refusal(refused: Refusal | undefined): Error | null {
  return refused === undefined ? null : Object.assign(new Error(refused.text), { responseCode: refused.code })
}
