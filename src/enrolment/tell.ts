import {
  type CalendarMessage,
  type CalendarSession,
  type Reconciled,
  reconcileInvites,
} from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
import type { Tx } from '../database/schema.ts'
import { updateCallsOvertaken } from '../mail/calls.ts'
import { enqueueMails, type Promised, promiseCall } from '../mail/enqueue.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { calendarSessions, calendarSettings, mostEntriesFor } from './invites.ts'
import { calendarLetter } from './calendar-mails.ts'
import { letterFor } from './mails.ts'
import type { EnrollingPerson } from './queries.ts'
import { mustBeCalled } from './rules.ts'
import type { MailName } from './states.ts'

export interface News {
  run: Run
  /** Every session of the run, cancelled ones too. */
  sessions: SessionDetails[]
  person: EnrollingPerson
  mail: MailName
  /** Put the run in the person's calendar, take it out, or leave the calendar as it is. */
  calendar: 'book' | 'clear' | 'leave'
  /** They did it themselves, so nobody needs to telephone them about it. */
  ownDoing: boolean
  offer?: { id: string; expiresAt: Date } | undefined
  reason?: string | undefined
  /** The change of many dates that this is part of. */
  bulkChangeId?: string | undefined
  now: Date
}

/**
 * Promises the mail for one step, with the first calendar message in it; further ones follow as short mails of their
 * own, because calendars read one event a message. Someone who does not read mails gets a line on the call list.
 */
export async function tell(tx: Tx, news: News, config: Config): Promise<void> {
  const { run, person, now, bulkChangeId } = news
  const messages = await calendarNews(tx, news, config)
  const letter = letterFor(news.mail, { ...news, hasInvites: messages.length > 0 }, config)
  // The letter carries the first calendar message, unless that one goes to an address the person no longer reads.
  const carried = messages[0]?.address === person.email ? messages[0] : undefined
  const mails: Promised[] = [
    carried === undefined ? { letter } : { letter, calendar: carried },
    ...messages
      .filter((message) => message !== carried)
      .map((message) => ({ letter: calendarLetter(message, run.title, config), calendar: message })),
  ]
  await enqueueMails(tx, person, mails, { now, mailDomain: config.mailDomain, bulkChangeId })
  // What the office was to say of this run before is no longer so.
  await updateCallsOvertaken(tx, { personId: person.id, runId: run.id }, now)
  // An offer is on the call list by itself, with buttons for the answer.
  const called = mustBeCalled(person) && !news.ownDoing && news.mail !== 'place-offered'
  if (called) await promiseCall(tx, person, run.id, letter, { now, bulkChangeId })
}

async function calendarNews(tx: Tx, news: News, config: Config): Promise<CalendarMessage[]> {
  if (news.calendar === 'leave') return []
  const wanted =
    news.calendar === 'book' ? calendarSessions(news.run, news.sessions, news.person, config) : []
  return (await reconcileFor(tx, news.run, news.person, wanted, news.now, config)).messages
}

/**
 * Makes the person's invites say these sessions, as far as they want invitations; the messages are still to be mailed, in
 * this order.
 */
export async function reconcileFor(
  tx: Tx,
  run: Run,
  person: EnrollingPerson,
  sessions: CalendarSession[],
  now: Date,
  config: Config,
): Promise<Reconciled> {
  return reconcileInvites(tx, {
    runId: run.id,
    recipient: { personId: person.id, name: person.name, address: person.email },
    sessions: person.calendar_invitations === 'none' ? [] : sessions,
    now,
    mostEntries: mostEntriesFor(person),
    settings: calendarSettings(config),
  })
}
