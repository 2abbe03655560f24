// Dates that come earlier, or go, may leave a run whose enrolment opens once it is too late: said before it happens.
import { testApp } from '../../support/app.ts'
import { addRun, type NewRun } from '../../support/college.ts'
import { office } from '../../support/office.ts'
import { inDays } from '../../scheduling/support/doings.ts'
import { look } from './support/preview.ts'

const college = testApp()
const earlier = { change: 'move', amount: '1', unit: 'weeks', direction: 'earlier', reason: 'The hall' }
const late = 'when nobody can enrol any more'

async function hints(run: NewRun, wish: Record<string, string>) {
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await addRun(college().db, run)
  const preview = await look(ada, { scope: 'run', run: runId, ...wish })
  return sessionIds.map((id) => (preview.hints[id] ?? '').includes(late))
}

const dates = [10, 17].map((day) => ({ startsAt: inDays(day) }))

test('moved to before enrolment opens: beside the first of its dates', async () => {
  expect(await hints({ opensAt: inDays(8), sessions: dates }, earlier)).toEqual([true, false])
})

test.each<[string, NewRun, Record<string, string>]>([
  ['later', { opensAt: inDays(8), sessions: dates }, { ...earlier, direction: 'later' }],
  [
    'and people may join until the end',
    { opensAt: inDays(8), closesAt: inDays(60), sessions: dates },
    earlier,
  ],
  ['and enrolment is open', { opensAt: inDays(-1), sessions: dates }, earlier],
  ['and it was so before', { opensAt: inDays(12), sessions: dates }, earlier],
])('moved %s: nothing is said', async (_, run, wish) => {
  expect(await hints(run, wish)).toEqual([false, false])
})

test('called off from a day on that leaves only dates before it opens', async () => {
  const [ada] = await office(college(), 'Ada')
  const sessions = [10, 30].map((day) => ({ startsAt: inDays(day) }))
  const { sessionIds } = await addRun(college().db, { opensAt: inDays(20), closesAt: inDays(40), sessions })
  const off = { scope: 'day', day: inDays(30).toISOString().slice(0, 10), change: 'call-off', reason: 'Snow' }
  const preview = await look(ada, off)
  expect(preview.hints[sessionIds[1] ?? '']).toContain(late)
})
