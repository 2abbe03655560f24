// What may happen to a run and to one person on it, in any order, as data that fast-check can make smaller.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import type { CalendarSession } from '../../../src/calendar/session.ts'
import { hostileTexts } from './hostile-texts.ts'
import { at, london, meeting } from './timetable.ts'

export interface World {
  now: Date
  sessions: CalendarSession[]
  cancelled: string[]
  enrolled: boolean
  address: string
  made: number
}

/** `which` counts round the sessions; `all` steps change every one. */
export type Step =
  | { step: 'move'; which: number; days: number; hours: number }
  | { step: 'lengthen'; which: number; minutes: number }
  | { step: 'shift-all'; days: number; hours: number }
  | { step: 'add'; days: number; hours: number }
  | { step: 'cancel-or-reinstate'; which: number }
  | { step: 'edit'; which: number; difference: Partial<CalendarSession> }
  | { step: 'edit-all'; difference: Partial<CalendarSession> }
  | { step: 'pass'; hours: number }
  | { step: 'leave-or-join' }
  | { step: 'write-to'; address: string }

const which = fc.nat({ max: 20 })
const words = fc.constantFrom('Art', '', ...hostileTexts.keys())
const difference = fc.oneof(
  words.map((title) => ({ title })),
  words.map((location) => ({ location })),
  words.map((description) => ({ description })),
)
const days = fc.integer({ min: -9, max: 9 })
const hours = fc.constantFrom(0, 0, 1, -2)

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ step: fc.constant('move'), which, days, hours }) },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('lengthen'), which, minutes: fc.constantFrom(30, -15) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('shift-all'), days, hours }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('add'), days: fc.nat({ max: 70 }), hours }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('cancel-or-reinstate'), which }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('edit'), which, difference }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('edit-all'), difference }) },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('pass'), hours: fc.integer({ min: 1, max: 24 * 20 }) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('leave-or-join') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.constant('write-to'),
      address: fc.constantFrom('amal@example.org', 'Amal@Example.org', 'a.haddad+college@example.net'),
    }),
  },
)

/** A course around one of the two changes of the clocks, with gaps. */
const anyCourse: fc.Arbitrary<World> = fc
  .record({
    first: fc.constantFrom('2026-10-06T18:30', '2027-03-09T10:00', '2026-10-20T09:15'),
    beat: fc.constantFrom(1, 7, 7, 7, 14),
    places: fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 8 }),
  })
  .map(({ first, beat, places }) => ({
    now: new Date(at(first).getTime() - 10 * 24 * 3_600_000),
    sessions: places.map((place) => shifted(meeting(`s${place}`, first), place * beat, 0)),
    cancelled: [],
    enrolled: true,
    address: 'amal@example.org',
    made: 0,
  }))

/** A course, and what happens to it; true where the calendars are brought up to date after the step. */
export const anyHistory = fc.record({
  course: anyCourse,
  steps: fc.array(fc.tuple(anyStep, fc.boolean()), { maxLength: 14 }),
})

export function after(world: World, step: Step): World {
  switch (step.step) {
    case 'move':
      return edit(world, step.which, (session) => shifted(session, step.days, step.hours))
    case 'lengthen':
      return edit(world, step.which, (session) => lengthened(session, step.minutes))
    case 'shift-all':
      return { ...world, sessions: world.sessions.map((session) => shifted(session, step.days, step.hours)) }
    case 'add':
      return add(world, shifted(meeting(`extra${world.made}`, '2026-10-06T18:30'), step.days, step.hours))
    case 'cancel-or-reinstate':
      return cancelOrReinstate(world, step.which)
    case 'edit':
      return edit(world, step.which, (session) => ({ ...session, ...step.difference }))
    case 'edit-all':
      return { ...world, sessions: world.sessions.map((session) => ({ ...session, ...step.difference })) }
    case 'pass':
      return { ...world, now: new Date(world.now.getTime() + step.hours * 3_600_000) }
    case 'leave-or-join':
      return { ...world, enrolled: !world.enrolled }
    case 'write-to':
      return { ...world, address: step.address }
  }
}

export function desiredIn({ enrolled, sessions, cancelled }: World): CalendarSession[] {
  return enrolled ? sessions.filter(({ id }) => !cancelled.includes(id)) : []
}

function shifted(session: CalendarSession, days: number, hours: number): CalendarSession {
  const start = Temporal.Instant.fromEpochMilliseconds(session.startsAt.getTime()).toZonedDateTimeISO(london)
  const startsAt = new Date(start.add({ days }).add({ hours }).epochMilliseconds)
  const length = session.endsAt.getTime() - session.startsAt.getTime()
  return { ...session, startsAt, endsAt: new Date(startsAt.getTime() + length) }
}

function lengthened(session: CalendarSession, minutes: number): CalendarSession {
  const endsAt = new Date(session.endsAt.getTime() + minutes * 60_000)
  return endsAt > session.startsAt ? { ...session, endsAt } : session
}

function add(world: World, session: CalendarSession): World {
  return { ...world, made: world.made + 1, sessions: [...world.sessions, session] }
}

function edit(world: World, which: number, change: (session: CalendarSession) => CalendarSession): World {
  const chosen = which % Math.max(world.sessions.length, 1)
  return { ...world, sessions: world.sessions.map((one, index) => (index === chosen ? change(one) : one)) }
}

function cancelOrReinstate(world: World, which: number): World {
  const id = world.sessions[which % world.sessions.length]?.id ?? ''
  const others = world.cancelled.filter((one) => one !== id)
  return { ...world, cancelled: others.length < world.cancelled.length ? others : [...others, id] }
}
