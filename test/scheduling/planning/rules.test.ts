import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { closedDays } from '../../../src/scheduling/planning/closed-days.ts'
import { daysOf, overlapping, rhythms } from '../../../src/scheduling/planning/rules.ts'

const never = () => undefined

test('a weekly run skips closed days and bank holidays, says so, and still meets as often as wanted', () => {
  const closed = closedDays([{ name: 'Staff day', starts_on: '2026-12-17', ends_on: '2026-12-18' }], 'GB-ENG')
  const found = daysOf({ firstDay: '2026-12-11', sessions: 3, rhythm: 'week' }, closed)
  expect(found.days).toEqual(['2026-12-11', '2027-01-08', '2027-01-15'])
  expect(found.skipped).toEqual([
    { day: '2026-12-18', why: 'Staff day' },
    { day: '2026-12-25', why: 'Christmas Day' },
    { day: '2027-01-01', why: "New Year's Day" },
  ])
})

test.each([
  ['two-weeks', ['2026-09-14', '2026-09-28', '2026-10-12']],
  ['four-weeks', ['2026-09-14', '2026-10-12', '2026-11-09']],
  ['weekdays', ['2026-09-14', '2026-09-15', '2026-09-16']],
] as const)('%s', (rhythm, days) => {
  expect(daysOf({ firstDay: '2026-09-14', sessions: 3, rhythm }, never).days).toEqual(days)
})

test('days in a row go over the weekend', () => {
  const pattern = { firstDay: '2026-09-18', sessions: 2, rhythm: 'weekdays' as const }
  expect(daysOf(pattern, never).days).toEqual(['2026-09-18', '2026-09-21'])
})

test('a college that is always closed ends the search', () => {
  const found = daysOf({ firstDay: '2026-09-14', sessions: 3, rhythm: 'week' }, () => 'Closed')
  expect([found.days, found.skipped.length]).toEqual([[], 60])
})

test('days are as many as wanted, each open, on the weekday of the first, and none is told twice', () => {
  const closedFrom = (share: number) => (day: string) =>
    Number(day.slice(-2)) % 7 < share ? 'Closed' : undefined
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...rhythms),
      fc.integer({ min: 0, max: 800 }),
      (share, sessions, rhythm, offset) => {
        const firstDay = Temporal.PlainDate.from('2026-01-05').add({ days: offset })
        const closed = closedFrom(share)
        const { days, skipped } = daysOf({ firstDay: firstDay.toString(), sessions, rhythm }, closed)
        const all = [...days, ...skipped.map(({ day }) => day)]
        expect(new Set(all).size).toBe(all.length)
        expect(days.every((day) => closed(day) === undefined)).toBe(true)
        expect(days.length === sessions || skipped.length === 60).toBe(true)
        const weekdays = new Set(all.map((day) => Temporal.PlainDate.from(day).dayOfWeek))
        if (rhythm !== 'weekdays') expect([...weekdays]).toEqual([firstDay.dayOfWeek])
      },
    ),
  )
})

test('sessions of one run that cross are found, and those that only touch are not', () => {
  const at = (from: number, until: number) => ({ startsAt: new Date(from), endsAt: new Date(until) })
  expect(overlapping([at(0, 2), at(2, 4), at(3, 5), at(9, 10), at(1, 2)])).toEqual([2, 4])
})
