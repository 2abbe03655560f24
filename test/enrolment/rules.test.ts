import type { Places } from '../../src/catalogue/places.ts'
import {
  decideCapacity,
  decideEnrol,
  decideOpen,
  type EnrolFacts,
  type RunFacts,
} from '../../src/enrolment/rules.ts'

const now = new Date('2026-09-01T09:00:00Z')
const at = (text: string) => new Date(text)

function run(facts: Partial<RunFacts> = {}): RunFacts {
  const sessions = [{ startsAt: at('2026-09-08T09:00:00Z'), endsAt: at('2026-09-08T12:00:00Z') }]
  return { status: 'published', needsApproval: false, opensAt: null, closesAt: null, sessions, ...facts }
}

function facts(changes: Partial<EnrolFacts> & { places?: Places } = {}): EnrolFacts {
  const places = { capacity: 12, taken: 3, waiting: 0 }
  return { run: run(), places, live: undefined, overlaps: [], overlapAccepted: false, ...changes }
}

const overlap = { title: 'Yoga', startsAt: at('2026-09-08T10:00:00Z'), endsAt: at('2026-09-08T11:00:00Z') }

test('a free place and nobody waiting: the person is booked', () => {
  expect(decideEnrol(facts(), now)).toEqual({ ok: true, to: 'confirmed' })
})

test.each([
  ['every place is taken', { capacity: 12, taken: 12, waiting: 0 }],
  ['a place is free but somebody waits for it', { capacity: 12, taken: 11, waiting: 1 }],
  ['the run is over-full', { capacity: 12, taken: 13, waiting: 0 }],
  ['the run has no places at all', { capacity: 0, taken: 0, waiting: 0 }],
])('%s: the person waits', (_, places) => {
  expect(decideEnrol(facts({ places }), now)).toEqual({ ok: true, to: 'waiting' })
})

test('a run that needs approval takes a request, full or not', () => {
  const approved = run({ needsApproval: true })
  expect(decideEnrol(facts({ run: approved }), now)).toEqual({ ok: true, to: 'requested' })
  const places = { capacity: 1, taken: 1, waiting: 4 }
  expect(decideEnrol(facts({ run: approved, places }), now)).toEqual({ ok: true, to: 'requested' })
})

test.each(['requested', 'waiting', 'offered', 'confirmed'] as const)(
  'someone %s cannot enrol twice',
  (live) => {
    expect(decideEnrol(facts({ live }), now)).toEqual({ ok: false, reason: 'already-enrolled', live })
  },
)

test('two courses at one time need a yes of their own', () => {
  expect(decideEnrol(facts({ overlaps: [overlap] }), now)).toEqual({
    ok: false,
    reason: 'overlap',
    overlaps: [overlap],
  })
  expect(decideEnrol(facts({ overlaps: [overlap], overlapAccepted: true }), now)).toEqual({
    ok: true,
    to: 'confirmed',
  })
})

test('that the run is closed is said before the overlap: accepting it would not help', () => {
  const closed = run({ status: 'cancelled' })
  expect(decideEnrol(facts({ run: closed, overlaps: [overlap] }), now)).toEqual({
    ok: false,
    reason: 'run-cancelled',
  })
})

describe('whether a run takes people', () => {
  const begun = { startsAt: at('2026-09-01T08:00:00Z'), endsAt: at('2026-09-01T10:00:00Z') }
  const later = { startsAt: at('2026-09-08T08:00:00Z'), endsAt: at('2026-09-08T10:00:00Z') }
  const past = { startsAt: at('2026-08-01T08:00:00Z'), endsAt: at('2026-08-01T10:00:00Z') }
  test.each<[string, Partial<RunFacts>, ReturnType<typeof decideOpen>]>([
    ['published', {}, { ok: true }],
    ['a draft', { status: 'draft' }, { ok: false, reason: 'not-published' }],
    ['cancelled', { status: 'cancelled' }, { ok: false, reason: 'run-cancelled' }],
    ['ended', { status: 'ended' }, { ok: false, reason: 'over' }],
    ['without any session', { sessions: [] }, { ok: false, reason: 'over' }],
    ['over', { sessions: [past] }, { ok: false, reason: 'over' }],
    [
      'before it opens',
      { opensAt: at('2026-09-01T09:00:01Z') },
      { ok: false, reason: 'not-open-yet', opensAt: at('2026-09-01T09:00:01Z') },
    ],
    ['at the moment it opens', { opensAt: now }, { ok: true }],
    ['at the moment it closes', { closesAt: now }, { ok: false, reason: 'closed' }],
    ['just before it closes', { closesAt: at('2026-09-01T09:00:01Z') }, { ok: true }],
    ['begun, with no closing time', { sessions: [begun, later] }, { ok: false, reason: 'already-started' }],
    [
      'begun, and open to late joiners',
      { sessions: [begun, later], closesAt: at('2026-09-07T00:00:00Z') },
      { ok: true },
    ],
    [
      'open to late joiners, but over',
      { sessions: [past], closesAt: at('2026-10-01T00:00:00Z') },
      { ok: false, reason: 'over' },
    ],
  ])('%s', (_, change, expected) => {
    expect(decideOpen(run(change), now)).toEqual(expected)
  })
})

test('fewer places than are taken need a written reason', () => {
  expect(decideCapacity({ capacity: 5, overFullReason: null }, 6)).toEqual({
    ok: false,
    reason: 'below-taken',
    taken: 6,
  })
  expect(decideCapacity({ capacity: 5, overFullReason: 'A smaller room' }, 6)).toEqual({ ok: true })
  expect(decideCapacity({ capacity: 6, overFullReason: null }, 6)).toEqual({ ok: true })
})
