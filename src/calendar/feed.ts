// Calendars that people subscribe to or download: one event for each session, in UTC, each complete in itself.
import ICAL from 'ical.js'
import { type EventAttributes, createEvents } from 'ics'
import { type Component, type Property, calendarFile, newerText, text } from './jcal.ts'
import { plainText } from './plain-text.ts'
import { productId } from './scheduling-message.ts'
import { byStart, type CalendarSession } from './session.ts'
import { timeZoneBlock } from './time-zone.ts'

export interface PublishedEvent extends CalendarSession {
  /** Rises with every change of the session. */
  revision: number
  updatedAt: Date
}

export interface PublishedCalendar {
  name: string
  /** The right-hand side of every UID. */
  domain: string
  timeZone: string
  events: PublishedEvent[]
  now: Date
}

const daysKept = 60
const day = 24 * 60 * 60 * 1000

/**
 * The text of a published calendar, with the sessions of the last 60 days and all to come. It has no METHOD, organiser
 * or attendees: nobody is asked for anything. The same events make the same text, so an ETag of it can be trusted;
 * the clock only decides which sessions are too old.
 */
export function publishedCalendar({ name, domain, timeZone, events, now }: PublishedCalendar): string {
  const since = new Date(now.getTime() - daysKept * day)
  const shown = events.filter(({ endsAt }) => endsAt >= since).sort(byStart)
  // RFC 5545 asks for one component at least: an empty calendar holds its time zone.
  const components =
    shown.length === 0 ? [timeZoneBlock(timeZone, now.getUTCFullYear())] : eventComponents(shown, domain)
  return calendarFile(['vcalendar', header(name), components])
}

function header(name: string): Property[] {
  return [
    text('version', '2.0'),
    text('prodid', productId),
    text('calscale', 'GREGORIAN'),
    newerText('name', name),
    newerText('x-wr-calname', name),
    ['refresh-interval', {}, 'duration', 'PT1H'],
    ['x-published-ttl', {}, 'unknown', 'PT1H'],
  ]
}

/**
 * ics writes the events. Its lines are folded by characters, not octets, and its calendar says METHOD:PUBLISH; so they
 * are read back and written again with everything else.
 */
function eventComponents(events: PublishedEvent[], domain: string): Component[] {
  const { error, value } = createEvents(events.map((event) => attributesOf(event, domain)))
  if (value === null) throw new Error('A published calendar could not be written', { cause: error })
  const [, , components] = ICAL.parse(value) as Component
  return components.map((component, index) => withLink(component, events[index]?.url ?? ''))
}

function attributesOf(event: PublishedEvent, domain: string): EventAttributes & { timestamp: number } {
  return {
    uid: `${event.id}@${domain}`,
    // Missing from the types of ics 3.12: without it DTSTAMP would be the clock, and every answer a new one.
    timestamp: event.updatedAt.getTime(),
    lastModified: event.updatedAt.getTime(),
    sequence: event.revision,
    start: event.startsAt.getTime(),
    end: event.endsAt.getTime(),
    title: plainText(event.title),
    location: plainText(event.location),
    description: plainText(event.description),
    status: 'CONFIRMED',
    transp: 'OPAQUE',
  }
}

/** The check of links in ics refuses some good ones, so they are added here. */
function withLink([name, properties, components]: Component, url: string): Component {
  if (url === '') return [name, properties, components]
  return [name, [...properties, ['url', {}, 'uri', new URL(url).href]], components]
}
