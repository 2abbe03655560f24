// A course as search engines read it: schema.org/Course with its runs as CourseInstance.
import { Temporal } from 'temporal-polyfill'
import { dayOf, type Moment, onTheClock } from '../lib/time.ts'
import { paths } from '../paths.ts'
import type { ListedRun } from './listing.ts'
import { placeIsFree } from './places.ts'
import type { CourseDetails, SessionRow } from './queries.ts'
import { oneLine } from './session-words.ts'

interface Publisher {
  collegeName: string
  baseUrl: string
}

/**
 * JSON for a data block of the page. Trainers' names stay out of it: a person with lived experience is named to those
 * who read the page, not gathered by machines.
 */
export function structuredData(
  course: CourseDetails,
  runs: ListedRun[],
  publisher: Publisher,
  moment: Moment,
): string {
  const url = publisher.baseUrl + paths.course({ slug: course.slug })
  return jsonForScript({
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': url,
    url,
    name: course.title,
    description: course.summary === '' ? course.title : course.summary,
    about: course.categories.map(({ name }) => name),
    provider: { '@type': 'EducationalOrganization', name: publisher.collegeName, url: publisher.baseUrl },
    isAccessibleForFree: true,
    offers: { '@type': 'Offer', category: 'Free' },
    hasCourseInstance: runs.flatMap((run) => courseInstance(run, { url, title: course.title }, moment)),
  })
}

function courseInstance(run: ListedRun, course: { url: string; title: string }, { timeZone }: Moment) {
  const { url, title } = course
  const sessions = run.status === 'cancelled' ? run.sessions : run.sessions.filter(isPlanned)
  const [first] = sessions
  const last = sessions.at(-1)
  if (first === undefined || last === undefined) return []
  return [
    {
      '@type': 'CourseInstance',
      '@id': `${url}#run-${run.id}`,
      url: `${url}#run-${run.id}`,
      courseMode: run.mode === 'online' ? 'Online' : 'Onsite',
      startDate: isoTime(first.startsAt, timeZone),
      endDate: endOf(last, timeZone),
      ...workload(sessions),
      eventStatus: `https://schema.org/${run.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
      location: locationOf(run, first, url),
      ...(run.dropIn ? {} : { maximumAttendeeCapacity: run.capacity }),
      ...(run.audience === '' ? {} : { audience: { '@type': 'Audience', audienceType: run.audience } }),
      ...offerOf(run, url),
      ...(sessions.length > 1
        ? { subEvent: sessions.map((session) => meeting(session, title, timeZone)) }
        : {}),
    },
  ]
}

function offerOf(run: ListedRun, url: string) {
  if (!run.open.ok) return {}
  const availability = placeIsFree(run) ? 'InStock' : 'SoldOut'
  return {
    offers: {
      '@type': 'Offer',
      category: 'Free',
      availability: `https://schema.org/${availability}`,
      url: `${url}#run-${run.id}`,
    },
  }
}

function locationOf(run: ListedRun, session: SessionRow, url: string) {
  if (run.mode === 'online' || session.venue.online) return { '@type': 'VirtualLocation', url }
  const { name, address } = session.venue
  return {
    '@type': 'Place',
    name,
    ...(address === '' ? {} : { address: oneLine(address) }),
  }
}

function meeting(session: SessionRow, title: string, timeZone: string) {
  return {
    '@type': 'Event',
    name: title,
    startDate: isoTime(session.startsAt, timeZone),
    endDate: endOf(session, timeZone),
  }
}

/** The hours of all sessions together, when every end is known. */
function workload(sessions: SessionRow[]) {
  if (sessions.some(({ endAssumed }) => endAssumed)) return {}
  const milliseconds = sessions.reduce(
    (sum, { startsAt, endsAt }) => sum + (endsAt.getTime() - startsAt.getTime()),
    0,
  )
  const duration = Temporal.Duration.from({ minutes: Math.round(milliseconds / 60_000) })
  return { courseWorkload: duration.round({ largestUnit: 'hours' }).toString() }
}

/** A day alone when the end is not known yet. */
function endOf({ endsAt, endAssumed }: SessionRow, timeZone: string): string {
  return endAssumed ? dayOf(endsAt, timeZone) : isoTime(endsAt, timeZone)
}

/** `2026-03-03T10:00:00+00:00` */
function isoTime(instant: Date, timeZone: string): string {
  return onTheClock(instant, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

function isPlanned({ status }: SessionRow): boolean {
  return status === 'planned'
}

/** Nothing in it can end the script element or begin a comment there (HTML, "restrictions for contents of script"). */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
