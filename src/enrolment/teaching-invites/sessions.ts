// What the calendar of a trainer says of the dates they give. Pure. Calendars are shared: no student's name is in one.
import type { CalendarSession } from '../../calendar/reconcile.ts'
import type { Config } from '../../config/config.ts'
import { dayOf } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { comingInWords, dropInWords, taughtTitle, withPlaceInWords } from '../feed.ts'
import { calendarPlace, practicalNotes } from '../invites.ts'

/** How many people there are to say of a run, and of its classes on one day. */
export interface HowMany {
  withPlace: number
  /** By session: who has a place, and has not told us that they cannot come. */
  coming: ReadonlyMap<string, number>
  /** The day of which how many come is told, where that is news. */
  renew?: string | undefined
}

/** Where it does not matter how many they are. */
export const nobodyCounted: HowMany = { withPlace: 0, coming: new Map() }

/**
 * In words. Dates share one entry only where they say the same, so of most of them it is how many have a place: that is
 * true of each. How many come is said of the classes of one day.
 */
export function peopleInWords(
  run: Pick<Run, 'drop_in'>,
  session: Pick<CalendarSession, 'id' | 'startsAt'>,
  { withPlace, coming, renew }: HowMany,
  timeZone: string,
): string {
  if (run.drop_in) return dropInWords
  if (dayOf(session.startsAt, timeZone) !== renew) return withPlaceInWords(withPlace)
  return comingInWords(coming.get(session.id) ?? 0)
}

/** How many people stands in the first line, so that it can be told apart from the rest. */
export function taughtSessions(
  run: Pick<Run, 'id' | 'title' | 'drop_in'>,
  sessions: SessionDetails[],
  person: { neutral_calendar_titles: boolean },
  howMany: HowMany,
  { baseUrl, timeZone }: Pick<Config, 'baseUrl' | 'timeZone'>,
): CalendarSession[] {
  const url = baseUrl + paths.classList({ id: run.id })
  return sessions.map((session) => ({
    id: session.id,
    startsAt: session.starts_at,
    endsAt: session.ends_at,
    title: taughtTitle(run.title, person),
    location: calendarPlace(session),
    description: [
      peopleInWords(run, { id: session.id, startsAt: session.starts_at }, howMany, timeZone),
      ...practicalNotes(session),
      `Class list: ${url}`,
    ].join('\n'),
    url,
  }))
}

/**
 * The same, but where nothing else than how many people would be new, as it was told: a message for everybody who enrols
 * would bury the one that moves a date. Of dates on the day `renew`, another number is told.
 */
export function asToldBefore(
  wanted: CalendarSession[],
  told: ReadonlyMap<string, CalendarSession>,
  renew: string | undefined,
  timeZone: string,
): CalendarSession[] {
  return wanted.map((session) => {
    const before = told.get(session.id)
    if (before === undefined || !isSameButForCount(session, before)) return session
    const isNews = dayOf(session.startsAt, timeZone) === renew && countIn(session) !== countIn(before)
    return isNews ? session : { ...session, description: before.description }
  })
}

function isSameButForCount(one: CalendarSession, other: CalendarSession): boolean {
  return (
    one.startsAt.getTime() === other.startsAt.getTime() &&
    one.endsAt.getTime() === other.endsAt.getTime() &&
    one.title === other.title &&
    one.location === other.location &&
    withoutCount(one) === withoutCount(other)
  )
}

function withoutCount({ description }: CalendarSession): string {
  return description.slice(description.indexOf('\n'))
}

/** Whatever words stand around it. */
function countIn({ description }: CalendarSession): number {
  return Number(/^\d+/.exec(description)?.[0] ?? 0)
}
