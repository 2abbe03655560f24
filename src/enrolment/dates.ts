// How sessions read in a page or a mail. Pure: rows in, words out.
import { dayOf } from '../catalogue/run-words.ts'
import { dayInWords, timesInWords, timeInWords } from '../lib/words.ts'
import type { SessionDetails } from '../scheduling/queries.ts'

type When = Pick<SessionDetails, 'starts_at' | 'ends_at' | 'end_assumed'>
type Where = Pick<SessionDetails, 'venue_name' | 'venue_online' | 'venue_address' | 'room_name'>

/** `10am to 1pm`, or `10am (end time to be confirmed)` when the prospectus gave none. */
export function hoursOf(session: When, timeZone: string): string {
  if (session.end_assumed) return `${timeInWords(session.starts_at, timeZone)} (end time to be confirmed)`
  return timesInWords(session.starts_at, session.ends_at, timeZone)
}

/** `Tuesday 3 March 2026, 10am to 1pm` */
export function whenOf(session: When, timeZone: string): string {
  return `${dayInWords(session.starts_at, timeZone)}, ${hoursOf(session, timeZone)}`
}

/** `Tuesday 3 March, 10am to 1pm`, with the year when it is not this one: for a page, which is read now. */
export function shortWhenOf(session: When, at: { now: Date; timeZone: string }): string {
  return `${dayOf(session.starts_at, at)}, ${hoursOf(session, at.timeZone)}`
}

/** `Library, Garden room, 4 Mill Lane` or `Online` */
export function whereOf(session: Where): string {
  if (session.venue_online) return 'Online'
  return [session.venue_name, session.room_name, session.venue_address].filter(Boolean).join(', ')
}

/** One line for each session that is still to come, and where it is when they are not all in one place. */
export function comingDates(
  sessions: (When & Where & { status: string })[],
  now: Date,
  timeZone: string,
): string[] {
  const coming = sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
  const oneplace = new Set(coming.map(whereOf)).size < 2
  return coming.map((session) =>
    oneplace ? whenOf(session, timeZone) : `${whenOf(session, timeZone)}, ${whereOf(session)}`,
  )
}

/** Each session as a line of a list of dates: where, only when they are not all in one place. */
export function sessionLines(sessions: SessionDetails[], at: { now: Date; timeZone: string }) {
  const onePlace = new Set(sessions.map(whereOf)).size < 2
  return sessions.map((session) => {
    const cancelled = session.status === 'cancelled'
    const over = !cancelled && session.ends_at <= at.now
    return {
      date: dayOf(session.starts_at, at),
      time: hoursOf(session, at.timeZone),
      where: onePlace ? undefined : whereOf(session),
      note: [session.note, over ? 'This date is over.' : ''].filter(Boolean).join(' '),
      cancelled,
    }
  })
}

/** Each different place of the sessions still to come. */
export function comingPlaces(sessions: (When & Where & { status: string })[], now: Date): string[] {
  const coming = sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
  return [...new Set(coming.map(whereOf))]
}
