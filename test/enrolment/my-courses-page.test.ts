import { myCoursesPage, type OwnEnrolment } from '../../src/enrolment/my-courses-page.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type { SessionDetails } from '../../src/scheduling/queries.ts'

const at = { now: new Date('2026-11-25T09:00:00Z'), timeZone: 'Europe/London' }
const hour = 60

function own(run_id: string, over: Partial<OwnEnrolment> = {}): OwnEnrolment {
  return {
    id: `enrolment-${run_id}`,
    run_id,
    status: 'confirmed',
    status_reason: null,
    joined_at: at.now,
    confirmed_at: null,
    passed_at_vacancy: null,
    vacancies_opened: 0,
    run_status: 'published',
    enrolment_closes_at: null,
    drop_in: false,
    first_session_needed: false,
    sessions_needed: null,
    audience: '',
    mode: 'online',
    title: run_id,
    slug: run_id,
    offer_id: null,
    offer_expires_at: null,
    rank: 1,
    invited: true,
    came: 0,
    counts: 0,
    unmarked: 0,
    ...over,
  }
}

function session(run_id: string, inMinutes: number, over: Partial<SessionDetails> = {}): SessionDetails {
  const starts_at = addMinutes(at.now, inMinutes)
  return {
    id: `${run_id}-${inMinutes}`,
    run_id,
    starts_at,
    ends_at: addMinutes(starts_at, 2 * hour),
    end_assumed: false,
    venue_id: 'venue',
    room_id: null,
    join_link: 'https://meet.example.org/a',
    status: 'planned',
    note: '',
    revision: 0,
    updated_at: at.now,
    venue_name: 'Online',
    venue_online: true,
    venue_address: '',
    venue_access: '',
    how_to_get_there: '',
    room_name: null,
    stand_ins: [],
    ...over,
  }
}

const cardOf = (enrolment: Partial<OwnEnrolment>, meeting: SessionDetails) => {
  const page = myCoursesPage([own('a', enrolment)], [meeting], at)
  return [...page.offered, ...page.confirmed, ...page.waiting][0]
}

test('nothing is asked that was out of reach when they got the place, and what was within it is asked to the end', () => {
  const classes = [session('a', -30 * hour), session('a', -6 * hour), session('a', 6 * hour)]
  const asked = (joined_at: Date, confirmed_at = joined_at) =>
    myCoursesPage([own('a', { sessions_needed: 2, joined_at, confirmed_at })], classes, at).confirmed[0]
      ?.asked
  const all = ['Please come to at least 2 of the 3 classes. If you cannot, tell us: we will find a way.']
  expect(asked(addMinutes(at.now, -40 * hour))).toEqual(all)
  expect(asked(addMinutes(at.now, -20 * hour))).toEqual(all)
  expect(asked(at.now)).toEqual([])
  // Who stood in line from before the first class, and got the place after two.
  expect(asked(addMinutes(at.now, -40 * hour), at.now)).toEqual([])
})

test('the soonest course stands first, however late it was joined', () => {
  const page = myCoursesPage([own('far'), own('near')], [session('far', 900), session('near', 60)], at)
  expect(page.confirmed.map(({ title }) => title)).toEqual(['near', 'far'])
})

test.each([
  ['a week before', 7 * 24 * hour, false, 'You join from this page'],
  ['half a day and a minute before', 12 * hour + 1, false, 'You join from this page'],
  ['half a day before', 12 * hour, true, 'We begin at 9pm. You can join from here.'],
  ['when it has begun', -30, true, 'We have begun. You can still join.'],
])('%s, joining online is %s: the button stands out or not', (_, inMinutes, isNear, sentence) => {
  const card = cardOf({}, session('a', inMinutes))
  expect(card?.join).toEqual({ href: 'https://meet.example.org/a', isNear })
  expect(card?.next).toContain(sentence)
})

test('somebody who only waits is given no link to join, and one that is not known yet is promised', () => {
  expect(cardOf({ status: 'waiting' }, session('a', 60))?.join).toBeUndefined()
  const unknown = cardOf({}, session('a', 60, { join_link: null }))
  expect([unknown?.join, unknown?.next]).toEqual([
    undefined,
    'We look forward to seeing you. The link to join will be here before we begin.',
  ])
})

test('only somebody who has an invitation is pointed to it', () => {
  const inRoom = session('a', 60, { venue_online: false })
  expect(cardOf({}, inRoom)?.next).toContain('The dates are in your calendar invitation.')
  expect(cardOf({ invited: false }, inRoom)?.next).toBe('We look forward to seeing you.')
})

test('of a single date, not to come is to give the place up; of several, the place stays', () => {
  const giveUp = 'If you cannot come, please give your place up: somebody else may be glad of it.'
  const [ahead, over] = [session('a', 60), session('a', -9000)]
  const one = (sessions: SessionDetails[], status: OwnEnrolment['status'] = 'confirmed') => {
    const page = myCoursesPage([own('a', { status })], sessions, at)
    const [card] = [...page.confirmed, ...page.waiting]
    return [card?.asked, card?.ownWord?.text]
  }
  expect(one([ahead])).toEqual([[giveUp], undefined])
  expect(one([ahead, session('a', 900, { status: 'cancelled' })])).toEqual([[giveUp], undefined])
  expect(one([over, ahead])).toEqual([[], 'I cannot come to this date'])
  expect(one([session('a', -30)])).toEqual([[], undefined])
  expect(one([ahead], 'waiting')).toEqual([[], undefined])
})

test.each([
  ['confirmed', 'Withdraw from this course'],
  ['waiting', 'Leave the waiting list'],
  ['offered', 'Leave the waiting list'],
  ['requested', 'Take back my request'],
] as const)('somebody %s can end it by a button that says what is given up', (status, text) => {
  expect(cardOf({ status }, session('a', 60))?.withdrawText).toBe(text)
})

test('what is over is a line below, with its reason and nothing to press', () => {
  const page = myCoursesPage(
    [own('a', { status: 'declined', status_reason: 'For carers this time' }), own('b')],
    [session('a', 60), session('b', -600)],
    at,
  )
  expect(page.confirmed).toEqual([])
  expect(page.past.map(({ title, detail }) => [title, detail])).toEqual([
    ['a', 'For carers this time'],
    ['b', null],
  ])
})

test('a course in one place does not name it again beside every date', () => {
  const [one] = myCoursesPage([own('a')], [session('a', 60), session('a', 600)], at).confirmed
  expect(one?.dates?.map(({ where }) => where)).toEqual([undefined, undefined])
  const elsewhere = session('a', 600, { venue_online: false, venue_name: 'Library' })
  const [two] = myCoursesPage([own('a')], [session('a', 60), elsewhere], at).confirmed
  expect(two?.dates?.map(({ where }) => where)).toEqual(['Online', 'Library'])
})

test.each([
  ['completed', 2, 'You came to 2 of 6 classes.'],
  ['not-completed', 2, 'You came to 2 of 6 classes.'],
  ['confirmed', 2, 'You came to 2 of 6 classes.'],
  ['withdrawn', 2, 'You came to 2 classes.'],
  ['cancelled', 1, 'You came to 1 class.'],
  ['withdrawn', 0, null],
] as const)(
  'of a place that is %s and of six classes they came to %s of: only whose place was theirs to the end reads of how many',
  (status, came, said) => {
    const past = own('a', { status, came, counts: 6 })
    expect(myCoursesPage([past], [session('a', -600)], at).past[0]?.detail).toBe(said)
  },
)

test.each([
  ['who left and came back', 'completed', ['You came to 3 of 4 classes.', null]],
  ['who left twice', 'withdrawn', ['You came to 3 classes.', null]],
] as const)('of %s it is said once how many classes they came to', (_who, status, said) => {
  const counted = { came: 3, counts: 4, confirmed_at: at.now }
  const places = [
    own('a', { ...counted, id: 'left', status: 'withdrawn' }),
    own('a', { ...counted, id: 'back', status }),
  ]
  const { past } = myCoursesPage(places, [session('a', -5 * hour)], at)
  expect(past.map(({ detail }) => detail)).toEqual(said)
})

test.each([
  [3, 5, 0, 'You came to 3 of 5 classes.'],
  [3, 4, 1, 'You came to 3 of 4 classes that we noted.'],
  [1, 1, 0, 'You came to it.'],
  [0, 5, 0, null],
])(
  'of a course that is over: came to %s of %s that were marked, and %s were not',
  (came, counts, unmarked, said) => {
    const over = own('a', { status: 'completed', came, counts, unmarked })
    expect(myCoursesPage([over], [session('a', -600)], at).past[0]?.detail).toBe(said)
  },
)
