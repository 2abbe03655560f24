// A mail server that keeps what it is given: the other end of a real SMTP conversation.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  messageId: string
  to: string
  subject: string
  text: string
}

export interface PostOffice {
  url: string
  /** In the order in which they came; a letter that came twice is here twice. */
  letters: Letter[]
  /** Called when a letter has been taken in, before the sender is told. */
  onLetter: (letter: Letter) => Promise<void> | void
  close(): Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // Whoever still talks when it closes is cut off.
    closeTimeout: 1000,
    onData: (stream, _session, done) => {
      simpleParser(stream)
        .then((mail) => takeIn(mail))
        .then(() => done(), done)
    },
  })
  // Clients that are killed in the middle of a conversation are what this is for.
  server.on('error', () => undefined)
  const office: PostOffice = {
    url: '',
    letters,
    onLetter: () => undefined,
    close: async () => {
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
  const takeIn = async (mail: ParsedMail) => {
    const to = [mail.to].flat().flatMap((address) => address?.value.map((one) => one.address ?? '') ?? [])
    const letter = {
      messageId: mail.messageId ?? '',
      to: to.join(', '),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
    }
    letters.push(letter)
    await office.onLetter(letter)
  }
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return office
}
