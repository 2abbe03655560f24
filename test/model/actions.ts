// Everything that can be done in the small college, as plain data that fast-check can make up, print and shorten.
import fc from 'fast-check'

/** Which of two web processes the person has come to. */
type Process = 0 | 1

/** `which`: whom or what, modulo however many there are at that moment. */
export interface OnEnrolment {
  on: 'enrolment'
  do:
    'withdraw' | 'approve' | 'decline' | 'cancel-place' | 'put-back' | 'give-priority' | 'take-priority-back'
  /** Or the one of the person who joined last. */
  which: number | 'newest'
  process: Process
}
export interface OnOffer {
  on: 'offer'
  do: 'accept' | 'pass' | 'refuse'
  /** Or the one whose time ran out last. */
  which: number | 'just-ended'
  process: Process
}
export type OnRun = { on: 'run'; run: number; process: Process } & (
  | { do: 'enrol'; which: number }
  | { do: 'give-next-place' }
  | { do: 'change-capacity'; capacity: number; overFull: boolean }
)
export type OnTimetable = { on: 'timetable' } & (
  | { do: 'cancel-session' | 'reinstate-session' | 'move-to-venue'; which: number }
  | { do: 'move-session'; which: number; hours: number }
  | { do: 'add-session'; run: number; hours: number }
  | { do: 'cancel-run'; run: number; unlikely: number }
)
export type Elsewhere = { on: 'elsewhere' } & (
  | { do: 'fill-places' | 'sweep' | 'refresh-invites' | 'all-jobs' }
  | { do: 'wait'; hours: number }
  | { do: 'until-an-offer-ends'; milliseconds: number; swept: boolean }
  | { do: 'change-titles'; which: number }
)

export type Action = OnEnrolment | OnOffer | OnRun | OnTimetable | Elsewhere

// Plain objects: without prototypes of their own they print as they are.
const record = <Shape extends object>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
  fc.record(shape, { noNullPrototype: true })

const process = fc.constantFrom<Process[]>(0, 1)
const which = fc.nat({ max: 60 })

export const onEnrolment: fc.Arbitrary<OnEnrolment> = record({
  on: fc.constant('enrolment'),
  do: fc.oneof(
    { weight: 5, arbitrary: fc.constant('withdraw' as const) },
    { weight: 2, arbitrary: fc.constantFrom('approve' as const, 'put-back' as const) },
    { weight: 2, arbitrary: fc.constantFrom('give-priority' as const, 'take-priority-back' as const) },
    { weight: 1, arbitrary: fc.constantFrom('decline' as const, 'cancel-place' as const) },
  ),
  which,
  process,
})

export const onOffer: fc.Arbitrary<OnOffer> = record({
  on: fc.constant('offer'),
  do: fc.constantFrom('accept' as const, 'accept' as const, 'pass' as const, 'refuse' as const),
  which,
  process,
})

const run = { on: fc.constant('run' as const), run: fc.nat({ max: 3 }), process }
export const enrol: fc.Arbitrary<OnRun> = record({ ...run, do: fc.constant('enrol'), which })
export const onRun: fc.Arbitrary<OnRun> = fc.oneof(
  record({ ...run, do: fc.constant('give-next-place') }),
  record({
    ...run,
    do: fc.constant('change-capacity'),
    capacity: fc.nat({ max: 3 }),
    overFull: fc.constantFrom(false, false, true),
  }),
)

const timetable = { on: fc.constant('timetable' as const), which }
const onTimetable: fc.Arbitrary<OnTimetable> = fc.oneof(
  record({
    ...timetable,
    do: fc.constantFrom('cancel-session' as const, 'reinstate-session' as const, 'move-to-venue' as const),
  }),
  record({
    ...timetable,
    do: fc.constant('move-session'),
    hours: fc.integer({ min: -200, max: 200 }),
  }),
  record({ ...timetable, do: fc.constant('add-session'), run: run.run, hours: fc.nat({ max: 900 }) }),
  record({ ...timetable, do: fc.constant('cancel-run'), run: run.run, unlikely: fc.nat({ max: 3 }) }),
)

const somewhere = { on: fc.constant('elsewhere' as const) }
const elsewhere: fc.Arbitrary<Elsewhere> = fc.oneof(
  { weight: 8, arbitrary: record({ ...somewhere, do: fc.constant('fill-places') }) },
  {
    weight: 4,
    arbitrary: record({
      ...somewhere,
      do: fc.constantFrom(
        'sweep' as const,
        'sweep' as const,
        'refresh-invites' as const,
        'all-jobs' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      ...somewhere,
      do: fc.constant('wait'),
      hours: fc.integer({ min: 1, max: 120 }),
    }),
  },
  {
    weight: 6,
    arbitrary: record({
      ...somewhere,
      do: fc.constant('until-an-offer-ends'),
      milliseconds: fc.constantFrom(-400, -100, 0, 100),
      swept: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: record({ ...somewhere, do: fc.constant('change-titles'), which }) },
)

/** What moves the line along. */
export const lineAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: enrol },
  { weight: 12, arbitrary: onEnrolment },
  { weight: 10, arbitrary: onOffer },
  { weight: 7, arbitrary: onRun },
  { weight: 14, arbitrary: elsewhere },
)

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: lineAction },
  { weight: 1, arbitrary: onTimetable },
)
