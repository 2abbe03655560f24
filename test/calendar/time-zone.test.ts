import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { calendarFile } from '../../src/calendar/jcal.ts'
import { timeZoneBlock, zoneRules } from '../../src/calendar/time-zone.ts'

test('London has the block that every calendar knows', () => {
  expect(calendarFile(timeZoneBlock('Europe/London', 2026)).split('\r\n')).toEqual([
    'BEGIN:VTIMEZONE',
    'TZID:Europe/London',
    'BEGIN:DAYLIGHT',
    'TZOFFSETFROM:+0000',
    'TZOFFSETTO:+0100',
    'DTSTART:19700329T010000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0000',
    'DTSTART:19701025T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
    '',
  ])
})

test.each(['Africa/Casablanca', 'Asia/Gaza'])('%s follows no yearly rule, and is refused', (zone) => {
  expect(zoneRules(zone, 2026)).toEqual({ ok: false, reason: 'irregular-zone' })
  expect(() => timeZoneBlock(zone, 2026)).toThrow(/irregular-zone/)
})

test('a zone that changed its rule is refused for those years, and right for later ones', () => {
  expect(zoneRules('America/Sao_Paulo', 2019)).toEqual({ ok: false, reason: 'irregular-zone' })
  expect(zoneRules('America/Sao_Paulo', 2026).ok).toBe(true)
})

test.each(['Mars/Olympus', '', '+01:00', 'Europe/London\r\nX:y'])('%j is no zone', (zone) => {
  expect(zoneRules(zone, 2026)).toEqual({ ok: false, reason: 'unknown-zone' })
})

/** Both sides of every change of the clocks for years, and every season of one year. */
function* instants(zone: string): Generator<Temporal.ZonedDateTime> {
  const start = Temporal.PlainDate.from('2026-01-01').toZonedDateTime(zone)
  for (let month = 0; month < 12; month += 3) yield start.add({ months: month, hours: 12 })
  for (let change = start.getTimeZoneTransition('next'); change !== null;) {
    for (const hours of [-3, 3]) yield change.add({ hours })
    const next: Temporal.ZonedDateTime | null = change.getTimeZoneTransition('next')
    change = next !== null && next.year < 2034 ? next : null
  }
}

test('every zone that is not refused has the offsets of the tz database', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const written = zones.filter((zone) => zoneRules(zone, 2026).ok)
  for (const zone of written) {
    const block = ICAL.Component.fromString(calendarFile(timeZoneBlock(zone, 2026)))
    const timezone = new ICAL.Timezone({ component: block, tzid: zone })
    for (const moment of instants(zone)) {
      const local = ICAL.Time.fromString(moment.toPlainDateTime().toString({ smallestUnit: 'second' }), null)
      const offset = timezone.utcOffset(local)
      if (offset * 1e9 !== moment.offsetNanoseconds)
        throw new Error(`${zone} is wrong at ${moment.toString()}: ${offset}`)
    }
  }
  expect(written.length).toBeGreaterThan(400)
  expect(zones.length - written.length).toBeLessThan(15)
})
