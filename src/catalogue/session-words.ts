// How one meeting of a run reads: when it is, and where. Pure: rows in, words out.
import type { Moment } from '../lib/time.ts'
import { dayInWords, listed, timeInWords, timesInWords } from '../lib/words.ts'
import { yearOf } from './calendar-day.ts'

export interface When {
  startsAt: Date
  endsAt: Date
  /** True when the prospectus gave no end. */
  endAssumed: boolean
}

export interface Where {
  venue: { name: string; online: boolean; address: string }
  room: string | null
}

export interface Meeting extends When, Where {
  status: 'planned' | 'cancelled'
  note: string
  /** Who gives this date alone, in the place of somebody. */
  standIns?: string[]
}

/** `Tuesday 3 March`, with the year when it is not this one. */
export function dayOf(instant: Date, { now, timeZone }: Moment): string {
  const day = dayInWords(instant, timeZone)
  return yearOf(instant, timeZone) === yearOf(now, timeZone) ? day.replace(/ \d+$/, '') : day
}

/** `10am to 1pm`, or `10am (end time to be confirmed)` */
export function hoursOf({ startsAt, endsAt, endAssumed }: When, timeZone: string): string {
  if (endAssumed) return `${timeInWords(startsAt, timeZone)} (end time to be confirmed)`
  return timesInWords(startsAt, endsAt, timeZone)
}

/** `Tuesday 3 March 2026, 10am to 1pm`: for a mail, which is kept. */
export function whenOf(session: When, timeZone: string): string {
  return `${dayInWords(session.startsAt, timeZone)}, ${hoursOf(session, timeZone)}`
}

/** `Tuesday 3 March, 10am to 1pm`, with the year when it is not this one: for a page, which is read now. */
export function shortWhenOf(session: When, moment: Moment): string {
  return `${dayOf(session.startsAt, moment)}, ${hoursOf(session, moment.timeZone)}`
}

/** `Library, Garden room`, or `Online` */
export function placeOf({ venue, room }: Where): string {
  return venue.online ? 'Online' : [venue.name, room].filter(Boolean).join(', ')
}

/** `Library, Garden room, 4 Mill Lane`, or `Online` */
export function whereOf(session: Where): string {
  const { online, address } = session.venue
  return online ? 'Online' : [placeOf(session), oneLine(address)].filter(Boolean).join(', ')
}

/** Every place of these sessions, once each: `Library and Online`. */
export function placesOf(sessions: Where[]): string {
  return listed([...new Set(sessions.map(placeOf))])
}

/** An address as it is written in a sentence. */
export function oneLine(address: string): string {
  return address.replace(/\s*\n\s*/g, ', ')
}

/** Whom to expect; never who is away, or why. */
function standInNote({ status, standIns = [] }: Meeting): string {
  return status === 'cancelled' || standIns.length === 0 ? '' : `With ${listed(standIns)} this time.`
}

/** Each session as a line of a list of dates: where, in the words of `place`, only when they are not all in one place. */
export function sessionLines(
  sessions: Meeting[],
  moment: Moment,
  place: (session: Where) => string = placeOf,
) {
  const onePlace = new Set(sessions.map(place)).size < 2
  return sessions.map((session) => {
    const cancelled = session.status === 'cancelled'
    const over = !cancelled && session.endsAt <= moment.now
    return {
      date: dayOf(session.startsAt, moment),
      time: hoursOf(session, moment.timeZone),
      where: onePlace ? undefined : place(session),
      note: [session.note, over ? 'This date is over.' : standInNote(session)].filter(Boolean).join(' '),
      cancelled,
    }
  })
}
