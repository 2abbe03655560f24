import { type BookingFacts, decideOpen } from '../../src/catalogue/open.ts'
import { noRules } from './rows.ts'

const at = (text: string) => new Date(`2026-03-${text}Z`)
const two = [
  { startsAt: at('10T10:00'), endsAt: at('10T12:00') },
  { startsAt: at('17T10:00'), endsAt: at('17T12:00') },
]
const run = (facts: Partial<BookingFacts> = {}): BookingFacts => ({
  status: 'published',
  opensAt: null,
  closesAt: null,
  ...noRules,
  sessions: two,
  ...facts,
})
const opensAt = at('02T09:00')
const closesAt = at('12T09:00')

test.each<[string, BookingFacts, Date, string]>([
  ['before it begins', run(), at('09T00:00'), 'open'],
  ['the moment before it begins', run(), new Date(at('10T10:00').getTime() - 1), 'open'],
  ['as it begins', run(), at('10T10:00'), 'already-started'],
  ['between its sessions', run(), at('12T00:00'), 'already-started'],
  ['after its last session', run(), at('17T12:00'), 'over'],
  ['before it opens', run({ opensAt }), at('02T08:59'), 'not-open-yet'],
  ['as it opens', run({ opensAt }), at('02T09:00'), 'open'],
  ['after it began, before it closes', run({ closesAt }), at('11T00:00'), 'open'],
  ['as it closes', run({ closesAt }), at('12T09:00'), 'closed'],
  ['after it closed and is over', run({ closesAt }), at('20T00:00'), 'over'],
  ['cancelled', run({ status: 'cancelled' }), at('09T00:00'), 'run-cancelled'],
  ['a draft', run({ status: 'draft' }), at('09T00:00'), 'not-published'],
  ['ended early', run({ status: 'ended' }), at('09T00:00'), 'over'],
  ['without sessions', run({ sessions: [] }), at('09T00:00'), 'over'],
])('a run %s', (_, facts, now, expected) => {
  const decision = decideOpen(facts, now)
  expect(decision.ok ? 'open' : decision.reason).toBe(expected)
})

test('a run that opens later says when', () => {
  expect(decideOpen(run({ opensAt }), at('01T00:00'))).toEqual({ ok: false, reason: 'not-open-yet', opensAt })
})
