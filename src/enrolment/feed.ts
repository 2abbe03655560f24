import { type PublishedEvent, publishedCalendar } from '../calendar/feed.ts'
import type { Config } from '../config/config.ts'
import { counted } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { calendarPlace, calendarSettings, neutralTitle, practicalNotes } from './invites.ts'

type FeedSession = Pick<
  SessionDetails,
  | 'id'
  | 'run_id'
  | 'starts_at'
  | 'ends_at'
  | 'end_assumed'
  | 'join_link'
  | 'revision'
  | 'updated_at'
  | 'venue_name'
  | 'venue_online'
  | 'venue_address'
  | 'room_name'
> & { title: string }

/** What one person has in their calendar: the sessions they come to, and those they teach. */
interface FeedSessions {
  own: FeedSession[]
  taught: (FeedSession & { coming: number; drop_in: boolean })[]
}

interface Reader {
  neutral_calendar_titles: boolean
}

/** The person's own calendar file: each session a plain event, as other calendars subscribe to it. */
export function personalCalendar(
  person: Reader,
  { own, taught }: FeedSessions,
  config: Config,
  now: Date,
): string {
  const teaches = new Set(taught.map(({ id }) => id))
  return publishedCalendar({
    name: person.neutral_calendar_titles ? 'My courses' : `My courses, ${config.college.name}`,
    domain: calendarSettings(config).domain,
    timeZone: config.timeZone,
    now,
    events: [
      // One event a session: in a calendar, its id stands for it.
      ...own.filter(({ id }) => !teaches.has(id)).map((session) => ownEvent(session, person, config)),
      ...taught.map((session) => taughtEvent(session, person, config)),
    ],
  })
}

function ownEvent(session: FeedSession, person: Reader, { baseUrl }: Config): PublishedEvent {
  return {
    ...eventOf(session),
    title: person.neutral_calendar_titles ? neutralTitle : session.title,
    description: practicalNotes(session).join('\n'),
    url: baseUrl + paths.run({ id: session.run_id }),
  }
}

/** How many come, and the way to who they are: calendars are shared, so no name is ever in one. */
function taughtEvent(
  session: FeedSessions['taught'][number],
  person: Reader,
  { baseUrl }: Config,
): PublishedEvent {
  const url = baseUrl + paths.classList({ id: session.run_id })
  const coming = session.drop_in ? dropInWords : comingInWords(session.coming)
  return {
    ...eventOf(session),
    title: taughtTitle(session.title, person),
    description: [coming, ...practicalNotes(session), `Class list: ${url}`].join('\n'),
    url,
  }
}

/** Nobody books one, so that nobody counts who comes. */
export const dropInWords = 'It is a drop-in.'

/** To one class: who told us that they cannot is not among them. */
export function comingInWords(coming: number): string {
  return coming === 0 ? 'Nobody is coming so far.' : `${counted(coming, 'person is', 'people are')} coming.`
}

/** On a run, whichever of its classes they come to. */
export function withPlaceInWords(people: number): string {
  return people === 0 ? 'Nobody has a place yet.' : `${counted(people, 'person has', 'people have')} a place.`
}

export function taughtTitle(title: string, person: Reader): string {
  return person.neutral_calendar_titles ? neutralTitle : `Teaching: ${title}`
}

function eventOf(session: FeedSession) {
  return {
    id: session.id,
    startsAt: session.starts_at,
    endsAt: session.ends_at,
    location: calendarPlace(session),
    revision: session.revision,
    updatedAt: session.updated_at,
  }
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
