// Stories: a college, and what happens in it one after the other.
import fc from 'fast-check'
import { type Action, anyAction, enrol, lineAction, onEnrolment, onOffer, onRun } from './actions.ts'

export interface Step {
  action: Action
  /** How much later than the step before: at once, or after a moment. */
  milliseconds: number
}

export interface Story {
  /** Which kinds of run the college has. */
  kinds: RunKind[]
  steps: Step[]
}

export const runKinds = ['offer', 'auto', 'staff', 'approval'] as const
export type RunKind = (typeof runKinds)[number]

const soon = 100
const milliseconds = fc.constantFrom(soon, 3000)
const inTurn = (...actions: Action[]): Step[] => actions.map((action) => ({ action, milliseconds: soon }))

const untilAnOfferEnds = (around: number, swept: boolean): Action => ({
  on: 'elsewhere',
  do: 'until-an-offer-ends',
  milliseconds: around,
  swept,
})

/** What may change who comes first. */
const change = fc
  .tuple(onEnrolment, fc.constantFrom('give-priority' as const, 'put-back' as const, 'withdraw' as const))
  .map(([one, kind]): Action => ({ ...one, do: kind }))

const accept = onOffer.map((one): Action => ({ ...one, do: 'accept', which: 'just-ended' }))
const answer = fc.oneof(
  accept,
  onOffer.map((one): Action => ({ ...one, which: 'just-ended' })),
)

/** An offer's time runs out, and then its owner answers; meanwhile the line may have changed. */
const lateAnswer = fc
  .tuple(fc.option(change), fc.boolean(), answer)
  .map(([before, swept, late]) =>
    inTurn(...(before === null ? [] : [before]), untilAnOfferEnds(0, swept), late),
  )

/** By one process's clock the time for an answer is up, and it gives the place away; by the other's it is not. */
const betweenTwoClocks = fc
  .tuple(fc.oneof(enrol, onRun), accept)
  .map(([giving, yes]) =>
    inTurn(untilAnOfferEnds(-400, false), { ...giving, process: 1 }, { ...yes, process: 0 } as Action),
  )

/** Someone joins by the clock that is ahead; by the other, the next one joins, or they think again, before that. */
const beforeTheyJoined = fc
  .tuple(
    enrol,
    fc.oneof(
      enrol,
      onEnrolment.map((action): Action => ({ ...action, which: 'newest' })),
    ),
  )
  .map(([first, next]) => inTurn({ ...first, process: 1 }, { ...next, process: 0 } as Action))

const step = (action: fc.Arbitrary<Action>) =>
  fc.tuple(action, milliseconds).map(([one, after]): Step[] => [{ action: one, milliseconds: after }])

// Chance alone seldom makes these, and they are hard to get right.
const tangle = fc.oneof(lateAnswer, betweenTwoClocks, beforeTheyJoined)

const steps = (action: fc.Arbitrary<Action>) =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: step(action) }, { weight: 1, arbitrary: tangle }), {
      minLength: 10,
      maxLength: 35,
      size: 'max',
    })
    .map((parts) => parts.flat())

/** Half of them are about the line alone. */
export const story: fc.Arbitrary<Story> = fc.record(
  {
    kinds: fc.shuffledSubarray([...runKinds], { minLength: 1, maxLength: 2 }),
    steps: fc.oneof(steps(lineAction), steps(anyAction)),
  },
  { noNullPrototype: true },
)
