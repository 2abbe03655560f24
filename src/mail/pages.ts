import type Mailer from 'nodemailer/lib/mailer/index.js'
import type { DeadJobs } from '../jobs/queries.ts'
import { workInWords } from '../jobs/words.ts'
import { counted, momentInWords, shortDay, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { FailedText } from '../texts/queries.ts'
import { addressBefore, pageBefore } from '../web/before.ts'
import type { Notice } from '../web/session.ts'
import type { Mail } from './queries.ts'

export function mailboxPage(mails: Mail[], timeZone: string) {
  return {
    title: 'Development mailbox',
    mails: mails.map((mail) => ({
      when: mail.sent_at === null ? '' : shortMoment(mail.sent_at, timeZone),
      title: mail.subject,
      href: paths.mailboxMessage({ id: mail.id }),
      detail: recipient(mail),
      tags: mail.calendar_method === null ? [] : [calendarTags[mail.calendar_method]],
    })),
  }
}

const calendarTags = {
  REQUEST: { kind: 'confirmed', text: 'Calendar invite' },
  CANCEL: { kind: 'ended', text: 'Calendar cancellation' },
}

export function mailboxMessagePage(mail: Mail, message: Mailer.Options, timeZone: string) {
  return {
    title: mail.subject,
    back: { href: paths.mailbox(), text: 'Development mailbox' },
    facts: [
      { key: 'To', value: recipient(mail) },
      { key: 'Sent', value: mail.sent_at === null ? 'Not yet' : momentInWords(mail.sent_at, timeZone) },
    ],
    text: message.text,
    html: message.html,
    htmlHref: paths.mailboxHtml({ id: mail.id }),
    calendar: mail.calendar_text,
    calendarMethod: mail.calendar_method,
    rawHref: paths.mailboxRaw({ id: mail.id }),
  }
}

function recipient({ to_name, to_address }: Mail): string {
  return `${to_name} <${to_address}>`
}

function shortMoment(instant: Date, timeZone: string): string {
  return `${shortDay(instant, timeZone)}, ${timeInWords(instant, timeZone)}`
}

/** Where its two lists begin on a page of what could not be delivered. */
export interface FailedPlace {
  mails: number | undefined
  texts: number | undefined
}

/** This address with that place, so that whoever sends one of the older ones again stays at them. */
export function fromPlace(href: string, { mails, texts }: FailedPlace): string {
  return addressBefore(href, mails, texts === undefined ? {} : { texts_before: String(texts) })
}

/** What the office sees of promises that were not kept: of each list one more than a page shows, if there are older ones. */
export interface NotDone {
  failed: Mail[]
  count: number
  heldBack: number
  dead: DeadJobs[]
  texts: FailedText[]
  textCount: number
}

export function failedMailPage(notDone: NotDone, place: FailedPlace, timeZone: string) {
  const { failed, count, heldBack, dead, texts, textCount } = notDone
  const address = (at: Partial<FailedPlace>) => fromPlace(paths.adminMail(), { ...place, ...at })
  const mailPage = pageBefore({
    rows: failed,
    before: place.mails,
    numberOf: ({ number }) => number,
    address: (mails) => address({ mails }),
  })
  const textPage = pageBefore({
    rows: texts,
    before: place.texts,
    numberOf: ({ number }) => number,
    address: (older) => address({ texts: older }),
  })
  return {
    title: 'Messages that could not be delivered',
    back: { href: paths.admin(), text: 'Office' },
    heldBack:
      heldBack > 0
        ? `${counted(heldBack, 'later message waits', 'later messages wait')} behind these.`
        : undefined,
    nothing: count + textCount === 0,
    mails: {
      count: count > 0 ? counted(count, 'email') : undefined,
      resendAll: count > 1 ? paths.adminResendAll() : undefined,
      ...mailPage,
      rows: mailPage.shown.map((mail) => failedMailRow(mail, place, timeZone)),
    },
    texts: {
      count: textCount > 0 ? counted(textCount, 'text message') : undefined,
      ...textPage,
      rows: textPage.shown.map((text) => failedTextRow(text, place, timeZone)),
    },
    work: dead.map((jobs) => deadJobsRow(jobs, timeZone)),
    retry: paths.adminRetryJobs(),
  }
}

function failedMailRow(mail: Mail, place: FailedPlace, timeZone: string) {
  return {
    subject: mail.subject,
    labelId: `mail-${mail.id}`,
    to: recipient(mail),
    promised: momentInWords(mail.created_at, timeZone),
    error: mail.last_error,
    resend: fromPlace(paths.adminResend({ id: mail.id }), place),
  }
}

function failedTextRow(text: FailedText, place: FailedPlace, timeZone: string) {
  return {
    labelId: `text-${text.id}`,
    to: `${text.name ?? 'Somebody'}, ${text.to_number}`,
    body: text.body,
    promised: momentInWords(text.created_at, timeZone),
    error: text.last_error,
    ...(text.was_mailed && text.person_id !== null
      ? { wroteInstead: text.name, personHref: paths.adminPerson({ id: text.person_id }) }
      : { resend: fromPlace(paths.adminTextResend({ id: text.id }), place) }),
  }
}

function deadJobsRow(jobs: DeadJobs, timeZone: string) {
  return {
    title: workInWords(jobs.name),
    detail: `${timesOver(jobs.count)}Last tried on ${momentInWords(jobs.last_tried_at, timeZone)}`,
  }
}

function timesOver(count: number): string {
  return count > 1 ? `${count} times. ` : ''
}

export function sentAgainNotice(count: number): Notice {
  if (count === 0)
    return { kind: 'information', title: 'Nothing was changed', text: 'It was sent, or is on its way.' }
  const title = count === 1 ? 'The message is on its way again' : `${count} messages are on their way again`
  return { kind: 'success', title }
}

export function triedAgainNotice(count: number): Notice {
  if (count === 0)
    return { kind: 'information', title: 'Nothing was changed', text: 'It was done, or is being done.' }
  const text = 'This may take half an hour. What still cannot be done is then listed here again.'
  return { kind: 'success', title: 'The work is being tried again', text }
}
