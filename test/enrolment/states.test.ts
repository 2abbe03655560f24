import {
  actions,
  decide,
  endedStatuses,
  isLive,
  liveStatuses,
  moves,
  type Action,
} from '../../src/enrolment/states.ts'
import type { ActorKind, EnrolmentStatus } from '../../src/database/schema.ts'

const no = null
// Every status (rows) against every action (columns): the status it leads to, or null where the action is refused.
const columns: Action[] = [
  'give-place',
  'join-queue',
  'decline-request',
  'offer-place',
  'accept',
  'pass',
  'refuse',
  'lapse',
  'return',
  'withdraw',
  'cancel',
  'cancel-run',
  'end-waiting',
  'complete',
  'not-complete',
  'merge',
  'restore-request',
  'restore-waiting',
  'restore-place',
]
const W = 'withdrawn'
const R = 'run-cancelled'
const C = 'confirmed'
// prettier-ignore
const table: Record<EnrolmentStatus, (EnrolmentStatus | null)[]> = {
  requested:       [C,  'waiting', 'declined', no,        no, no,        no, no,       no,        W,  no,          R,  'declined', no,          no, 'merged', no, no, no],
  waiting:         [C,  no,        no,         'offered', no, no,        no, no,       'waiting', W,  no,          R,  'declined', no,          no, 'merged', no, no, no],
  offered:         [no, no,        no,         no,        C,  'waiting', W,  'lapsed', no,        W,  no,          R,  no,         no,          no, 'merged', no, no, no],
  confirmed:       [no, no,        no,         no,        no, no,        no, no,       no,        W,  'cancelled', R,  no,         'completed', 'not-completed', 'merged', no, no, no],
  lapsed:          [no, no,        no,         no,        C,  no,        no, no,       'waiting', no, no,          no, no,         no,          no, no, no, no, no],
  declined:        [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          no, no, no, no, no],
  withdrawn:       [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          no, no, no, no, no],
  cancelled:       [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          no, no, no, no, no],
  'run-cancelled': [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          no, no, no, no, no],
  completed:       [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          'not-completed', no, no, no, no],
  'not-completed': [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         'completed', no, no, no, no, no],
  merged:          [no, no,        no,         no,        no, no,        no, no,       no,        no, no,          no, no,         no,          no, no, 'requested', 'waiting', C],
}

test('the table names every action and every status', () => {
  expect(columns).toEqual([...actions])
  expect(Object.keys(table).sort()).toEqual([...liveStatuses, ...endedStatuses].sort())
  expect(Object.keys(moves).sort()).toEqual(Object.keys(table).sort())
})

describe.each(Object.keys(table) as EnrolmentStatus[])('someone who is %s', (status) => {
  test.each(columns.map((action, index) => [action, table[status][index] ?? null] as const))(
    '%s',
    (action, to) => {
      expect(moves[status][action]?.to ?? null).toBe(to)
    },
  )
})

const may: Record<ActorKind, Action[]> = {
  student: ['accept', 'pass', 'refuse', 'return', 'withdraw'],
  staff: [
    'give-place',
    'join-queue',
    'decline-request',
    'accept',
    'pass',
    'refuse',
    'return',
    'withdraw',
    'cancel',
    'complete',
    'not-complete',
    'merge',
    'restore-request',
    'restore-waiting',
    'restore-place',
  ],
  system: ['give-place', 'offer-place', 'lapse', 'cancel-run', 'end-waiting', 'complete', 'not-complete'],
}

test.each(Object.entries(may) as [ActorKind, Action[]][])(
  '%s can do these things and no others',
  (actor, allowed) => {
    const possible = actions.filter((action) =>
      [...liveStatuses, ...endedStatuses].some((status) => decide(status, action, actor).ok),
    )
    expect(possible).toEqual(actions.filter((action) => allowed.includes(action)))
  },
)

test('a student cannot confirm themselves, and is told that it is not theirs to do', () => {
  expect(decide('waiting', 'give-place', 'student')).toEqual({ ok: false, reason: 'not-yours-to-do' })
  expect(decide('withdrawn', 'accept', 'student')).toEqual({ ok: false, reason: 'not-possible-now' })
})

test('whoever becomes confirmed gets a mail and invites; whoever stops being confirmed loses the invites', () => {
  for (const [from, possible] of Object.entries(moves)) {
    for (const [action, { to, effects }] of Object.entries(possible)) {
      // Joining two records and parting them again settles the calendars of both at once.
      if (action === 'merge' || action === 'restore-place') continue
      if (to === 'confirmed')
        expect(effects).toEqual(expect.arrayContaining(['mail:place-confirmed', 'invites:send']))
      const leaves = from === 'confirmed' && !['complete', 'not-complete'].includes(action)
      expect([from, action, effects.includes('invites:cancel')]).toEqual([from, action, leaves])
    }
  }
})

test('every way out of an offer closes it, and every way but a yes hands the place on', () => {
  for (const [action, { to, effects }] of Object.entries(moves.offered)) {
    expect([action, effects.filter((effect) => effect.startsWith('offer:'))]).toEqual([
      action,
      [expect.any(String)],
    ])
    const ends = to === 'confirmed' || to === 'run-cancelled'
    expect([action, effects.includes('place:passed-on')]).toEqual([action, !ends])
  }
})

test('a freed place is told to the waiting list exactly when someone confirmed leaves a run that goes on', () => {
  const freeing = Object.entries(moves).flatMap(([from, possible]) =>
    Object.entries(possible)
      .filter(([, { effects }]) => effects.includes('place:freed'))
      .map(([action]) => `${from} ${action}`),
  )
  expect(freeing).toEqual(['confirmed withdraw', 'confirmed cancel', 'confirmed merge'])
})

test('lapsed is ended: it holds no place', () => {
  expect(isLive('lapsed')).toBe(false)
  expect(isLive('offered')).toBe(true)
})
