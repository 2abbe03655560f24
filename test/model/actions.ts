// Everything that can be done in the small college, as plain data that fast-check can make up, print and shorten.
import fc from 'fast-check'

const process = fc.constantFrom<0 | 1>(0, 1)
/** Whom or what: the number, modulo however many there are. */
const which = fc.nat({ max: 60 })
const run = fc.nat({ max: 3 })

const onEnrolment = fc.constantFrom(
  'withdraw',
  'withdraw',
  'withdraw',
  'approve',
  'approve',
  'decline',
  'cancel-place',
  'put-back',
  'put-back',
  'give-priority',
  'take-priority-back',
)
const onOffer = fc.constantFrom('accept', 'accept', 'accept', 'pass', 'pass', 'refuse')
const onSession = fc.constantFrom('cancel-session', 'reinstate-session', 'move-to-venue')

const action = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('enrol'), run, which, process }) },
  { weight: 8, arbitrary: fc.record({ do: onEnrolment, which, process }) },
  { weight: 8, arbitrary: fc.record({ do: onOffer, which, process }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('give-next-place'), run, process }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change-capacity'),
      run,
      capacity: fc.nat({ max: 4 }),
      overFull: fc.boolean(),
      process,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: onSession, which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('move-session'), which, hours: fc.integer({ min: -200, max: 200 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add-session'), run, hours: fc.nat({ max: 900 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel-run'), run, unlikely: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change-titles'), which }) },
  { weight: 6, arbitrary: fc.constant({ do: 'fill-places' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'sweep' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'refresh-invites' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'all-jobs' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 120 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('until-an-offer-ends'),
      milliseconds: fc.constantFrom(-ahead(), -100, 0, 100),
    }),
  },
)

function ahead(): number {
  return 400
}

export type Action = typeof action extends fc.Arbitrary<infer Made> ? Made : never

/** What a step costs in time, besides what it does: hardly anything, or a moment. */
export const story = fc.array(
  fc.record({ action, milliseconds: fc.constantFrom(100, 3000) }),
  { minLength: 10, maxLength: 45, size: 'max' },
)
