import type { Mark } from '../../../src/database/schema.ts'
import { decideMarks, isTooEarly, whatCanBeMarked } from '../../../src/registers/marking/rules.ts'

const row = (mark: Mark | null) => [{ enrolmentId: 'amal', mark }]
const said = (was: Mark | null, chosen: Mark | null) => new Map([['amal', { was, chosen }]])
const set = (mark: Mark | null) => ({ set: [{ enrolmentId: 'amal', mark }], conflicts: [] })
const nothing = { set: [], conflicts: [] }

test.each<[string, Mark | null, Mark | null, Mark | null, boolean, ReturnType<typeof decideMarks>]>([
  ['a first mark', null, null, 'present', false, set('present')],
  ['a correction', 'no-word', 'no-word', 'late', false, set('late')],
  ['a mark taken away', 'present', 'present', null, false, set(null)],
  ['nothing chosen', null, null, null, false, nothing],
  ['what was not touched, though another changed it', 'late', 'present', 'present', false, nothing],
  ['the same as another said', 'present', null, 'present', false, nothing],
  ['the same sent twice', 'late', 'no-word', 'late', false, nothing],
  [
    'another than another said',
    'late',
    null,
    'present',
    false,
    { set: [], conflicts: [{ enrolmentId: 'amal', chosen: 'present', now: 'late' }] },
  ],
  [
    'what another took away',
    null,
    'present',
    'late',
    false,
    { set: [], conflicts: [{ enrolmentId: 'amal', chosen: 'late', now: null }] },
  ],
  ['everyone came', null, null, null, true, set('present')],
  ['everyone came, but for who was marked on the same page', null, null, 'no-word', true, set('no-word')],
  ['everyone came, but for who was marked before', 'told-us', 'told-us', 'told-us', true, nothing],
  ['everyone came, but for who was marked meanwhile', 'no-word', null, null, true, nothing],
])('%s', (_name, now, was, chosen, everyone, decided) => {
  expect(decideMarks(row(now), said(was, chosen), everyone)).toEqual(decided)
})

test('whoever got a place since the page was opened did not come with everyone', () => {
  expect(decideMarks(row(null), new Map(), true)).toEqual(nothing)
})

test.each([
  ['2026-09-01T08:00:00Z', 'planned', 'told-us'],
  // Half past midnight in London, on the day of the class.
  ['2026-09-01T23:30:00Z', 'planned', 'everything'],
  ['2026-12-01T10:00:00Z', 'planned', 'everything'],
  ['2026-12-01T10:00:00Z', 'cancelled', 'nothing'],
] as const)('at %s of a %s class can be marked: %s', (now, status, markable) => {
  const session = { starts_at: new Date('2026-09-02T09:00:00Z'), status }
  expect(whatCanBeMarked(session, { now: new Date(now), timeZone: 'Europe/London' })).toBe(markable)
})

test('before the day only "told us" can be noted, and any mark can be taken away', () => {
  expect([
    isTooEarly('told-us', 'present'),
    isTooEarly('told-us', 'told-us'),
    isTooEarly('told-us', null),
  ]).toEqual([true, false, false])
})
