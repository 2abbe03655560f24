// Can the stories fail at all? Each rule is taken out in turn, and the stories must notice, and say what broke.
import fc from 'fast-check'
import type * as Reconcile from '../../src/calendar/reconcile.ts'
import type * as EnrolmentQueries from '../../src/enrolment/queries.ts'
import type * as EnrolmentRules from '../../src/enrolment/rules.ts'
import type * as Enqueue from '../../src/jobs/enqueue.ts'
import type * as WaitingListQueries from '../../src/waiting-list/queries.ts'
import type * as WaitingListRules from '../../src/waiting-list/rules.ts'
import { testApp } from '../support/app.ts'
import { story } from './story.ts'
import { live } from './live.ts'

const rules = [
  ['those who wait come before newcomers', /ahead of them in line/],
  ['the first in line comes first', /ahead of them in line/],
  ['places cannot be fewer than are taken', /more places taken than it has/],
  ['a late yes needs a free place', /taken beyond its places|before someone ahead/],
  ['a calendar is cleared when a place is given back', /in the calendar, and should not be/],
  ['a changed timetable is told', /as it was once|is not in the calendar|should not be/],
] as const
type Rule = (typeof rules)[number][0]

let mockOut: Rule | undefined
const mockWithout = (rule: Rule) => mockOut === rule

jest.mock('../../src/enrolment/queries.ts', (): typeof EnrolmentQueries => {
  const real = jest.requireActual<typeof EnrolmentQueries>('../../src/enrolment/queries.ts')
  const nobodyWaits = () => (mockWithout('those who wait come before newcomers') ? { waiting: 0 } : {})
  return {
    ...real,
    getPlaces: async (...given) => ({ ...(await real.getPlaces(...given)), ...nobodyWaits() }),
    getStanding: async (...given) => ({ ...(await real.getStanding(...given)), ...nobodyWaits() }),
  }
})

jest.mock('../../src/waiting-list/queries.ts', (): typeof WaitingListQueries => {
  const real = jest.requireActual<typeof WaitingListQueries>('../../src/waiting-list/queries.ts')
  return {
    ...real,
    listNextInLine: async (tx, runId, most) =>
      mockWithout('the first in line comes first')
        ? (await real.listNextInLine(tx, runId, 100)).reverse().slice(0, most)
        : real.listNextInLine(tx, runId, most),
  }
})

jest.mock('../../src/enrolment/rules.ts', (): typeof EnrolmentRules => {
  const real = jest.requireActual<typeof EnrolmentRules>('../../src/enrolment/rules.ts')
  return {
    ...real,
    decideCapacity: (...given) =>
      mockWithout('places cannot be fewer than are taken') ? { ok: true } : real.decideCapacity(...given),
  }
})

jest.mock('../../src/waiting-list/rules.ts', (): typeof WaitingListRules => {
  const real = jest.requireActual<typeof WaitingListRules>('../../src/waiting-list/rules.ts')
  const alwaysFree = () =>
    mockWithout('a late yes needs a free place')
      ? { placeFree: true, othersWait: false, someoneAhead: false }
      : {}
  return { ...real, decideAccept: (facts) => real.decideAccept({ ...facts, ...alwaysFree() }) }
})

jest.mock('../../src/calendar/reconcile.ts', (): typeof Reconcile => {
  const real = jest.requireActual<typeof Reconcile>('../../src/calendar/reconcile.ts')
  return {
    ...real,
    reconcileInvites: (tx, input) =>
      mockWithout('a calendar is cleared when a place is given back') && input.sessions.length === 0
        ? Promise.resolve({ messages: [], tooIrregular: false, entered: new Set<string>() })
        : real.reconcileInvites(tx, input),
  }
})

jest.mock('../../src/jobs/enqueue.ts', (): typeof Enqueue => {
  const real = jest.requireActual<typeof Enqueue>('../../src/jobs/enqueue.ts')
  return {
    ...real,
    enqueueJob: (tx, name, ...rest) =>
      mockWithout('a changed timetable is told') && name === 'enrolment.refresh-invites'
        ? Promise.resolve()
        : real.enqueueJob(tx, name, ...rest),
  }
})

const college = testApp()
afterEach(() => (mockOut = undefined))

test.each(rules)('without the rule that %s, the stories fail', async (rule, words) => {
  mockOut = rule
  const lived = fc.asyncProperty(story, (one) => live(college(), one))
  const result = await fc.check(lived, {
    seed: 7,
    numRuns: 30,
    endOnFailure: true,
  })
  expect(result.failed).toBe(true)
  expect(String(result.errorInstance)).toMatch(words)
})
