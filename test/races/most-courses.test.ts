// Somebody enrols on two courses of a term at once, and the term allows one. Each run is held by its own press, so only
// holding the person keeps them to the limit.
import { paths } from '../../src/paths.ts'
import { addRun, addTerm } from '../support/college.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

jest.mock('../../src/enrolment/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').enrolmentQueries(),
)

const track = raceTrack()

test('one is theirs, and of the other they read that the term allows one', async () => {
  const college = track()
  for (const student of await college.people(10)) {
    expect(await enrolOnBoth(college, student)).toEqual([303, 409])
  }
})

test('negative control: without the lock on the person they have both', async () => {
  const college = track()
  const students = await college.people(20)
  const past = () =>
    locks.withoutLocks(['person'], async () => {
      const answers = await enrolOnBoth(college, students.pop()!)
      return answers.every((status) => status === 303)
    })
  expect(await untilItHappens(20, past)).toBe(true)
})

async function enrolOnBoth({ db, clock }: RaceTrack, student: Racer): Promise<number[]> {
  const term = await addTerm(db, { mostCourses: 1 })
  const runs = await Promise.all([1, 2].map(() => addRun(db, { term, now: clock.now })))
  const press = ({ runId }: { runId: string }) =>
    student.press(paths.enrolments({ id: runId }), { overlap: 'accepted' })
  return (await Promise.all(runs.map(press))).sort()
}
