// Someone says yes to two offers at once, on two courses at the same time.
import { paths } from '../../src/paths.ts'
import { addEnrolment, addRun } from '../support/college.ts'
import { openOfferOf } from '../support/deeds.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

jest.mock('../../src/enrolment/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').enrolmentQueries(),
)

const track = raceTrack()

test('one place is theirs, and about the other they are asked', async () => {
  const college = track()
  for (const student of await college.people(10)) {
    expect(await acceptBoth(college, student)).toEqual([303, 409])
  }
})

test('negative control: without the lock on the person they have both, and nobody asked', async () => {
  const college = track()
  const students = await college.people(20)
  const unasked = () =>
    locks.withoutLocks(['person'], async () => {
      const answers = await acceptBoth(college, students.pop()!)
      return answers.every((status) => status === 303)
    })
  expect(await untilItHappens(20, unasked)).toBe(true)
})

async function acceptBoth({ db, clock }: RaceTrack, student: Racer): Promise<number[]> {
  const acceptances = await Promise.all(
    [1, 2].map(async () => {
      const { runId } = await addRun(db, { now: clock.now })
      const offered = { person: student.personId, status: 'offered' as const, joinedAt: clock.now }
      return paths.acceptance({ id: await openOfferOf(db, await addEnrolment(db, runId, offered)) })
    }),
  )
  const answers = await Promise.all(acceptances.map((yes) => student.press(yes)))
  return answers.sort()
}
