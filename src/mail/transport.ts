import { createTransport } from 'nodemailer'
import type Mailer from 'nodemailer/lib/mailer/index.js'

export interface Post {
  send(message: Mailer.Options): Promise<void>
  close(): void
  /** What was sent is read in the development mailbox, and nowhere else. */
  shown?: true
}

/** Over SMTP when there is a server for it; else nowhere: the development mailbox shows what the outbox has sent. */
export function postFor(smtpUrl: string | undefined): Post {
  if (smtpUrl === undefined) return { send: () => Promise.resolve(), close: () => undefined, shown: true }
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return {
    send: async (message) => {
      await transport.sendMail(message)
    },
    close: () => {
      transport.close()
    },
  }
}

/**
 * The server said no to this message, and would say no again: an address that does not exist (RFC 5321, 4.2.1: a 5yz
 * reply). A no to us, such as a wrong password, is said to every message and is put right by the college, so it is not.
 */
export function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error && 'code' in error)) return false
  const reply = Number(error.responseCode)
  const toTheMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  return toTheMessage && reply >= 500 && reply < 600 && reply !== authenticationRequired
}

// RFC 4954, 6.
const authenticationRequired = 530
