import { addMinutes, earlier, instantOf, onTheClock } from '../../src/lib/time.ts'

test('an instant on the clock and back is the same instant', () => {
  const instant = new Date('2026-10-25T00:30:00.123Z')
  const seen = onTheClock(instant, 'Europe/London')
  expect([seen.hour, seen.minute, seen.offset]).toEqual([1, 30, '+01:00'])
  expect(instantOf(seen)).toEqual(instant)
})

test('minutes are added on the line of time, whatever the clocks do', () => {
  const before = new Date('2026-10-25T00:30:00Z')
  const after = addMinutes(before, 60)
  expect(after).toEqual(new Date('2026-10-25T01:30:00Z'))
  expect(onTheClock(after, 'Europe/London').hour).toBe(1)
  expect(addMinutes(before, -0.5)).toEqual(new Date('2026-10-25T00:29:30Z'))
})

test('the earlier of two', () => {
  const [one, other] = [new Date(1), new Date(2)]
  expect([earlier(one, other), earlier(other, one)]).toEqual([one, one])
})
