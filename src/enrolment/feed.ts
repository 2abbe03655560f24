import { publishedCalendar } from '../calendar/feed.ts'
import type { Config } from '../config/config.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { whereOf } from './dates.ts'
import { neutralTitle } from './invites.ts'

type FeedSession = Pick<
  SessionDetails,
  | 'id'
  | 'run_id'
  | 'starts_at'
  | 'ends_at'
  | 'join_link'
  | 'revision'
  | 'updated_at'
  | 'venue_name'
  | 'venue_online'
  | 'venue_address'
  | 'room_name'
> & { title: string }

/** The person's own calendar file: each session a plain event, as other calendars subscribe to it. */
export function personalCalendar(
  person: { neutral_calendar_titles: boolean },
  sessions: FeedSession[],
  config: Config,
  now: Date,
): string {
  return publishedCalendar({
    name: person.neutral_calendar_titles ? 'My courses' : `My courses, ${config.college.name}`,
    domain: config.calendarAddress.split('@')[1] ?? 'localhost',
    timeZone: config.timeZone,
    now,
    events: sessions.map((session) => ({
      id: session.id,
      startsAt: session.starts_at,
      endsAt: session.ends_at,
      title: person.neutral_calendar_titles ? neutralTitle : session.title,
      location: session.venue_online ? (session.join_link ?? 'Online') : whereOf(session),
      description: session.join_link === null ? '' : `To join online: ${session.join_link}`,
      url: config.baseUrl + paths.run({ id: session.run_id }),
      revision: session.revision,
      updatedAt: session.updated_at,
    })),
  })
}

/** The new address, shown this once, and how to use it. */
export function feedMadePage(address: string) {
  const webcal = address.replace(/^https?:/, 'webcal:')
  return {
    title: 'Your calendar link',
    address,
    webcal,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
    accountHref: paths.account(),
  }
}
