// A calendar that does what RFC 5546 says, and no more; and that refuses what strict calendars refuse. It knows
// nothing of the code under test: it reads messages, and shows events.
import { Temporal } from 'temporal-polyfill'
import { type ContentLine, type Properties, components, unescaped } from './content-lines.ts'

export interface Shown {
  start: string
  end: string
  title: string
  location: string
  description: string
}

interface Entry {
  master: Properties
  /** By the wall-clock time that the series first gave the occurrence. */
  overrides: Map<string, Properties>
  deleted: Set<string>
  sequence: number
  dtstamp: string
}

/** Calendars differ in what becomes of single occurrences when the whole series is told again. */
export type OnNewMaster = 'forgets-occurrences' | 'keeps-occurrences'

export class CorrectCalendar {
  #entries = new Map<string, Entry>()
  #onNewMaster: OnNewMaster

  constructor(onNewMaster: OnNewMaster) {
    this.#onNewMaster = onNewMaster
  }

  /** Applies one message. Throws where a strict calendar would refuse it. */
  receive(file: string): void {
    const method = components(file, 'VCALENDAR')[0]?.get('METHOD')?.value
    const [event, ...more] = components(file, 'VEVENT')
    if (event === undefined || more.length > 0) throw new Error('A message carries exactly one VEVENT')
    const uid = valueOf(event, 'UID')
    const known = this.#entries.get(uid)
    if (known !== undefined) refuseStale(known, event)
    if (method === 'REQUEST') this.#entries.set(uid, this.#requested(known, event))
    else if (method === 'CANCEL') this.#cancel(uid, known, event)
    else throw new Error(`METHOD ${String(method)}`)
  }

  #requested(known: Entry | undefined, event: Properties): Entry {
    const marks = { sequence: Number(valueOf(event, 'SEQUENCE')), dtstamp: valueOf(event, 'DTSTAMP') }
    const occurrence = event.get('RECURRENCE-ID')
    if (occurrence === undefined) {
      const keeps = known !== undefined && this.#onNewMaster === 'keeps-occurrences'
      if (known?.master.has('RRULE') === true && ruleOf(known.master) !== ruleOf(event))
        throw new Error('A series changed its rule')
      const { overrides, deleted } = keeps
        ? known
        : { overrides: new Map<string, Properties>(), deleted: new Set<string>() }
      return { master: event, overrides, deleted, ...marks }
    }
    const entry = entryWith(known, occurrence)
    refuseCollision(entry, occurrence.value, event)
    return { ...entry, overrides: new Map(entry.overrides).set(occurrence.value, event), ...marks }
  }

  #cancel(uid: string, known: Entry | undefined, event: Properties): void {
    if (known === undefined) throw new Error('Nothing is known of what is cancelled')
    if (valueOf(event, 'STATUS') !== 'CANCELLED') throw new Error('A cancellation says so in STATUS')
    const occurrence = event.get('RECURRENCE-ID')
    if (occurrence === undefined) {
      this.#entries.delete(uid)
      return
    }
    const entry = entryWith(known, occurrence)
    entry.overrides.delete(occurrence.value)
    entry.deleted.add(occurrence.value)
  }

  /** Everything in the calendar, in order. */
  shows(): Shown[] {
    return [...this.#entries.values()]
      .flatMap(shownBy)
      .sort((one, other) => (one.start < other.start ? -1 : 1))
  }
}

function valueOf(event: Properties, name: string): string {
  const line = event.get(name)
  if (line === undefined) throw new Error(`${name} is missing`)
  return line.value
}

function ruleOf(event: Properties): string {
  return [event.get('DTSTART'), event.get('RRULE')].map((line) => line?.value ?? '').join(' ')
}

function refuseStale(known: Entry, event: Properties): void {
  if (Number(valueOf(event, 'SEQUENCE')) !== known.sequence + 1)
    throw new Error('SEQUENCE did not rise by one')
  if (valueOf(event, 'DTSTAMP') <= known.dtstamp) throw new Error('DTSTAMP did not rise')
  known.sequence += 1
  known.dtstamp = valueOf(event, 'DTSTAMP')
}

function entryWith(known: Entry | undefined, occurrence: ContentLine): Entry {
  if (known === undefined) throw new Error('An occurrence of an unknown series')
  if (!takingPlace(known).includes(occurrence.value))
    throw new Error(`${occurrence.value} is not in the series, or deleted`)
  const zone = occurrence.parameters.TZID
  if (zone === undefined || zone !== known.master.get('DTSTART')?.parameters.TZID)
    throw new Error('Another TZID')
  return known
}

/** No occurrence may start on the day of a neighbour, or past it. */
function refuseCollision(entry: Entry, occurrence: string, event: Properties): void {
  const dayOf = (value: string) => value.slice(0, 8)
  const dayNow = (one: string) => dayOf(entry.overrides.get(one)?.get('DTSTART')?.value ?? one)
  const day = dayOf(valueOf(event, 'DTSTART'))
  for (const one of takingPlace(entry)) {
    const wrong = one < occurrence ? day <= dayNow(one) : one > occurrence && day >= dayNow(one)
    if (wrong) throw new Error(`${occurrence} may not be on ${day}: ${one} is on ${dayNow(one)}`)
  }
}

function takingPlace(entry: Entry): string[] {
  const excluded = entry.master.get('EXDATE')?.value.split(',') ?? []
  return expanded(entry.master).filter((start) => !excluded.includes(start) && !entry.deleted.has(start))
}

function expanded(master: Properties): string[] {
  const start = master.get('DTSTART')
  const rule = master.get('RRULE')
  if (start === undefined) return []
  if (rule === undefined) return [start.value]
  const {
    FREQ,
    INTERVAL = '1',
    COUNT,
    ...rest
  } = Object.fromEntries(rule.value.split(';').map((part) => part.split('='))) as Record<string, string>
  if (start.value.endsWith('Z')) throw new Error('A series in UTC drifts when the clocks change')
  const first = Temporal.PlainDateTime.from(start.value)
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][first.dayOfWeek - 1]
  if (FREQ === 'WEEKLY' ? rest.BYDAY !== weekday : FREQ !== 'DAILY') throw new Error(`Rule ${rule.value}`)
  const days = Number(INTERVAL) * (FREQ === 'WEEKLY' ? 7 : 1)
  return Array.from({ length: Number(COUNT) }, (_, index) =>
    first
      .add({ days: days * index })
      .toString({ smallestUnit: 'second' })
      .replace(/[-:]/g, ''),
  )
}

function shownBy(entry: Entry): Shown[] {
  return takingPlace(entry).map((start) => {
    const override = entry.overrides.get(start)
    return override === undefined ? occurrenceOf(entry.master, start) : shown(override)
  })
}

function occurrenceOf(master: Properties, start: string): Shown {
  const usual = shown(master)
  const begins = instant(start, master.get('DTSTART')?.parameters.TZID)
  const length = Date.parse(usual.end) - Date.parse(usual.start)
  return { ...usual, start: iso(begins), end: iso(begins + length) }
}

/** One VEVENT by itself. */
export function shown(event: Properties): Shown {
  const time = (name: string) => iso(instant(valueOf(event, name), event.get(name)?.parameters.TZID))
  const text = (name: string) => unescaped(event.get(name)?.value)
  return {
    start: time('DTSTART'),
    end: time('DTEND'),
    title: text('SUMMARY'),
    location: text('LOCATION'),
    description: text('DESCRIPTION'),
  }
}

function instant(value: string, zone: string | undefined): number {
  if (value.endsWith('Z')) return Temporal.Instant.from(value).epochMilliseconds
  if (zone === undefined) throw new Error(`${value} floats`)
  return Temporal.PlainDateTime.from(value).toZonedDateTime(zone).epochMilliseconds
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
