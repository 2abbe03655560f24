// What the calendar of a trainer says of the dates they give. Pure. Calendars are shared: no student's name is in one.
import type { CalendarSession } from '../../calendar/reconcile.ts'
import type { Config } from '../../config/config.ts'
import { onTheClock } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { comingInWords, dropInWords, taughtTitle } from '../feed.ts'
import { calendarPlace, practicalNotes } from '../invites.ts'

/** How many come stands in the first line, so that it can be told apart from the rest. */
export function taughtSessions(
  run: Pick<Run, 'id' | 'title' | 'drop_in'>,
  sessions: SessionDetails[],
  person: { neutral_calendar_titles: boolean },
  coming: number,
  { baseUrl }: Pick<Config, 'baseUrl'>,
): CalendarSession[] {
  const url = baseUrl + paths.classList({ id: run.id })
  return sessions.map((session) => ({
    id: session.id,
    startsAt: session.starts_at,
    endsAt: session.ends_at,
    title: taughtTitle(run.title, person),
    location: calendarPlace(session),
    description: [
      run.drop_in ? dropInWords : comingInWords(coming),
      ...practicalNotes(session),
      `Class list: ${url}`,
    ].join('\n'),
    url,
  }))
}

/**
 * The same, but where nothing else than how many come would be new, as it was told: a message for everybody who enrols
 * would bury the one that moves a date. Of dates on the day `renew`, it is told.
 */
export function asToldBefore(
  wanted: CalendarSession[],
  told: ReadonlyMap<string, CalendarSession>,
  renew: string | undefined,
  timeZone: string,
): CalendarSession[] {
  return wanted.map((session) => {
    const before = told.get(session.id)
    const renewed = onTheClock(session.startsAt, timeZone).toPlainDate().toString() === renew
    if (before === undefined || renewed || !isSameButForCount(session, before)) return session
    return { ...session, description: before.description }
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
