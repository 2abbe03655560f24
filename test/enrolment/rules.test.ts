import type { Places } from '../../src/catalogue/places.ts'
import { decideCapacity, decideEnrol, type EnrolFacts, type RunFacts } from '../../src/enrolment/rules.ts'
import { noRules } from '../catalogue/rows.ts'

const now = new Date('2026-09-01T09:00:00Z')
const at = (text: string) => new Date(text)

function run(facts: Partial<RunFacts> = {}): RunFacts {
  const sessions = [{ startsAt: at('2026-09-08T09:00:00Z'), endsAt: at('2026-09-08T12:00:00Z') }]
  return {
    status: 'published',
    needsApproval: false,
    opensAt: null,
    closesAt: null,
    ...noRules,
    sessions,
    ...facts,
  }
}

const person = { kind: null, hadPlace: true, notDone: [], term: null }

function facts(changes: Partial<EnrolFacts> & { places?: Places } = {}): EnrolFacts {
  const places = { capacity: 12, taken: 3, waiting: 0 }
  return {
    run: run(),
    places,
    live: undefined,
    overlaps: [],
    overlapAccepted: false,
    person,
    rulesWaived: false,
    audienceUnconfirmed: false,
    ...changes,
  }
}

const overlap = {
  title: 'Yoga',
  status: 'confirmed' as const,
  startsAt: at('2026-09-08T10:00:00Z'),
  endsAt: at('2026-09-08T11:00:00Z'),
}

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

test('fewer places than are taken need a written reason', () => {
  expect(decideCapacity({ capacity: 5, overFullReason: null }, 6)).toEqual({
    ok: false,
    reason: 'below-taken',
    taken: 6,
  })
  expect(decideCapacity({ capacity: 5, overFullReason: 'A smaller room' }, 6)).toEqual({ ok: true })
  expect(decideCapacity({ capacity: 6, overFullReason: null }, 6)).toEqual({ ok: true })
})
