// The same student presses twice at once: a double click, two tabs, an impatient thumb.
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addRun } from '../support/college.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)
jest.mock('../../src/enrolment/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').enrolmentQueries(),
)

const track = raceTrack()

test('a student who presses four times at once has one enrolment, and no answer is a fault of ours', async () => {
  const college = track()
  const [amal] = await college.people(1)
  for (let round = 0; round < 20; round++) {
    const { answers, enrolments } = await pressFourTimes(college, amal!)
    expect(answers).toEqual([303, 409, 409, 409])
    expect(enrolments).toBe(1)
  }
  expect(await auditOf(college)).toEqual([])
})

test('negative control: without the locks only the database refuses the second, as a fault of ours', async () => {
  const college = track()
  const [amal] = await college.people(1)
  const failed = () =>
    locks.withoutLocks(['run', 'person'], async () => {
      const { answers, enrolments } = await pressFourTimes(college, amal!)
      expect(enrolments).toBe(1)
      return answers.includes(500)
    })
  expect(await untilItHappens(20, failed)).toBe(true)
})

async function pressFourTimes({ db }: RaceTrack, student: Racer) {
  const { runId } = await addRun(db, {})
  const press = () => student.press(paths.enrolments({ id: runId }), { overlap: 'accepted' })
  const answers = await Promise.all([press(), press(), press(), press()])
  const rows = await db.selectFrom('enrolment').where('run_id', '=', runId).select('id').execute()
  return { answers: answers.sort(), enrolments: rows.length }
}
