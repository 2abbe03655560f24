import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { instantOf, onTheClock } from '../../../src/lib/time.ts'
import { shiftRun, weeksBetween } from '../../../src/scheduling/term-copies/rules.ts'

const timeZone = 'Europe/London'
const now = new Date('2026-01-01T00:00:00Z')
const at = (day: string, time: string) =>
  instantOf(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone))
const session = (day: string, from = '10:00', until = '12:00') => ({
  startsAt: at(day, from),
  endsAt: at(day, until),
})
const closedOn =
  (...days: string[]) =>
  (day: string) =>
    days.includes(day) ? 'Closed' : undefined
const shifted = (days: string[], weeks: number, ...closed: string[]) =>
  shiftRun(
    days.map((day) => session(day)),
    { weeks, timeZone, now, closedOn: closedOn(...closed) },
  ).map((date) =>
    date.ok ? onTheClock(date.times.startsAt, timeZone).toPlainDate().toString() : date.reason,
  )

test.each([
  [
    'a weekly run goes on after its last date',
    ['2026-09-15', '2026-09-22'],
    ['2027-01-19'],
    ['2027-01-26', '2027-02-02'],
  ],
  [
    'two closed days go one after the other',
    ['2026-09-15', '2026-09-22', '2026-09-29'],
    ['2027-01-26', '2027-02-02'],
    ['2027-01-19', '2027-02-09', '2027-02-16'],
  ],
  [
    'and past what is closed there too',
    ['2026-09-15', '2026-09-22'],
    ['2027-01-19', '2027-02-02'],
    ['2027-01-26', '2027-02-09'],
  ],
  [
    'every two weeks stays every two weeks',
    ['2026-09-15', '2026-09-29'],
    ['2027-01-19'],
    ['2027-02-02', '2027-02-16'],
  ],
  [
    'a skipped week is still weekly',
    ['2026-09-15', '2026-09-22', '2026-10-06'],
    ['2027-01-19'],
    ['2027-01-26', '2027-02-09', '2027-02-16'],
  ],
  ['a single date has no rhythm', ['2026-09-15'], ['2027-01-19'], ['closed']],
  ['nor have two days in a row', ['2026-09-15', '2026-09-16'], ['2027-01-19'], ['closed', '2027-01-20']],
  [
    'nor has once a month',
    ['2026-09-15', '2026-10-13', '2026-11-17'],
    ['2027-01-19'],
    ['closed', '2027-02-16', '2027-03-23'],
  ],
])('%s', (_name, days, closed, wanted) => {
  // The first of these would be on 19 January 2027.
  const found = shifted(days, 18, ...closed)
  expect(found.map((day) => day).sort()).toEqual([...wanted].sort())
  expect(found).toHaveLength(days.length)
})

test('an hour the clock jumps over, and one that has passed, are not placed', () => {
  const night = [session('2026-01-04', '01:30', '03:00')]
  const shift = { weeks: 12, timeZone, now, closedOn: closedOn() }
  expect(shiftRun(night, shift)).toMatchObject([{ ok: false, reason: 'no-such-hour', day: '2026-03-29' }])
  const later = { ...shift, now: new Date('2027-01-01T00:00:00Z') }
  expect(shiftRun([session('2026-01-04')], later)).toMatchObject([{ ok: false, reason: 'begun' }])
})

test.each([
  ['2026-09-14', '2027-01-18', 18],
  ['2026-09-14', '2027-01-20', 18],
  ['2026-09-18', '2027-01-18', 18],
  ['2026-09-14', '2026-09-14', 0],
  ['2026-09-14', '2026-04-06', -23],
])('from the week of %s to that of %s are %i weeks', (from, to, weeks) => {
  expect(weeksBetween(from, to)).toBe(weeks)
})

const anyRun = fc.record({
  first: fc.integer({ min: 0, max: 400 }),
  gaps: fc.array(fc.constantFrom(1, 3, 7, 7, 7, 14, 21, 28, 35), { maxLength: 8 }),
  hour: fc.integer({ min: 0, max: 21 }),
})

test('weekday and clock time stay, no date is on a closed day, and each date has one answer', () => {
  fc.assert(
    fc.property(
      anyRun,
      fc.integer({ min: 1, max: 104 }),
      fc.integer({ min: 0, max: 30 }),
      ({ first, gaps, hour }, weeks, share) => {
        const start = Temporal.PlainDate.from('2026-01-05').add({ days: first })
        const days = gaps.reduce<Temporal.PlainDate[]>(
          (all, days) => [...all, (all.at(-1) ?? start).add({ days })],
          [start],
        )
        const time = `${String(hour).padStart(2, '0')}:15`
        const sessions = days
          .map((day) => day.toString())
          .map((day) => session(day, time, `${String(hour + 2).padStart(2, '0')}:00`))
        const closed = (day: string) => ((Number(day.slice(8)) * 7) % 31 < share ? 'Closed' : undefined)
        const found = shiftRun(sessions, { weeks, timeZone, now, closedOn: closed })
        expect(found.map((one) => one.session)).toEqual(sessions)
        for (const one of found) {
          if (!one.ok) continue
          const [was, is] = [one.session, one.times].map(({ startsAt }) => onTheClock(startsAt, timeZone))
          expect(is?.dayOfWeek).toBe(was?.dayOfWeek)
          expect(is?.toPlainTime().equals(was?.toPlainTime() ?? '')).toBe(true)
          expect(closed(is?.toPlainDate().toString() ?? '')).toBeUndefined()
        }
        const starts = found.flatMap((one) => (one.ok ? [one.times.startsAt.getTime()] : []))
        expect(new Set(starts).size).toBe(starts.length)
      },
    ),
  )
})
