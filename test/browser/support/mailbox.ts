import type { Page } from 'playwright-core'
import { simpleParser } from 'mailparser'

interface Listed {
  id: string
  to: string
  subject: string
}

export interface Received {
  id: string
  subject: string
  /** What the message asks a calendar to do. */
  method: string | undefined
  calendar: string
  text: string
}

/** What this address was sent, oldest first, once there are so many messages. */
export async function receivedBy(page: Page, to: string, atLeast: number): Promise<Received[]> {
  const until = Date.now() + 40_000
  for (;;) {
    const mails = await listFor(page, to)
    if (mails.length >= atLeast) return Promise.all(mails.map((mail) => read(page, mail)))
    if (Date.now() > until) throw new Error(`${to} has ${mails.length} messages, not ${atLeast}`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

async function listFor(page: Page, to: string): Promise<Listed[]> {
  const response = await page.request.get('/dev/mailbox.json')
  const mails = (await response.json()) as Listed[]
  return mails.filter((mail) => mail.to === to).reverse()
}

async function read(page: Page, { id, subject }: Listed): Promise<Received> {
  const response = await page.request.get(`/dev/mailbox/${id}.eml`)
  const message = await simpleParser(await response.body())
  const invite = message.attachments.find(({ filename }) => filename === 'invite.ics')
  const calendar = invite?.content.toString() ?? ''
  return { id, subject, method: /^METHOD:(\w+)/m.exec(calendar)?.[1], calendar, text: message.text ?? '' }
}
