// Stories that nobody would think of: whatever people do, in whatever order, what must hold holds after every step.
import fc from 'fast-check'
import { testApp } from '../support/app.ts'
import { story } from './story.ts'
import { live } from './live.ts'

const college = testApp()

// A failure prints its seed: MODEL_SEED=… repeats it. MODEL_RUNS=… looks for longer.
const seed = process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) }
const numRuns = Number(process.env.MODEL_RUNS ?? 20)

test('after every step of every story, what must hold holds', async () => {
  await fc.assert(
    fc.asyncProperty(story, (steps) => live(college(), steps)),
    { ...seed, numRuns, endOnFailure: process.env.QUICK === '1' },
  )
}, 300_000)
