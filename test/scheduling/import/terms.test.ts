import { outsideTerm } from '../../../src/scheduling/import/plan-terms.ts'
import { termDates } from '../../../src/scheduling/import/terms.ts'
import { inShort } from './support.ts'

const span = { first: '2025-02-03', last: '2025-08-29' }

test.each([
  ['February-August 2025', '2025-02-01', '2025-08-31'],
  ['Feb – Aug 2025', '2025-02-01', '2025-08-31'],
  ['Spring term (Sept 2024 to Feb 2025)', '2024-09-01', '2025-02-28'],
  ['November-February 2025', '2024-11-01', '2025-02-28'],
  ['February 2024', '2024-02-01', '2024-02-29'],
])('the term %s is %s to %s', (name, startsOn, endsOn) => {
  expect(termDates(name, span, 0)).toEqual({ name, startsOn, endsOn })
})

test.each(['Spring 2025', 'Term 1', 'August-February', 'March-May 20255'])(
  'the term %s names no months and spans its sessions',
  (name) => expect(termDates(name, span, 0)).toEqual({ name, startsOn: span.first, endsOn: span.last }),
)

const moved = (weeks: number, first: string, last: string) => (name: string) =>
  termDates(name, { first, last }, weeks)

test.each([
  [52, '2026-02-02', '2026-08-28', 'February to August 2026', '2026-02-01', '2026-08-31'],
  [78, '2026-08-03', '2027-02-26', 'August 2026 to February 2027', '2026-08-01', '2027-02-28'],
  [80, '2026-08-17', '2027-03-12', 'August 2026 to March 2027', '2026-08-01', '2027-03-31'],
  [1, '2025-02-10', '2025-09-05', 'February to September 2025', '2025-02-01', '2025-09-30'],
])('moved by %i weeks the term is named by its new months', (weeks, first, last, name, startsOn, endsOn) => {
  expect(moved(weeks, first, last)('February-August 2025')).toEqual({ name, startsOn, endsOn })
})

test('a term whose name is more than its months keeps the rest; a year alone would be false', () => {
  const move = moved(52, '2026-02-02', '2026-03-30')
  expect(move('Spring (Feb-Mar 2025)').name).toBe('Spring (February to March 2026)')
  expect(move('Spring 2025').name).toBe('February to March 2026')
  expect(move('Term 1').name).toBe('Term 1 (February to March 2026)')
})

test('a session before or after its term is told, on the days of its ends it is not', () => {
  const term = { name: 'Spring', starts_on: '2026-02-01', ends_on: '2026-04-30' }
  const on = (date: string, line: number) => ({ date, place: { file: 'f', line } }) as never
  const dates = ['2026-01-31', '2026-02-01', '2026-04-30', '2026-05-01']
  const sessions = dates.map((date, index) => on(date, index + 2))
  expect(inShort(outsideTerm({ sessions }, term))).toEqual([
    'warning 2 term: The session on 31 January 2026 lies outside the term "Spring" (1 February 2026 to 30 April 2026).',
    expect.stringMatching(/^warning 5 term: The session on 1 May 2026/),
  ])
})
