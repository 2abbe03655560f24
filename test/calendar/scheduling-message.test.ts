import {
  type CalendarEvent,
  type Envelope,
  schedulingMessage,
} from '../../src/calendar/scheduling-message.ts'
import { components, contentLines, lineFaults, unescaped } from './support/content-lines.ts'
import { hostileTexts } from './support/hostile-texts.ts'
import { at, london } from './support/timetable.ts'

const envelope: Envelope = {
  method: 'REQUEST',
  uid: '0b9f3a52-6f0c-4c0e-9d6e-3f1f6c1f6f10@calendar.riverside.example',
  sequence: 0,
  dtstamp: new Date('2026-09-28T08:00:00Z'),
  timeZone: london,
  organizer: { name: 'Riverside Recovery College', address: 'bookings@calendar.riverside.example' },
  attendee: { name: 'Amal Haddad', address: 'amal@example.org' },
}

const single: CalendarEvent = {
  startsAt: at('2026-10-13T18:30'),
  endsAt: at('2026-10-13T20:30'),
  title: 'Sleeping better',
  location: 'Room 2, The Old Library',
  description: 'Your booking:\nhttps://college.example/runs/1',
  url: 'https://college.example/runs/1',
}

const course: CalendarEvent = {
  ...single,
  series: {
    frequency: 'WEEKLY',
    interval: 1,
    count: 7,
    exclusions: [at('2026-10-27T18:30'), at('2026-11-17T18:30')],
  },
}

const eventIn = (file: string) => components(file, 'VEVENT')[0]!
const valueIn = (file: string, name: string) => eventIn(file).get(name)?.value

test('a whole course is one event that repeats', () => {
  const lines = schedulingMessage(envelope, course).split('\r\n')
  expect(lines.slice(0, 6)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recovery College//Course calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:REQUEST',
    'BEGIN:VTIMEZONE',
  ])
  expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
    'BEGIN:VEVENT',
    'UID:0b9f3a52-6f0c-4c0e-9d6e-3f1f6c1f6f10@calendar.riverside.example',
    'DTSTAMP:20260928T080000Z',
    'SEQUENCE:0',
    'DTSTART;TZID=Europe/London:20261013T183000',
    'DTEND;TZID=Europe/London:20261013T203000',
    'RRULE:FREQ=WEEKLY;COUNT=7;BYDAY=TU',
    'EXDATE;TZID=Europe/London:20261027T183000,20261117T183000',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'SUMMARY:Sleeping better',
    'LOCATION:Room 2\\, The Old Library',
    'DESCRIPTION:Your booking:\\nhttps://college.example/runs/1',
    'URL:https://college.example/runs/1',
    'ORGANIZER;CN=Riverside Recovery College:mailto:bookings@calendar.riverside',
    ' .example',
    'ATTENDEE;CN=Amal Haddad;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=AC',
    ' CEPTED;RSVP=FALSE:mailto:amal@example.org',
    'X-MICROSOFT-DISALLOW-COUNTER:TRUE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('an occurrence is named by the place the series first gave it, in the zone of the series', () => {
  const moved = {
    ...single,
    recurrenceId: at('2026-11-03T18:30'),
    startsAt: at('2026-11-04T17:00'),
    endsAt: at('2026-11-04T19:00'),
  }
  const event = eventIn(schedulingMessage({ ...envelope, method: 'CANCEL' }, moved))
  expect(event.get('RECURRENCE-ID')).toMatchObject({ parameters: { TZID: london }, value: '20261103T183000' })
  expect(event.get('DTSTART')).toMatchObject({ parameters: { TZID: london }, value: '20261104T170000' })
  expect(event.get('STATUS')?.value).toBe('CANCELLED')
  expect(event.has('RRULE')).toBe(false)
})

test('a college in another zone writes that zone and its rules', () => {
  const file = schedulingMessage({ ...envelope, timeZone: 'America/New_York' }, course)
  expect(eventIn(file).get('DTSTART')).toMatchObject({
    parameters: { TZID: 'America/New_York' },
    value: '20261013T133000',
  })
  expect(components(file, 'VTIMEZONE')[0]!.get('TZID')?.value).toBe('America/New_York')
  expect(file).toContain('RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU')
})

test('a zone that cannot be written truthfully is refused', () => {
  expect(() => schedulingMessage({ ...envelope, timeZone: 'Africa/Casablanca' }, course)).toThrow(
    /Africa\/Casablanca/,
  )
})

test('an hour that the clocks repeat is written in UTC when its second run is meant', () => {
  const second = new Date('2026-10-25T01:30:00Z')
  const file = schedulingMessage(envelope, {
    ...single,
    startsAt: second,
    endsAt: new Date('2026-10-25T03:00:00Z'),
  })
  expect(valueIn(file, 'DTSTART')).toBe('20261025T013000Z')
  expect(valueIn(file, 'DTEND')).toBe('20261025T030000')
})

test('what is empty is left out', () => {
  const event = eventIn(schedulingMessage(envelope, { ...course, location: '', description: '', url: '' }))
  expect(['LOCATION', 'DESCRIPTION', 'URL'].filter((name) => event.has(name))).toEqual([])
})

describe('no text can break out of its property', () => {
  const usual = contentLines(schedulingMessage(envelope, course)).map(({ name }) => name)

  test.each([...hostileTexts.keys()])('%j', (text) => {
    const file = schedulingMessage(
      {
        ...envelope,
        organizer: { name: text, address: 'a@b.example' },
        attendee: { name: text, address: 'c@d.example' },
      },
      { ...course, title: text, location: text, description: text },
    )
    expect(lineFaults(file)).toEqual([])
    expect(contentLines(file).map(({ name }) => name)).toEqual(usual)
    for (const name of ['SUMMARY', 'LOCATION', 'DESCRIPTION'])
      expect(unescaped(valueIn(file, name))).toBe(hostileTexts.get(text))
    expect(eventIn(file).get('ATTENDEE')!.value).toBe('mailto:c@d.example')
    expect(Object.keys(eventIn(file).get('ATTENDEE')!.parameters)).toEqual([
      'CN',
      'CUTYPE',
      'ROLE',
      'PARTSTAT',
      'RSVP',
    ])
  })

  test('nor can an address, a link or a UID', () => {
    const file = schedulingMessage(
      {
        ...envelope,
        uid: 'x\r\nATTACH:y',
        attendee: { name: '', address: 'a?cc=b&\r\nATTACH:x@"c" d.example' },
      },
      { ...course, url: 'https://college.example/a b\r\nATTACH:z' },
    )
    expect(lineFaults(file)).toEqual([])
    expect(contentLines(file).map(({ name }) => name)).toEqual(usual)
    expect(valueIn(file, 'ATTENDEE')).toBe('mailto:a%3Fcc=b%26%20ATTACH%3Ax@%22c%22%20d.example')
    expect(valueIn(file, 'URL')).toBe('https://college.example/a%20bATTACH:z')
  })
})

test('an ordinary address is written as it stands', () => {
  const address = "a.o'hara+college_1=x@mail.example.org"
  const file = schedulingMessage({ ...envelope, attendee: { name: 'A', address } }, course)
  expect(valueIn(file, 'ATTENDEE')).toBe(`mailto:${address}`)
})
