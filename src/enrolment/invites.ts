import type { CalendarSession, CalendarSettings } from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
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
      location: session.venue_online ? (session.join_link ?? 'Online') : whereOf(session),
      description: describe(session, url),
      url,
    }))
}

function describe(session: SessionDetails, url: string): string {
  const lines = [
    session.end_assumed ? 'The end time is still to be confirmed.' : '',
    session.join_link === null ? '' : `To join online: ${session.join_link}`,
    `Your booking: ${url}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}

export function calendarSettings(config: Config): CalendarSettings {
  return {
    timeZone: config.timeZone,
    organizerName: config.college.name,
    organizerAddress: config.calendarAddress,
    domain: config.calendarAddress.split('@')[1] ?? 'localhost',
  }
}
