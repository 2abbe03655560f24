import { mostBlocks } from '../calendar/blocks.ts'
import type { CalendarSession, CalendarSettings } from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
import type { CalendarInvitations } from '../database/schema.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { whereOf } from './dates.ts'

/** What stands in place of the course's title for someone whose calendar is seen by others. */
export const neutralTitle = 'College course'

/** The sessions of a run as they belong in this person's calendar. No secret link, and no other student, ever. */
export function calendarSessions(
  run: Pick<Run, 'id' | 'title'>,
  sessions: SessionDetails[],
  person: { neutral_calendar_titles: boolean },
  config: Pick<Config, 'baseUrl'>,
): CalendarSession[] {
  const url = config.baseUrl + paths.run({ id: run.id })
  return sessions
    .filter(({ status }) => status === 'planned')
    .map((session) => ({
      id: session.id,
      startsAt: session.starts_at,
      endsAt: session.ends_at,
      title: person.neutral_calendar_titles ? neutralTitle : run.title,
      location: calendarPlace(session),
      description: [...practicalNotes(session), `Your booking: ${url}`].join('\n'),
      url,
    }))
}

type Place = Pick<SessionDetails, 'venue_name' | 'venue_online' | 'venue_address' | 'room_name' | 'join_link'>

/** Where somebody who comes to the session has to be: a place, or the link to it. */
export function calendarPlace(session: Place): string {
  return session.venue_online ? (session.join_link ?? 'Online') : whereOf(session)
}

/** What somebody who comes to the session has to know, a line each. */
export function practicalNotes(session: Pick<SessionDetails, 'end_assumed' | 'join_link'>): string[] {
  return [
    ...(session.end_assumed ? ['The end time is still to be confirmed.'] : []),
    ...(session.join_link === null ? [] : [`To join online: ${session.join_link}`]),
  ]
}

/** How many new calendar entries to send someone at once before pointing them to their feed instead. */
export function mostEntriesFor(person: { calendar_invitations: CalendarInvitations }): number {
  return person.calendar_invitations === 'every-date' ? Infinity : mostBlocks
}

export function calendarSettings(config: Config): CalendarSettings {
  return {
    timeZone: config.timeZone,
    organizerName: config.college.name,
    organizerAddress: config.calendarAddress,
    domain: config.mailDomain,
  }
}
