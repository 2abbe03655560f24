import fc from 'fast-check'
import { onTheClock } from '../../src/lib/time.ts'
import { addWorkingDays, type OfficeCalendar } from '../../src/waiting-list/working-hours.ts'

const office: OfficeCalendar = {
  timeZone: 'Europe/London',
  hours: { from: 9, until: 17 },
  closedDays: new Set(),
}
const london = (text: string) => new Date(`${text}Z`)

test.each([
  ['in the middle of a Monday', '2026-11-02T10:30', '2026-11-05T10:30'],
  ['on a Thursday, over the weekend', '2026-11-05T16:00', '2026-11-10T16:00'],
  ['on a Saturday: the time begins on Monday', '2026-11-07T14:00', '2026-11-11T17:00'],
  ['in the evening: the time begins next morning', '2026-11-02T20:00', '2026-11-05T17:00'],
  ['before the office opens', '2026-11-02T06:00', '2026-11-04T17:00'],
])('three working days %s', (_, start, end) => {
  expect(addWorkingDays(london(start), 3, office)).toEqual(london(end))
})

test('days on which the college is shut do not count', () => {
  const christmas = { ...office, closedDays: new Set(['2026-12-24', '2026-12-25', '2026-12-28']) }
  expect(addWorkingDays(london('2026-12-22T12:00'), 3, christmas)).toEqual(london('2026-12-30T12:00'))
})

test('the clock change keeps the hour of the day', () => {
  // 23 October 2026 is a Friday in summer time; the clocks go back on the 25th.
  expect(addWorkingDays(london('2026-10-23T09:00'), 3, office)).toEqual(london('2026-10-28T10:00'))
})

test('the end is always within office hours, later than the start, and later for more days', () => {
  const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 10 }), (from, days) => {
      const end = onTheClock(addWorkingDays(from, days, office), office.timeZone)
      const minutes = end.hour * 60 + end.minute
      expect(end.dayOfWeek).toBeLessThanOrEqual(5)
      expect(minutes).toBeGreaterThanOrEqual(9 * 60)
      expect(minutes).toBeLessThanOrEqual(17 * 60)
      expect(end.epochMilliseconds).toBeGreaterThan(from.getTime())
      expect(addWorkingDays(from, days + 1, office).getTime()).toBeGreaterThan(end.epochMilliseconds)
    }),
  )
})
