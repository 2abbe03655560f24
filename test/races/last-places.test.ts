// Two hundred students, one run, twenty places, one moment.
import type { Db } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addRun } from '../support/college.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const students = 200
const places = 20
const rounds = 10

const track = raceTrack()

test('two hundred students press at once, ten times: twenty have a place, the others wait in the order of joining', async () => {
  const college = track()
  const t0 = Date.now()
  const crowd = await college.people(students)
  console.log('sign in', Date.now() - t0)
  for (let round = 0; round < rounds; round++) {
    const t = Date.now()
    const { runId, statuses } = await rush(college, crowd)
    console.log('round', Date.now() - t)
    expect(new Set(statuses)).toEqual(new Set([303]))
    expect(await standings(college.db, runId)).toEqual([
      ...Array<string>(places).fill('confirmed'),
      ...Array<string>(students - places).fill('waiting'),
    ])
    expect(await auditOf(college)).toEqual([])
  }
}, 120_000)

test('negative control: without the lock on the run, more than twenty have a place', async () => {
  const college = track()
  const crowd = await college.people(students / 4)
  const confirmed = await locks.withoutLocks(['run'], async () => {
    for (let round = 0; round < rounds; round++) {
      const { runId } = await rush(college, crowd)
      const count = (await standings(college.db, runId)).filter((status) => status === 'confirmed').length
      if (count > places) return count
    }
    return 0
  })
  expect(confirmed).toBeGreaterThan(places)
  expect((await auditOf(college)).map(({ holds }) => holds)).toContain(
    'No run has more places taken than it has, unless the reason is recorded',
  )
}, 60_000)

async function rush({ db }: RaceTrack, crowd: Racer[]) {
  const { runId } = await addRun(db, { capacity: places })
  const statuses = await Promise.all(
    crowd.map((racer) => racer.press(paths.enrolments({ id: runId }), { overlap: 'accepted' })),
  )
  return { runId, statuses }
}

/** Everyone's status, in the order of joining; which must be the order in which they were written down. */
async function standings(db: Db, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('enrolment_event as event', 'event.enrolment_id', 'enrolment.id')
    .where('run_id', '=', runId)
    .orderBy('joined_at')
    .orderBy('queue_number')
    .select(['enrolment.id', 'enrolment.status', 'event.id as line'])
    .execute()
  expect(rows.map(({ line }) => line)).toEqual(rows.map(({ line }) => line).sort((one, other) => one - other))
  return rows.map(({ status }) => status)
}
