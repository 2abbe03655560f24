import { createTransport } from 'nodemailer'
import type Mailer from 'nodemailer/lib/mailer/index.js'
import type { College } from '../config/config.ts'
import { templates, viewsFolder } from '../web/views.ts'
import type { MailContent } from './content.ts'
import type { Mail } from './queries.ts'

export interface Sender {
  college: College
  /** The one address invitations come from: calendars trust a sender they know. */
  address: string
  baseUrl: string
}

const engine = templates()

/** The finished message of a row of the outbox. The same row always makes the same message, Message-ID included. */
export async function compose(
  mail: Mail,
  sender: Sender,
): Promise<Mailer.Options & { text: string; html: string }> {
  const { text, html } = await render(mail.view as unknown as MailContent, mail.subject, sender)
  return {
    messageId: mail.message_id,
    date: mail.created_at,
    from: { name: sender.college.name, address: sender.address },
    replyTo: { name: sender.college.name, address: sender.college.email },
    to: { name: mail.to_name, address: mail.to_address },
    subject: mail.subject,
    text,
    html,
    // RFC 3834: no automatic reply should come back. The second is what Exchange reads.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    ...(mail.calendar_text !== null && mail.calendar_method !== null
      ? { icalEvent: { method: mail.calendar_method, filename: 'invite.ics', content: mail.calendar_text } }
      : {}),
  }
}

async function render(content: MailContent, subject: string, { college, baseUrl }: Sender) {
  const data = { ...content, subject, college, baseUrl }
  const [html, text] = await Promise.all([
    engine.render(`${viewsFolder}/mail/html.hbs`, data, { cache: true }),
    engine.render(`${viewsFolder}/mail/text.hbs`, data, { cache: true }),
  ])
  return { html, text: `${text.replace(/\n{3,}/g, '\n\n').trim()}\n` }
}

/** The message as it would travel, byte for byte. */
export async function rawMessage(options: Mailer.Options): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail(options)
  return message as Buffer
}
