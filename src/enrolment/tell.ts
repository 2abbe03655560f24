import { type CalendarMessage, type CalendarSession, reconcileInvites } from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
import type { Tx } from '../database/schema.ts'
import { enqueueMails, type Promised } from '../mail/enqueue.ts'
import { listSessions, type Run } from '../scheduling/queries.ts'
import { calendarSessions, calendarSettings } from './invites.ts'
import { calendarLetter } from './calendar-mails.ts'
import { letterFor } from './mails.ts'
import { type EnrollingPerson, getPerson } from './queries.ts'
import type { MailName } from './states.ts'

export interface News {
  run: Run
  personId: string
  mail: MailName
  /** Put the run in the person's calendar, take it out, or leave the calendar as it is. */
  calendar: 'book' | 'clear' | 'leave'
  offer?: { id: string; expiresAt: Date } | undefined
  reason?: string | undefined
  now: Date
}

/**
 * Promises the mail for one step, with the first calendar message in it; further ones follow as short mails of their
 * own, because calendars read one event a message.
 */
export async function tell(tx: Tx, news: News, config: Config): Promise<void> {
  const person = await getPerson(tx, news.personId)
  if (person.email === null) return
  const sessions = await listSessions(tx, [news.run.id])
  const messages =
    news.calendar === 'leave'
      ? []
      : await reconcileFor(
          tx,
          news.run,
          person,
          news.calendar === 'book' ? calendarSessions(news.run, sessions, person, config) : [],
          news.now,
          config,
        )
  const letter = letterFor(
    news.mail,
    {
      title: news.run.title,
      runId: news.run.id,
      sessions,
      offer: news.offer,
      reason: news.reason,
      hasInvites: messages.length > 0,
      now: news.now,
    },
    config,
  )
  const [first, ...rest] = messages
  await enqueueMails(
    tx,
    person,
    [
      first === undefined ? { letter } : { letter, calendar: first },
      ...rest.map((message): Promised => ({ letter: calendarLetter(message, config), calendar: message })),
    ],
    { now: news.now, mailDomain: mailDomain(config) },
  )
}

/** Makes the person's invites say these sessions; the messages are still to be mailed, in this order. */
export async function reconcileFor(
  tx: Tx,
  run: Run,
  person: EnrollingPerson,
  sessions: CalendarSession[],
  now: Date,
  config: Config,
): Promise<CalendarMessage[]> {
  if (person.email === null) return []
  const { messages } = await reconcileInvites(tx, {
    runId: run.id,
    recipient: { personId: person.id, name: person.name, address: person.email },
    sessions,
    now,
    settings: calendarSettings(config),
  })
  return messages
}

export function mailDomain(config: Config): string {
  return config.calendarAddress.split('@')[1] ?? 'localhost'
}
