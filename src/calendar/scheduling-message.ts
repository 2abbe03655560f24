// The calendar part of one mail (iMIP, RFC 6047): one calendar object with exactly one VEVENT. Outlook ignores every
// further one, so a master and its exceptions never travel together.
import { onTheClock } from '../lib/time.ts'
import {
  type Component,
  type Property,
  calendarFile,
  integer,
  text,
  utcTime,
  zonedTime,
  zonedTimes,
} from './jcal.ts'
import { oneLine } from './plain-text.ts'
import type { Content } from './session.ts'
import { timeZoneBlock } from './time-zone.ts'

export type Method = 'REQUEST' | 'CANCEL'

export interface Pattern {
  frequency: 'DAILY' | 'WEEKLY'
  interval: number
}

export interface Series extends Pattern {
  count: number
  /** Starts of the occurrences that do not take place. */
  exclusions: Date[]
}

/** A whole entry (a series or a single event), or one occurrence of a series when it has a `recurrenceId`. */
export interface CalendarEvent extends Content {
  startsAt: Date
  endsAt: Date
  url: string
  /** Where the series first put this occurrence. */
  recurrenceId?: Date
  series?: Series
}

export interface Party {
  name: string
  address: string
}

export interface Envelope {
  method: Method
  uid: string
  sequence: number
  dtstamp: Date
  timeZone: string
  organizer: Party
  attendee: Party
}

export const productId = '-//Recovery College//Course calendar//EN'

/** The text of a scheduling message. Throws for a time zone that cannot be written truthfully. */
export function schedulingMessage(envelope: Envelope, event: CalendarEvent): string {
  const year = onTheClock(event.startsAt, envelope.timeZone).year
  return calendarFile([
    'vcalendar',
    [
      text('version', '2.0'),
      text('prodid', productId),
      text('calscale', 'GREGORIAN'),
      text('method', envelope.method),
    ],
    [timeZoneBlock(envelope.timeZone, year), vevent(envelope, event)],
  ])
}

function vevent(envelope: Envelope, event: CalendarEvent): Component {
  return [
    'vevent',
    [...identity(envelope, event), ...when(envelope.timeZone, event), ...what(envelope, event)],
    [],
  ]
}

function identity(
  { uid, dtstamp, sequence, timeZone }: Envelope,
  { recurrenceId }: CalendarEvent,
): Property[] {
  const occurrence = recurrenceId === undefined ? [] : [zonedTime('recurrence-id', recurrenceId, timeZone)]
  return [text('uid', uid), utcTime('dtstamp', dtstamp), integer('sequence', sequence), ...occurrence]
}

/** DTEND, never DURATION, and COUNT, never UNTIL: the forms that every calendar reads alike. */
function when(timeZone: string, { startsAt, endsAt, series }: CalendarEvent): Property[] {
  const times = [zonedTime('dtstart', startsAt, timeZone), zonedTime('dtend', endsAt, timeZone)]
  if (series === undefined) return times
  const { exclusions } = series
  const except = exclusions.length === 0 ? [] : [zonedTimes('exdate', exclusions, timeZone)]
  return [...times, ['rrule', {}, 'recur', rule(series, startsAt, timeZone)], ...except]
}

function rule({ frequency, interval, count }: Series, startsAt: Date, timeZone: string) {
  const day = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][onTheClock(startsAt, timeZone).dayOfWeek - 1] ?? ''
  return {
    freq: frequency,
    ...(interval === 1 ? {} : { interval }),
    count,
    ...(frequency === 'WEEKLY' ? { byday: day } : {}),
  }
}

function what({ method, organizer, attendee }: Envelope, event: CalendarEvent): Property[] {
  return [
    text('status', method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'),
    text('transp', 'OPAQUE'),
    text('summary', event.title),
    ...(event.location === '' ? [] : [text('location', event.location)]),
    ...(event.description === '' ? [] : [text('description', event.description)]),
    ...(event.url === '' ? [] : [['url', {}, 'uri', new URL(event.url).href] satisfies Property]),
    ['organizer', commonName(organizer), 'cal-address', mailto(organizer.address)],
    ['attendee', { ...commonName(attendee), ...participation }, 'cal-address', mailto(attendee.address)],
    ['x-microsoft-disallow-counter', {}, 'unknown', 'TRUE'],
  ]
}

// Nobody reads replies yet, and a confirmed place needs none: the college knows this person comes. So the invitation
// says "accepted" and asks for no answer, instead of showing buttons whose answers would be lost.
const participation = { cutype: 'INDIVIDUAL', role: 'REQ-PARTICIPANT', partstat: 'ACCEPTED', rsvp: 'FALSE' }

/** A quotation mark cannot stand in a parameter; the way round it (RFC 6868) is read by few, who show `^'` instead. */
function commonName({ name }: Party): Record<string, string> {
  const shown = oneLine(name).replaceAll('"', '’').replaceAll('^', '')
  return shown === '' ? {} : { cn: shown }
}

/** RFC 6068: what has a meaning of its own in a URI is written as octets. */
function mailto(address: string): string {
  const octets = encodeURI(oneLine(address))
  return `mailto:${octets.replace(/[?#&/;,:]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
