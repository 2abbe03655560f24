import type Mailer from 'nodemailer/lib/mailer/index.js'
import { counted, momentInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Mail } from './queries.ts'

export function mailboxPage(mails: Mail[], timeZone: string) {
  return {
    title: 'Development mailbox',
    mails: mails.map((mail) => ({
      href: paths.mailboxMessage({ id: mail.id }),
      subject: mail.subject,
      to: `${mail.to_name} <${mail.to_address}>`,
      sentAt: mail.sent_at === null ? '' : momentInWords(mail.sent_at, timeZone),
      calendar: mail.calendar_method,
    })),
  }
}

export function mailboxMessagePage(mail: Mail, message: Mailer.Options, timeZone: string) {
  return {
    title: mail.subject,
    back: { href: paths.mailbox(), text: 'Development mailbox' },
    to: `${mail.to_name} <${mail.to_address}>`,
    sentAt: mail.sent_at === null ? 'Not sent yet' : momentInWords(mail.sent_at, timeZone),
    text: message.text,
    html: message.html,
    calendar: mail.calendar_text,
    calendarMethod: mail.calendar_method,
    rawHref: paths.mailboxRaw({ id: mail.id }),
  }
}

export function failedMailPage(failed: Mail[], heldBack: number, timeZone: string) {
  return {
    title: 'Messages that could not be delivered',
    back: { href: paths.admin(), text: 'Office' },
    heldBack:
      heldBack > 0
        ? `${counted(heldBack, 'later message waits', 'later messages wait')} behind these.`
        : undefined,
    mails: failed.map((mail) => ({
      subject: mail.subject,
      to: `${mail.to_name} <${mail.to_address}>`,
      promised: momentInWords(mail.created_at, timeZone),
      error: mail.last_error,
      resend: paths.adminResend({ id: mail.id }),
    })),
  }
}
