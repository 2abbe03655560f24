import { longDate, momentAt, weekdayOf } from '../../../src/scheduling/import/dates.ts'

const london = (date: string, time: string) => {
  const moment = momentAt(date, time, 'Europe/London')
  return moment.ok ? moment.instant.toISOString() : moment.reason
}

test('a clock time is an instant of the college, in winter and in summer', () => {
  expect(london('2026-12-07', '10:00')).toBe('2026-12-07T10:00:00.000Z')
  expect(london('2026-10-05', '10:00')).toBe('2026-10-05T09:00:00.000Z')
  expect(momentAt('2026-10-05', '10:00', 'Australia/Sydney')).toEqual({
    ok: true,
    instant: new Date('2026-10-04T23:00:00Z'),
  })
})

test('a time the clock jumps over does not exist; the minutes around it do', () => {
  expect(london('2027-03-28', '00:59')).toBe('2027-03-28T00:59:00.000Z')
  expect(london('2027-03-28', '01:00')).toBe('skipped-by-the-clock')
  expect(london('2027-03-28', '01:59')).toBe('skipped-by-the-clock')
  expect(london('2027-03-28', '02:00')).toBe('2027-03-28T01:00:00.000Z')
})

test('in the hour that comes twice in autumn the first is meant', () => {
  expect(london('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z')
})

test('dates are said in full', () => {
  expect(`${weekdayOf('2027-03-01')} ${longDate('2027-03-01')}`).toBe('Monday 1 March 2027')
})
