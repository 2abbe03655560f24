import {
  counted,
  dayInWords,
  listed,
  momentInWords,
  monthInWords,
  ordinal,
  shortDay,
  timeInWords,
  timesInWords,
} from '../../src/lib/words.ts'

const london = 'Europe/London'
const at = (text: string) => new Date(text)

test.each([
  ['2026-03-03T00:00:00Z', 'midnight'],
  ['2026-03-03T00:05:00Z', '12:05am'],
  ['2026-03-03T09:00:00Z', '9am'],
  ['2026-03-03T11:59:00Z', '11:59am'],
  ['2026-03-03T12:00:00Z', 'midday'],
  ['2026-03-03T12:30:00Z', '12:30pm'],
  ['2026-03-03T13:30:00Z', '1:30pm'],
  ['2026-03-03T23:59:00Z', '11:59pm'],
  // An hour later on the clock, in summer.
  ['2026-07-03T11:00:00Z', 'midday'],
  ['2026-07-03T23:00:00Z', 'midnight'],
])('%s is %s in London', (instant, words) => {
  expect(timeInWords(at(instant), london)).toBe(words)
})

test('the day is the one on the college’s clock, not on Greenwich’s', () => {
  const late = at('2026-07-03T23:30:00Z')
  expect(dayInWords(late, london)).toBe('Saturday 4 July 2026')
  expect(dayInWords(late, 'UTC')).toBe('Friday 3 July 2026')
  expect(shortDay(late, london)).toBe('Sat 4 Jul')
  expect(monthInWords(at('2026-07-31T23:30:00Z'), london)).toBe('August 2026')
  expect(momentInWords(late, london)).toBe('Saturday 4 July 2026 at 12:30am')
  expect(timesInWords(at('2026-03-03T10:00:00Z'), at('2026-03-03T13:00:00Z'), london)).toBe('10am to 1pm')
})

test('both sides of each change of the clocks', () => {
  expect(timeInWords(at('2026-10-25T00:59:00Z'), london)).toBe('1:59am')
  expect(timeInWords(at('2026-10-25T01:00:00Z'), london)).toBe('1am')
  expect(timeInWords(at('2026-03-29T00:59:00Z'), london)).toBe('12:59am')
  expect(timeInWords(at('2026-03-29T01:00:00Z'), london)).toBe('2am')
})

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [22, '22nd'],
  [23, '23rd'],
  [101, '101st'],
  [111, '111th'],
  [112, '112th'],
  [1003, '1003rd'],
])('%i is the %s', (number, words) => {
  expect(ordinal(number)).toBe(words)
})

test('numbers of things', () => {
  expect([0, 1, 2].map((number) => counted(number, 'place'))).toEqual(['0 places', '1 place', '2 places'])
  expect([1, 2].map((number) => counted(number, 'person is', 'people are'))).toEqual([
    '1 person is',
    '2 people are',
  ])
})

test('lists of things', () => {
  expect([[], ['Ana'], ['Ana', 'Ben'], ['Ana', 'Ben', 'Caz']].map(listed)).toEqual([
    '',
    'Ana',
    'Ana and Ben',
    'Ana, Ben and Caz',
  ])
})
