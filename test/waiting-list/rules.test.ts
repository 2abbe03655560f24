import {
  type AcceptFacts,
  comesBefore,
  decideAccept,
  decideNext,
  offerTerms,
} from '../../src/waiting-list/rules.ts'

const settings = { workingDays: 3, workingHours: { from: 9, until: 17 }, callListHours: 48 }
const office = { timeZone: 'Europe/London', hours: settings.workingHours, closedDays: new Set<string>() }
const now = new Date('2026-11-02T10:00:00Z')
const terms = (closes: string, byEmail = true) =>
  offerTerms({ now, closes: new Date(closes), byEmail }, settings, office)

test('an offer far from the start runs for three working days, by email', () => {
  expect(terms('2026-12-01T10:00:00Z')).toEqual({
    channel: 'email',
    expiresAt: new Date('2026-11-05T10:00:00Z'),
  })
})

test('near the start it runs until the last 48 hours', () => {
  expect(terms('2026-11-06T10:00:00Z')).toEqual({
    channel: 'email',
    expiresAt: new Date('2026-11-04T10:00:00Z'),
  })
})

test.each([
  ['in the last 48 hours', '2026-11-04T09:00:00Z'],
  ['when an email would leave less than four hours', '2026-11-04T13:59:00Z'],
])('%s the office telephones, and the place is kept until the start', (_, closes) => {
  expect(terms(closes)).toEqual({ channel: 'call-list', expiresAt: new Date(closes) })
})

test('someone who does not read mails is telephoned, however far the start is', () => {
  expect(terms('2026-12-01T10:00:00Z', false)).toEqual({
    channel: 'call-list',
    expiresAt: new Date('2026-12-01T10:00:00Z'),
  })
})

test('each waiting-list mode does its own thing, and nobody is booked without knowing it', () => {
  const next = { byEmail: true, overlaps: false }
  expect(decideNext('auto', next)).toBe('give-place')
  expect(decideNext('auto', { ...next, byEmail: false })).toBe('offer-place')
  expect(decideNext('offer', next)).toBe('offer-place')
  expect(decideNext('staff', next)).toBe('leave-to-staff')
})

test('nobody is booked on two courses at one time without being asked', () => {
  expect(decideNext('auto', { byEmail: true, overlaps: true })).toBe('offer-place')
})

const open: AcceptFacts = {
  offer: 'open',
  status: 'offered',
  inTime: true,
  oversold: false,
  placeFree: false,
  othersWait: true,
  someoneAhead: false,
  joinedAgain: false,
  closed: false,
}
const lapsed: AcceptFacts = { ...open, offer: 'lapsed', status: 'lapsed', inTime: false }

test.each<[string, AcceptFacts, string]>([
  ['a yes in time', open, 'ok'],
  ['a late yes, the place still there', { ...open, inTime: false, placeFree: true }, 'ok'],
  [
    'a late yes, someone ahead waiting for the place',
    { ...open, inTime: false, placeFree: true, someoneAhead: true },
    'place-gone',
  ],
  ['a yes in time by this clock, the place given away by another', { ...open, oversold: true }, 'place-gone'],
  ['a late yes, the place gone', { ...open, inTime: false }, 'place-gone'],
  ['a yes after the offer lapsed, nobody waiting', { ...lapsed, placeFree: true, othersWait: false }, 'ok'],
  ['a yes after the offer lapsed, others waiting', { ...lapsed, placeFree: true }, 'place-gone'],
  ['a yes after the offer lapsed, the place gone', { ...lapsed, othersWait: false }, 'place-gone'],
  [
    'a yes after joining anew',
    { ...lapsed, placeFree: true, othersWait: false, joinedAgain: true },
    'answered-already',
  ],
  [
    'a yes to an offer that was passed on',
    { ...open, offer: 'passed', status: 'waiting' },
    'answered-already',
  ],
  ['a yes after the course began', { ...open, closed: true }, 'too-late'],
])('%s', (_, facts, expected) => {
  const decided = decideAccept(facts)
  expect(decided.ok ? 'ok' : decided.reason).toBe(expected)
})

test('the line is in order of priority, then of joining, then of the number drawn', () => {
  const ann = { priority_reason: null, joined_at: now, queue_number: 7 }
  const later = new Date(now.getTime() + 1)
  expect(comesBefore(ann, { ...ann, joined_at: later, queue_number: 3 })).toBe(true)
  expect(comesBefore({ ...ann, joined_at: later }, ann)).toBe(false)
  expect(comesBefore(ann, { ...ann, queue_number: 8 })).toBe(true)
  expect(comesBefore(ann, ann)).toBe(false)
  const ben = { priority_reason: 'Asked for by the ward', joined_at: later, queue_number: 9 }
  expect(comesBefore(ben, ann)).toBe(true)
  expect(comesBefore(ann, ben)).toBe(false)
})
