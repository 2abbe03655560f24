// How sessions read in a page or a mail. Pure: rows in, words out.
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

/** Each different place of the sessions still to come. */
export function comingPlaces(sessions: (When & Where & { status: string })[], now: Date): string[] {
  const coming = sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
  return [...new Set(coming.map(whereOf))]
}
