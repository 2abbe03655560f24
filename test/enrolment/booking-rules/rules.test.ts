// The rules of booking as tables: no database, no clock.
import {
  attendanceWords,
  bookingNote,
  bookingRules,
  type RuleFacts,
} from '../../../src/catalogue/booking-words.ts'
import { type BookingFacts, closingTime, decideOpen, enrolmentCloses } from '../../../src/catalogue/open.ts'
import type { PriorityGroup } from '../../../src/database/schema.ts'
import { brokenRules, groupsOf, type PersonFacts } from '../../../src/enrolment/booking-rules/rules.ts'
import { ruleForOffice, ruleWords } from '../../../src/enrolment/booking-rules/words.ts'
import { noRules } from '../../catalogue/rows.ts'

const at = (text: string) => new Date(`2026-03-${text}Z`)
const timeZone = 'Europe/London'
const two = [
  { startsAt: at('10T10:00'), endsAt: at('10T12:00') },
  { startsAt: at('17T10:00'), endsAt: at('17T12:00') },
]
const run = (facts: Partial<BookingFacts> = {}): BookingFacts => ({
  ...{ status: 'published', opensAt: null, closesAt: null, sessions: two },
  ...noRules,
  ...facts,
})
const window = {
  ...{ priorityOpensAt: at('02T09:00'), opensAt: at('05T09:00') },
  priorityFor: ['carer-or-family', 'new'] as PriorityGroup[],
}

test.each<[string, Partial<BookingFacts>, PriorityGroup[], Date, string]>([
  ['a drop-in', { dropIn: true }, [], at('01T00:00'), 'drop-in'],
  ['a drop-in that is over', { dropIn: true }, [], at('18T00:00'), 'over'],
  [
    'a drop-in that is called off',
    { dropIn: true, status: 'cancelled' },
    [],
    at('01T00:00'),
    'run-cancelled',
  ],
  ['before both', window, ['new'], at('02T08:59'), 'not-open-yet'],
  ['in the window, one of them', window, ['new'], at('02T09:00'), 'open'],
  ['in the window, one of them among others', window, ['staff', 'carer-or-family'], at('03T00:00'), 'open'],
  ['in the window, another', window, ['staff'], at('03T00:00'), 'first-for-others'],
  ['in the window, nobody we know', window, [], at('05T08:59'), 'first-for-others'],
  ['after it, another', window, ['staff'], at('05T09:00'), 'open'],
  ['as its first session begins', { firstSessionNeeded: true }, [], at('10T10:00'), 'first-session-over'],
  [
    'late, though a later moment is said',
    { firstSessionNeeded: true, closesAt: at('16T00:00') },
    [],
    at('10T10:00'),
    'first-session-over',
  ],
  ['late, where people may join late', { closesAt: at('16T00:00') }, [], at('15T00:00'), 'open'],
])('%s', (_, facts, groups, now, expected) => {
  const open = decideOpen(run(facts), now, groups)
  expect(open.ok ? 'open' : open.reason).toBe(expected)
})

test('before the window, each is told when it opens for them', () => {
  const before = at('01T09:00')
  const other = decideOpen(run(window), before, ['staff'])
  const first = { opensAt: window.priorityOpensAt, whom: window.priorityFor }
  expect(other).toEqual({ ok: false, reason: 'not-open-yet', opensAt: window.opensAt, first })
  expect(decideOpen(run(window), before, ['new'])).toMatchObject({ opensAt: window.priorityOpensAt })
})

test('with a first session that is needed nobody new joins after it, and those who wait do until the moment that is said', () => {
  const closes = (closesAt: Date | null) => {
    const facts = run({ firstSessionNeeded: true, closesAt })
    return [enrolmentCloses(facts), closingTime(facts)]
  }
  expect(closes(at('16T00:00'))).toEqual([at('10T10:00'), at('16T00:00')])
  expect(closes(at('08T00:00'))).toEqual([at('08T00:00'), at('08T00:00')])
  expect(closes(null)).toEqual([at('10T10:00'), at('10T10:00')])
})

const person: PersonFacts = { kind: 'staff', hadPlace: true, notDone: [], term: null }
const course = { id: 'c', slug: 'sleep-well', title: 'Sleep well' }
const has = [{ runId: 'r', title: 'Yoga' }]

test.each<[string, PersonFacts, string[]]>([
  ['nothing speaks against it', person, []],
  ['something comes first', { ...person, notDone: [course] }, ['do-first']],
  ['as many as the term allows', { ...person, term: { name: 'Spring', most: 1, has } }, ['most-courses']],
  ['one fewer', { ...person, term: { name: 'Spring', most: 2, has } }, []],
  [
    'two at once',
    { ...person, notDone: [course], term: { name: 'Spring', most: 1, has } },
    ['do-first', 'most-courses'],
  ],
])('%s: %#', (_, facts, expected) => {
  expect(brokenRules(run(), facts, at('03T00:00')).map(({ rule }) => rule)).toEqual(expected)
})

test.each<[Partial<PersonFacts>, PriorityGroup[]]>([
  [{ kind: null, hadPlace: true }, []],
  [{ kind: 'prefer-not-to-say', hadPlace: false }, ['new']],
  [{ kind: 'carer-or-family', hadPlace: false }, ['carer-or-family', 'new']],
])('who somebody is to a window: %j', (facts, groups) => {
  expect(groupsOf({ ...person, ...facts })).toEqual(groups)
})

test('whoever has not said what brings them here is led there, unless it would not help', () => {
  const broken = { rule: 'first-for-others' as const, opensAt: at('05T09:00'), whom: window.priorityFor }
  const links = (kindSaid: boolean, whom = broken.whom) =>
    ruleWords({ ...broken, whom, kindSaid }, timeZone).links.map(({ href }) => href)
  expect(links(false)).toEqual(['/account/about-me/kind-of-student'])
  expect(links(true)).toEqual([])
  expect(links(false, ['new'])).toEqual([])
})

test('to the office a limit is what this one would be', () => {
  const broken = { rule: 'most-courses' as const, term: 'Spring', most: 1, has }
  expect(ruleForOffice(broken, timeZone)).toBe(
    'This would be their 2nd course in Spring (the most is 1). They have Yoga.',
  )
})

const rules: RuleFacts = {
  ...{ ...noRules, audience: '', dates: 4, over: 0, term: null, needs: [] },
}

test.each<[Partial<RuleFacts>, string[]]>([
  [{}, []],
  [
    { dropIn: true, term: { name: 'Spring', mostCourses: 3 } },
    ['No booking: just come, to any of the dates or all of them.'],
  ],
  [
    { term: { name: 'Spring', mostCourses: 3 } },
    ['You can take part in 3 courses in Spring. Drop-ins do not count.'],
  ],
  [{ firstSessionNeeded: true }, ['Please come to the first class: later ones build on it.']],
  [
    { sessionsNeeded: 3 },
    ['Please come to at least 3 of the 4 classes. If you cannot, tell us: we will find a way.'],
  ],
  [{ sessionsNeeded: 9 }, ['Please come to all 4 classes. If you cannot, tell us: we will find a way.']],
  [
    { over: 1 },
    [
      '1 of the 4 classes is over. You are welcome at the others. Its certificate is for those who come to most of all 4.',
    ],
  ],
  [
    { over: 1, sessionsNeeded: 3 },
    [
      '1 of the 4 classes is over.',
      'Please come to at least 3 of the 4 classes. If you cannot, tell us: we will find a way.',
    ],
  ],
  [
    { over: 2, sessionsNeeded: 3 },
    [
      '2 of the 4 classes are over. You are welcome at the others. For its certificate it is too late this time.',
    ],
  ],
  [
    { audience: 'Carers', audienceConfirmed: true },
    ['This is for: Carers. When you enrol, we ask you to say that this is you.'],
  ],
])('everybody reads, before they sign in: %j', (facts, lines) => {
  expect(bookingRules({ ...rules, ...facts }).map(({ text }) => text)).toEqual(lines)
})

test('of one date nothing is asked but to come', () => {
  expect(attendanceWords({ ...rules, firstSessionNeeded: true, sessionsNeeded: 1, dates: 1 })).toEqual([])
})

test.each<[Partial<BookingFacts>, Date, string]>([
  [{}, at('03T00:00'), 'Enrolment is open until it begins.'],
  [{ closesAt: at('08T09:00') }, at('03T00:00'), 'Enrolment closes on Sunday 8 March 2026 at 9am.'],
  [
    { closesAt: at('12T09:00') },
    at('03T00:00'),
    'You can join until Thursday 12 March 2026 at 9am, also after it has begun.',
  ],
  [
    { closesAt: at('12T09:00') },
    at('11T00:00'),
    'It has begun. You can still join until Thursday 12 March 2026 at 9am.',
  ],
  [
    { closesAt: at('12T09:00'), firstSessionNeeded: true },
    at('03T00:00'),
    'Enrolment is open until it begins.',
  ],
  [
    window,
    at('03T00:00'),
    'First for carers and families, and people who are new here. Everybody can enrol from Thursday 5 March 2026 at 9am.',
  ],
])('until when one can join is said in words: %j', (facts, now, expected) => {
  const facted = run(facts)
  expect(bookingNote({ ...facted, open: decideOpen(facted, now) }, { now, timeZone })).toBe(expected)
})
