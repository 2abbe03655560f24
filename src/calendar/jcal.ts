// jCal (RFC 7265) is what ical.js serialises: components as nested arrays. These are the few shapes used here.
import ICAL from 'ical.js'
import { oneLine, plainText } from './plain-text.ts'
import { isPlainOnTheClock, wallClock } from './wall-clock.ts'

type Value = string | number | Record<string, string | number>
export type Property = [name: string, parameters: Record<string, string>, type: string, ...values: Value[]]
export type Component = [name: string, properties: Property[], components: Component[]]

// ical.js counts the octets of a continuation line without the space that begins it: 74 keeps to the 75 of RFC 5545.
ICAL.foldLength = 74

/**
 * The file of a calendar: CRLF after every line, the last too, and lines folded at 75 octets. Every string is cleaned
 * on the way, so that no name or title can begin a property of its own.
 */
export function calendarFile(calendar: Component): string {
  return ICAL.stringify(cleaned(calendar))
}

export function text(name: string, value: string): Property {
  return [name, {}, 'text', value]
}

/** A property iCalendar did not have in 2009. ical.js writes its value as it stands, so text is escaped here. */
export function newerText(name: string, value: string): Property {
  return [
    name,
    {},
    'unknown',
    plainText(value)
      .replace(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n'),
  ]
}

export function integer(name: string, value: number): Property {
  return [name, {}, 'integer', value]
}

export function utcTime(name: string, instant: Date): Property {
  return [name, {}, 'date-time', utc(instant)]
}

/** Wall-clock time with its zone. An instant that the wall clock cannot name is written in UTC. */
export function zonedTime(name: string, instant: Date, timeZone: string): Property {
  if (!isPlainOnTheClock(instant, timeZone)) return utcTime(name, instant)
  return [name, { tzid: timeZone }, 'date-time', wallClock(instant, timeZone)]
}

export function zonedTimes(name: string, instants: Date[], timeZone: string): Property {
  const times = instants.map((instant) => wallClock(instant, timeZone))
  return [name, { tzid: timeZone }, 'date-time', ...times]
}

function utc(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z')
}

function cleaned([name, properties, components]: Component): Component {
  return [name, properties.map(cleanedProperty), components.map(cleaned)]
}

function cleanedProperty([name, parameters, type, ...values]: Property): Property {
  const clean = type === 'text' ? plainText : oneLine
  const safe = Object.entries(parameters).map(([key, value]) => [key, oneLine(value)])
  return [
    name,
    Object.fromEntries(safe) as Record<string, string>,
    type,
    ...values.map((value) => (typeof value === 'string' ? clean(value) : value)),
  ]
}
