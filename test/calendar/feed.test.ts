import fc from 'fast-check'
import { type PublishedCalendar, type PublishedEvent, publishedCalendar } from '../../src/calendar/feed.ts'
import { components, contentLines, lineFaults, unescaped } from './support/content-lines.ts'
import { backslashes, hostileTexts } from './support/hostile-texts.ts'
import { shownByNodeIcal } from './support/node-ical.ts'
import { at, london, meeting } from './support/timetable.ts'
import { shownAs } from './support/told-history.ts'

const now = at('2026-10-20T12:00')

function event(id: string, local: string, other: Partial<PublishedEvent> = {}): PublishedEvent {
  return { ...meeting(id, local), revision: 0, updatedAt: at('2026-09-01T09:00'), ...other }
}

function published(events: PublishedEvent[], other: Partial<PublishedCalendar> = {}): string {
  return publishedCalendar({
    name: 'My courses',
    domain: 'college.example',
    timeZone: london,
    events,
    now,
    ...other,
  })
}

test('a published calendar names itself and says how often to look', () => {
  const lines = published([event('s1', '2026-10-27T18:30')]).split('\r\n')
  expect(lines.slice(0, lines.indexOf('BEGIN:VEVENT'))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Recovery College//Course calendar//EN',
    'CALSCALE:GREGORIAN',
    'NAME:My courses',
    'X-WR-CALNAME:My courses',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
  ])
})

test('each session is an event of its own, in UTC, that asks nobody for anything', () => {
  const file = published([event('s1', '2026-10-20T18:30', { revision: 3 }), event('s2', '2026-10-27T18:30')])
  const [first, second] = components(file, 'VEVENT')
  const values = Object.fromEntries([...first!.values()].map(({ name, value }) => [name, value]))
  expect(values).toEqual({
    UID: 's1@college.example',
    SUMMARY: 'Sleeping better',
    DTSTAMP: '20260901T080000Z',
    DTSTART: '20261020T173000Z',
    DTEND: '20261020T193000Z',
    SEQUENCE: '3',
    DESCRIPTION: 'Your booking: https://college.example/runs/1',
    LOCATION: 'Room 2\\, The Old Library\\, 12 Mill Street',
    STATUS: 'CONFIRMED',
    TRANSP: 'OPAQUE',
    'LAST-MODIFIED': '20260901T080000Z',
    URL: 'https://college.example/runs/1',
  })
  expect(second!.get('DTSTART')!.value).toBe('20261027T183000Z')
})

test('sessions stay for sixty days', () => {
  const events = [
    event('old', '2026-08-20T18:30'),
    event('recent', '2026-08-22T18:30'),
    event('next', '2026-10-27T18:30'),
  ]
  expect(components(published(events), 'VEVENT').map((one) => one.get('UID')!.value)).toEqual([
    'recent@college.example',
    'next@college.example',
  ])
})

test('the same events make the same text, whatever their order and the time of day', () => {
  const events = [
    event('s1', '2026-10-20T18:30'),
    event('s2', '2026-10-20T18:30'),
    event('s3', '2026-10-27T18:30'),
  ]
  const text = published(events)
  expect(published([...events].reverse())).toBe(text)
  expect(published(events, { now: at('2026-10-20T23:59') })).toBe(text)
})

test('an empty calendar holds its time zone, and nothing else', () => {
  const file = published([])
  expect(lineFaults(file)).toEqual([])
  expect(components(file, 'VEVENT')).toEqual([])
  expect(components(file, 'VTIMEZONE')[0]!.get('TZID')!.value).toBe(london)
})

const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts.keys(), backslashes, '\\', '\\,', 'a;b,c:d"e"'),
  fc.string({ unit: 'binary', maxLength: 120 }),
)

test('no text can break out of its property', () => {
  const usual = contentLines(published([event('s1', '2026-10-27T18:30')])).map(({ name }) => name)
  fc.assert(
    fc.property(anyText, anyText, (text, name) => {
      const content = { title: `T${text}`, location: `L${text}`, description: `D${text}` }
      const file = published([event('s1', '2026-10-27T18:30', content)], { name: `N${name}` })
      expect(lineFaults(file)).toEqual([])
      expect(contentLines(file).map((line) => line.name)).toEqual(usual)
      const [read] = components(file, 'VEVENT')
      const title = unescaped(read!.get('SUMMARY')!.value)
      expect(unescaped(read!.get('LOCATION')!.value).slice(1)).toBe(title.slice(1))
      if (!/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]|\s$/u.test(text))
        expect(title).toBe(content.title)
    }),
  )
})

test('node-ical shows the sessions as they are', () => {
  const events = [...hostileTexts.keys()].map((text, index) =>
    event(`s${index}`, `2026-11-${10 + index}T18:30`, { title: text, location: text, description: text }),
  )
  expect(shownByNodeIcal([published(events)])).toEqual(events.map(shownAs))
})
