import { load } from 'cheerio'
import type { CalendarMessage, CalendarSession } from '../../src/calendar/reconcile.ts'
import { calendarLetter } from '../../src/enrolment/calendar-mails.ts'
import { changedSessions, datesChangedLetter } from '../../src/enrolment/dates-changed.ts'
import type { LetterFacts } from '../../src/enrolment/letter-facts.ts'
import { letterFor } from '../../src/enrolment/mails.ts'
import { type MailName, moves } from '../../src/enrolment/states.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type { Run, SessionDetails } from '../../src/scheduling/queries.ts'
import { config, rendered } from '../mail/support/letters.ts'
import { today } from '../support/college.ts'
import { isClean } from '../web/support/hostile.ts'

const inDays = (days: number) => addMinutes(today, days * 24 * 60)
const hostile = `O'Brien & <xss-probe> "Sleep" {{this}} </p>`

function session(startsAt: Date, more: Partial<SessionDetails> = {}): SessionDetails {
  return {
    id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    run_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
    starts_at: startsAt,
    ends_at: addMinutes(startsAt, 120),
    end_assumed: false,
    venue_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3303',
    room_id: null,
    join_link: null,
    status: 'planned',
    note: '',
    revision: 0,
    updated_at: today,
    venue_name: 'Library',
    venue_online: false,
    venue_address: `4 Mill Lane <xss-probe>`,
    venue_access: '',
    how_to_get_there: '',
    room_name: null,
    stand_ins: [],
    ...more,
  }
}

const run: Run = {
  id: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
  course_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3305',
  course_status: 'published',
  pair_broken_at: null,
  code: null,
  mode: 'in-person',
  status: 'published',
  capacity: 12,
  places_held: 0,
  audience: '',
  waiting_list_mode: 'offer',
  needs_approval: false,
  enrolment_opens_at: null,
  enrolment_closes_at: null,
  term_id: null,
  drop_in: false,
  priority_opens_at: null,
  priority_for: [],
  audience_confirmed: false,
  first_session_needed: false,
  sessions_needed: null,
  completion_percent: null,
  vacancies_opened: 0,
  co_delivery_override: null,
  over_full_reason: null,
  cancelled_reason: null,
  dates_told_at: null,
  title: hostile,
  slug: 'sleep',
}

const facts: LetterFacts = {
  run,
  sessions: [
    session(inDays(-7)),
    session(inDays(7), { status: 'cancelled' }),
    session(inDays(14)),
    session(inDays(21)),
  ],
  offer: { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3304', expiresAt: inDays(3) },
  reason: `Because <xss-probe> & "so"`,
  hasInvites: true,
  now: today,
}

/** Every mail that a move of the state machine sends, so that a new one is rendered here from its first day. */
const names = new Set<MailName>([
  'place-requested',
  ...Object.values(moves)
    .flatMap((from) => Object.values(from).flatMap(({ effects }) => effects))
    .flatMap((effect) => (effect.startsWith('mail:') ? [effect.slice('mail:'.length) as MailName] : [])),
])
const letters = [...names].map((name): [MailName] => [name])

test('there is a letter for each mail of the state machine', () => {
  expect([...names].sort()).toEqual([
    'left-waiting-list',
    'no-place-came-free',
    'offer-lapsed',
    'on-waiting-list',
    'place-cancelled',
    'place-confirmed',
    'place-kept-in-line',
    'place-offered',
    'place-requested',
    'request-declined',
    'request-taken-back',
    'run-cancelled',
    'withdrawn',
  ])
})

test.each(letters)(
  '%s says the same in text and in HTML, names the course, and takes no markup from it',
  async (name) => {
    const { text, html, subject } = await rendered(letterFor(name, facts, config))
    const page = load(html)
    expect(isClean(html)).toBe(true)
    expect(text).toContain(hostile)
    expect(page('body').text()).toContain(hostile)
    expect(text).not.toMatch(/&amp;|&lt;|&quot;|&#x27;/)
    for (const part of [text, page('body').text()]) {
      expect(part).toMatch(/15 Sep(t|tember)/)
      expect(part).not.toMatch(/undefined|null|\[object|Invalid Date/)
      expect(part).toContain('Riverside Recovery College')
      expect(part).toContain('office@college.example')
    }
    const inText = text.match(/https?:\/\/\S+/g) ?? []
    const inHtml = page('a[href^="http"]')
      .map((_, link) => link.attribs.href)
      .get()
    expect(inText).toEqual(inHtml)
    expect(inHtml.every((href) => href.startsWith(config.baseUrl))).toBe(true)
    expect(subject.length).toBeGreaterThan(10)
  },
)

test.each(letters)('the subject of %s, and what shows beside it, name no course', async (name) => {
  const { subject, html } = await rendered(letterFor(name, facts, config))
  expect(subject).not.toMatch(/Sleep|O'Brien/)
  const preview = load(html)('body > div').first().text()
  expect(preview).not.toMatch(/Sleep|O'Brien|Because/)
})

test.each([['place-confirmed'], ['place-requested'], ['on-waiting-list'], ['place-offered']] as const)(
  '%s lists every date still to come, and none that is over or called off',
  async (name) => {
    const { text, html } = await rendered(letterFor(name, facts, config))
    for (const part of [text, load(html)('body').text()]) {
      expect(part).toContain('Tuesday 15 September 2026, 10am to midday')
      expect(part).toContain('Tuesday 22 September 2026, 10am to midday')
      expect(part).not.toContain('25 August')
      expect(part).not.toContain('8 September')
      expect(part).toContain('Library, 4 Mill Lane')
    }
  },
)

test('the subject of a confirmation says the first day that takes place', () => {
  const subjectOf = (sessions: SessionDetails[]) =>
    letterFor('place-confirmed', { ...facts, sessions }, config).subject
  expect(subjectOf(facts.sessions)).toBe('Your place is confirmed: Tue 15 Sept, 10am')
  expect(subjectOf([])).toBe('Your place is confirmed')
})

test('a run that is called off says on which dates, though they are called off by then', async () => {
  const sessions = facts.sessions.map((one): SessionDetails => ({ ...one, status: 'cancelled' }))
  const { text, subject } = await rendered(letterFor('run-cancelled', { ...facts, sessions }, config))
  expect(subject).toBe('A course has been called off: Tue 8 Sept, 10am')
  expect(text).toContain('Tuesday 15 September 2026, 10am to midday')
  expect(text).toContain(`This is why: Because <xss-probe> & "so"`)
})

test('an offer says until when, and today as today', async () => {
  const until = async (expiresAt: Date) =>
    (await rendered(letterFor('place-offered', { ...facts, offer: { id: 'x', expiresAt } }, config))).text
  expect(await until(inDays(3))).toContain('It is kept for you until Friday 4 September 2026 at 10am.')
  expect(await until(addMinutes(today, 330))).toContain('It is kept for you until 3:30pm today.')
})

test('whoever did not answer in time can go back on the list, until it has closed', async () => {
  const open = await rendered(letterFor('offer-lapsed', { ...facts, sessions: [session(inDays(7))] }, config))
  expect(open.text).toContain('Put me back on the list')
  expect(open.text).not.toContain('next person')
  const closed = await rendered(
    letterFor('offer-lapsed', { ...facts, sessions: [session(inDays(-1)), session(inDays(7))] }, config),
  )
  expect(closed.text).toContain('It is too late to take it now')
  expect(closed.text).not.toContain('Put me back on the list')
})

const yesterday = inDays(-1)
const told = { datesToldAt: inDays(-2), confirmedAt: inDays(-5) }

test('only dates still to come that changed since people were told are news to them', () => {
  const old = session(inDays(7), { updated_at: inDays(-3) })
  const over = session(inDays(-1), { updated_at: yesterday, ends_at: inDays(-0.5) })
  const moved = session(inDays(8), { updated_at: yesterday })
  const gone = session(inDays(9), { updated_at: yesterday, status: 'cancelled' })
  expect(changedSessions([old, over, moved, gone], told, today)).toEqual([moved, gone])
  expect(changedSessions([moved], { ...told, datesToldAt: null }, today)).toEqual([moved])
  expect(changedSessions([moved], { ...told, confirmedAt: inDays(-0.5) }, today)).toEqual([])
})

test('a letter about changed dates says which, and how all dates are now', async () => {
  const moved = session(inDays(8))
  const gone = session(inDays(9), { status: 'cancelled' })
  const sessions = [session(inDays(7)), moved, gone]
  const { text, subject } = await rendered(datesChangedLetter([moved, gone], { ...facts, sessions }, config))
  expect(subject).toBe('Some dates have changed')
  expect(text).toContain('Now: Wednesday 9 September 2026, 10am to midday, Library, 4 Mill Lane')
  expect(text).toContain('Cancelled: Thursday 10 September 2026, 10am to midday')
  expect(text).toContain('Tuesday 8 September 2026, 10am to midday')
  expect(text).toContain('You still have your place.')
  expect(text).toContain(hostile)
})

test('where every date is cancelled, nobody is told that they still have a place', async () => {
  const gone = session(inDays(9), { status: 'cancelled' })
  const { text } = await rendered(datesChangedLetter([gone], { ...facts, sessions: [gone] }, config))
  expect(text).toContain('is cancelled. We will tell you whether there are new ones.')
  expect(text).not.toContain('You still have your place')
})

test('a session that is online promises its link on My courses, and never sends it', async () => {
  const online = session(inDays(7), {
    venue_online: true,
    venue_name: 'Online',
    venue_address: '',
    join_link: 'https://meet.example.org/secret',
  })
  const { text, html } = await rendered(
    letterFor('place-confirmed', { ...facts, sessions: [online] }, config),
  )
  expect(text).toContain('The link to join is on your My courses page')
  expect(text + html).not.toContain('meet.example.org')
})

test('an end that is not known is said to be', async () => {
  const open = session(inDays(7), { end_assumed: true })
  const { text } = await rendered(letterFor('place-confirmed', { ...facts, sessions: [open] }, config))
  expect(text).toContain('Tuesday 8 September 2026, 10am (end time to be confirmed)')
})

const at = (days: number, location = 'Library <xss-probe>'): CalendarSession => ({
  id: String(days),
  startsAt: inDays(days),
  endsAt: addMinutes(inDays(days), 120),
  title: 'College course',
  location,
  description: '',
  url: '',
})
const all = [at(14), at(21)]
type Change = CalendarMessage['change']

const changes: [Change, string[]][] = [
  [
    { kind: 'invited', about: [at(14)], sessions: all },
    ['For your calendar', '15 September', '22 September'],
  ],
  [
    { kind: 'moved', before: at(13), after: at(14), about: [at(14)], sessions: all },
    ['14 September', '15 September', '22 September'],
  ],
  [
    { kind: 'changed', before: at(14, 'Old hall'), after: at(14), about: [at(14)], sessions: all },
    ['Old hall', 'Library', '22 September'],
  ],
  [
    { kind: 'cancelled-one', before: at(7), about: [at(7)], sessions: all },
    ['Cancelled', '8 September', '15 September'],
  ],
  [{ kind: 'cancelled', about: [at(7)], sessions: all }, ['Taken out', '8 September', '15 September']],
]

test.each(changes.map(([change, parts]) => [change.kind, change, parts] as const))(
  'a calendar message about dates that are %s says so in words',
  async (_, change, parts) => {
    const message = {
      change,
      method: 'REQUEST',
      text: '',
      uid: '',
      inviteId: '',
      address: '',
      orderKey: '',
    } as const
    const { text, html, subject } = await rendered(calendarLetter(message, hostile, config))
    expect(isClean(html)).toBe(true)
    expect(subject).not.toMatch(/Sleep|O'Brien|College course/)
    for (const part of [text, load(html)('body').text()]) {
      expect(part).toContain(hostile)
      for (const expected of parts) expect(part).toContain(expected)
      expect(part).not.toMatch(/undefined|null|\[object|Invalid Date/)
    }
  },
)
