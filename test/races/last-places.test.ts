// Two hundred students, one run, twenty places, one moment.
import type { Db } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addRun } from '../support/college.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const students = 200
const places = 20
const rounds = 2

const track = raceTrack()

test('two hundred students press at once, twice: twenty get places, the others wait as they came', async () => {
  const college = track()
  const crowd = await college.people(students)
  for (let round = 0; round < rounds; round++) {
    const { runId, statuses } = await rush(college, crowd)
    expect(new Set(statuses)).toEqual(new Set([303]))
    const line = await listLine(college.db, runId)
    expect(line.map(({ status }) => status)).toEqual([
      ...Array<string>(places).fill('confirmed'),
      ...Array<string>(students - places).fill('waiting'),
    ])
    expect(line).toEqual([...line].sort((one, other) => one.written - other.written))
  }
  expect(await auditOf(college)).toEqual([])
}, 300_000)

test('negative control: without the lock on the run, more than twenty get places', async () => {
  const college = track()
  const crowd = await college.people(students / 4)
  const oversold = () => locks.withoutLocks(['run'], () => isOversold(college, crowd))
  expect(await untilItHappens(5, oversold)).toBe(true)
  expect((await auditOf(college)).map(({ holds }) => holds)).toContain(
    'No run that is not over has more places taken than it has, unless the reason is recorded',
  )
})

async function isOversold(college: RaceTrack, crowd: Racer[]): Promise<boolean> {
  const { runId } = await rush(college, crowd)
  const line = await listLine(college.db, runId)
  return line.filter(({ status }) => status === 'confirmed').length > places
}

async function rush({ db }: RaceTrack, crowd: Racer[]) {
  const { runId } = await addRun(db, { capacity: places })
  // These runs are all at the same time: the students say each time that they know.
  const press = (racer: Racer) => racer.press(paths.enrolments({ id: runId }), { overlap: 'accepted' })
  return { runId, statuses: await Promise.all(crowd.map(press)) }
}

/** Everyone in the order of joining, with the number under which their joining was written down. */
async function listLine(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('enrolment_event as event', 'event.enrolment_id', 'enrolment.id')
    .where('run_id', '=', runId)
    .orderBy('joined_at')
    .orderBy('queue_number')
    .select(['enrolment.status', 'event.id as written'])
    .execute()
}
