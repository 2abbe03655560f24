// Sessions as scheduling reads them, in the words of the catalogue. Pure: rows in, words out.
import * as words from '../catalogue/session-words.ts'
import type { Moment } from '../lib/time.ts'
import type { SessionDetails } from '../scheduling/queries.ts'

type When = Pick<SessionDetails, 'starts_at' | 'ends_at' | 'end_assumed'>
type Where = Pick<SessionDetails, 'venue_name' | 'venue_online' | 'venue_address' | 'room_name'>
type Session = When & Where & { status: string }

/** `10am to 1pm`, or `10am (end time to be confirmed)` */
export function hoursOf(session: When, timeZone: string): string {
  return words.hoursOf(when(session), timeZone)
}

/** `Tuesday 3 March 2026, 10am to 1pm`: for a mail, which is kept. */
export function whenOf(session: When, timeZone: string): string {
  return words.whenOf(when(session), timeZone)
}

/** `Tuesday 3 March, 10am to 1pm`, with the year when it is not this one: for a page, which is read now. */
export function shortWhenOf(session: When, at: Moment): string {
  return words.shortWhenOf(when(session), at)
}

/** `Library, Garden room, 4 Mill Lane`, or `Online` */
export function whereOf(session: Where): string {
  return words.whereOf(where(session))
}

/** `Library, Garden room`, or `Online`: for those who know where it is. */
export function placeOf(session: Where): string {
  return words.placeOf(where(session))
}

/** Each session as a line of a list of dates: where, only when they are not all in one place. */
export function sessionLines(sessions: SessionDetails[], at: Moment) {
  const meetings = sessions.map((session) => ({
    ...session,
    ...when(session),
    ...where(session),
    standIns: session.stand_ins,
  }))
  return words.sessionLines(meetings, at, words.whereOf)
}

/** One line for each session that is still to come, and where it is when they are not all in one place. */
export function comingDates(sessions: Session[], now: Date, timeZone: string): string[] {
  const coming = sessionsToCome(sessions, now)
  const onePlace = comingPlaces(sessions, now).length < 2
  return coming.map((session) =>
    onePlace ? whenOf(session, timeZone) : `${whenOf(session, timeZone)}, ${whereOf(session)}`,
  )
}

/** Each different place of the sessions still to come. */
export function comingPlaces(sessions: Session[], now: Date): string[] {
  return [...new Set(sessionsToCome(sessions, now).map(whereOf))]
}

function sessionsToCome(sessions: Session[], now: Date): Session[] {
  return sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
}

function when(session: When): words.When {
  return { startsAt: session.starts_at, endsAt: session.ends_at, endAssumed: session.end_assumed }
}

function where({ venue_name, venue_online, venue_address, room_name }: Where): words.Where {
  return {
    venue: { name: venue_name, online: venue_online, address: venue_address },
    room: room_name,
  }
}

/** Whether a run takes place on one date: whoever cannot come to that has no other, and gives their place up. */
export function hasOneDate(sessions: Pick<Session, 'status'>[]): boolean {
  return sessions.filter(({ status }) => status === 'planned').length === 1
}

/** What a run asks of those who join it now, as attendanceWords() reads it. */
export function askedOf(
  run: { first_session_needed: boolean; sessions_needed: number | null },
  sessions: SessionDetails[],
  now: Date,
) {
  const planned = sessions.filter(({ status }) => status === 'planned')
  const [first] = planned
  return {
    firstSessionNeeded: run.first_session_needed && first !== undefined && first.starts_at > now,
    sessionsNeeded: run.sessions_needed,
    dates: planned.length,
    over: planned.filter(({ ends_at: endsAt }) => endsAt <= now).length,
  }
}
