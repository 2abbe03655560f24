import { addMinutes } from '../../../src/lib/time.ts'
import type { PlaceChange, TeachingEvent } from '../../../src/registers/teaching/change-queries.ts'
import { changesInWords, shownSince } from '../../../src/registers/teaching/changes.ts'
import { teachingPage } from '../../../src/registers/teaching/pages.ts'
import type { SessionDetails } from '../../../src/scheduling/queries.ts'

const run = {
  id: '11111111-1111-4111-8111-111111111111',
  capacity: 12,
  expertise: 'lived' as const,
  title: 'Walking group',
  with_place: 2,
  coming: {},
  waiting: 2,
  stands_in: false,
  drop_in: false,
  over: false,
}

function session(startsAt: string, status: 'planned' | 'cancelled' = 'planned'): SessionDetails {
  const starts_at = new Date(startsAt)
  return {
    id: startsAt,
    run_id: run.id,
    starts_at,
    ends_at: addMinutes(starts_at, 120),
    end_assumed: false,
    venue_id: 'venue',
    room_id: null,
    join_link: null,
    status,
    note: '',
    revision: 0,
    updated_at: starts_at,
    venue_name: 'Library',
    venue_online: false,
    venue_address: '',
    venue_access: '',
    how_to_get_there: '',
    room_name: null,
    stand_ins: [],
  }
}

const timeZone = 'Europe/London'
const all = (sessions: SessionDetails[]) => ({ ...run, own_dates: sessions.map(({ id }) => id) })

test('what a trainer gives today stands first, over or not, then tomorrow, this week, and the rest with its day', () => {
  const now = new Date('2026-11-25T23:30:00Z')
  const sessions = [
    session('2026-11-24T10:00:00Z'),
    session('2026-11-25T10:00:00Z'),
    session('2026-11-25T22:00:00Z'),
    session('2026-11-26T00:30:00Z'),
    session('2026-11-26T10:00:00Z', 'cancelled'),
    session('2026-11-29T10:00:00Z'),
    session('2026-11-30T10:00:00Z'),
  ]
  // To the first of today, which is over, nobody is coming any more.
  const coming = { '2026-11-25T10:00:00Z': 1, '2026-11-25T22:00:00Z': 2 }
  const page = teachingPage(
    { runs: [{ ...all(sessions), coming }], sessions, toMark: [], changes: [] },
    'tess',
    {
      now,
      timeZone,
    },
  )
  const days = [...page.today, ...page.groups]
  expect(days.map(({ heading, rows }) => [heading, rows.map(({ when, over }) => [when, over])])).toEqual([
    [
      'Today',
      [
        ['10am to midday', true],
        ['10pm to midnight', false],
      ],
    ],
    ['Tomorrow', [['12:30am to 2:30am', false]]],
    ['This week', [['Sunday 29 November, 10am to midday', false]]],
    ['Coming up', [['Monday 30 November, 10am to midday', false]]],
  ])
  expect(page.today[0]?.rows.map((row) => row.coming)).toEqual([undefined, '2 people coming'])
  expect(page.runs).toMatchObject([
    {
      detail:
        'Next: Wednesday 25 November, 10pm to midnight, Library. You are the peer trainer. 4 sessions to come.',
      aside: '2 of 12 places taken',
      tags: [{ text: '2 waiting' }],
    },
  ])
})

test('runs of one title are told apart by when and where they are next, wherever they are named', () => {
  const now = new Date('2026-11-25T09:00:00Z')
  const of = (
    id: string,
    startsAt: string,
    venue_name: string,
    status: 'planned' | 'cancelled' = 'planned',
  ) => ({
    ...session(startsAt, status),
    id: `${id} ${startsAt}`,
    run_id: id,
    venue_name,
    venue_address: '1 Mill Lane',
  })
  const sessions = [
    of('one', '2026-11-20T10:00:00Z', 'Library'),
    of('one', '2026-11-26T10:00:00Z', 'Library', 'cancelled'),
    of('one', '2026-11-27T10:00:00Z', 'Library'),
    of('two', '2026-11-26T18:00:00Z', 'Town Hall'),
    of('over', '2026-11-19T10:00:00Z', 'Mill'),
    of('gone', '2026-11-30T10:00:00Z', 'Chapel', 'cancelled'),
  ]
  const taught = ['one', 'two', 'over'].map((id) => ({ ...all(sessions), id, over: id === 'over' }))
  const changes = ['two', 'gone'].map((runId) => ({
    runId,
    title: run.title,
    gone: runId === 'gone',
    lines: [''],
  }))
  const page = teachingPage({ runs: taught, sessions, toMark: [], changes }, 'tess', { now, timeZone })
  const one = 'Next: Friday 27 November, 10am to midday, Library.'
  const two = 'Next: Thursday 26 November, 6pm to 8pm, Town Hall.'
  expect(page.runs.map(({ detail }) => detail)).toEqual([
    `${one} You are the peer trainer. 1 session to come.`,
    `${two} You are the peer trainer. 1 session to come.`,
  ])
  expect(page.over.map(({ detail }) => detail)).toEqual(['Last: Thursday 19 November, 10am to midday, Mill.'])
  expect(page.changes.map(({ which }) => which)).toEqual([two, 'Monday 30 November, 10am to midday, Chapel.'])
})

test('a long course does not fill the page', () => {
  const now = new Date('2026-11-01T09:00:00Z')
  const sessions = Array.from({ length: 20 }, (_, week) =>
    session(addMinutes(now, (week + 2) * 7 * 24 * 60).toISOString()),
  )
  const page = teachingPage({ runs: [all(sessions)], sessions, toMark: [], changes: [] }, 'tess', {
    now,
    timeZone,
  })
  expect(page.groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([['Coming up', 8]])
})

const me = 'me'
const at = { now: new Date('2026-11-20T09:00:00Z'), timeZone }
const date = session('2026-11-24T10:00:00Z')

function event(action: TeachingEvent['action'], more: Partial<TeachingEvent> = {}): TeachingEvent {
  const session_id = action.startsWith('session.') ? date.id : null
  const nobody = { changes: null, person_id: null, person_name: null }
  return { run_id: run.id, title: run.title, action, session_id, ...nobody, ...more }
}

const linesOf = (events: TeachingEvent[], sessions = [date], places: PlaceChange[] = []) =>
  changesInWords({ events, places, sessions }, me, at).flatMap(({ lines }) => lines)

const was = (field: string, before: string | null) => ({ field, before })

test.each<[string, TeachingEvent[], string[]]>([
  [
    'a date that moved, twice: from where it first was',
    [
      event('session.changed', { changes: [was('day', '2026-11-22'), was('from', '09:30')] }),
      event('session.changed', { changes: [was('day', '2026-11-23')] }),
    ],
    ['Moved to Tuesday 24 November, 10am to midday. It was on Sun 22 Nov, 9:30am.'],
  ],
  [
    'a date that moved away and back',
    [event('session.changed', { changes: [was('day', '2026-11-24')] })],
    [],
  ],
  [
    'a date that ends later',
    [event('session.changed', { changes: [was('until', '11:00')] })],
    ['It ends at another time: Tuesday 24 November, 10am to midday.'],
  ],
  [
    'another place, and a note',
    [event('session.changed', { changes: [was('place', 'elsewhere'), was('note', 'Bring a pen')] })],
    [
      'Another place on Tuesday 24 November, 10am to midday: Library.',
      'Another note for those who come on Tuesday 24 November, 10am to midday.',
    ],
  ],
  ['a new date', [event('session.added')], ['A new date: Tuesday 24 November, 10am to midday, Library.']],
  [
    'a date called off and put back on',
    [event('session.cancelled'), event('session.reinstated')],
    ['It takes place after all: Tuesday 24 November, 10am to midday, Library.'],
  ],
  [
    'a date they stand in on',
    [event('session.covered', { person_id: me, person_name: 'Tess' })],
    ['You come on Tuesday 24 November, 10am to midday.'],
  ],
  [
    'another co-trainer',
    [
      event('run.trainer-left', { person_id: 'kim', person_name: 'Kim' }),
      event('run.trainer-added', { person_id: 'lou', person_name: 'Lou' }),
    ],
    ['Kim does not give it any more.', 'Lou gives it with you.'],
  ],
  [
    'a co-trainer who left and came back',
    [
      event('run.trainer-left', { person_id: 'kim', person_name: 'Kim' }),
      event('run.trainer-added', { person_id: 'kim', person_name: 'Kim' }),
    ],
    [],
  ],
  [
    'a run they were put on, and that was published',
    [event('run.trainer-added', { person_id: me, person_name: 'Tess' }), event('run.published')],
    ['You give it now.', 'It is in the prospectus now.'],
  ],
  [
    'a run they were taken off: nothing else of it',
    [event('session.added'), event('run.trainer-left', { person_id: me, person_name: 'Tess' })],
    ['You do not give it any more.'],
  ],
  [
    'a run that was called off: nothing else of it',
    [event('session.added'), event('run.cancelled')],
    ['Called off as a whole.'],
  ],
])('of %s a trainer reads how it is now', (_, events, lines) => {
  expect(linesOf(events)).toEqual(lines)
})

test('a date that is called off says so, and places are counted without a name', () => {
  const off = session('2026-11-24T10:00:00Z', 'cancelled')
  const places = [{ run_id: run.id, title: run.title, came: 3, went: 1 }]
  expect(linesOf([event('session.cancelled')], [off], places)).toEqual([
    'Called off: Tuesday 24 November, 10am to midday.',
    '3 people got a place and 1 person is not coming any more.',
  ])
})

test('changes are shown since they were seen, at most sixty days; to a newcomer those of two weeks', () => {
  const ago = (days: number) => addMinutes(at.now, -days * 24 * 60)
  expect(shownSince(undefined, at.now)).toEqual(ago(14))
  expect(shownSince(ago(3), at.now)).toEqual(ago(3))
  expect(shownSince(ago(300), at.now)).toEqual(ago(60))
})
