// Two hands on one thing: two of the staff at the same request or the same place, two browsers at the same offer.
import type { Db } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addPerson, addRun, type NewRun } from '../support/college.ts'
import { deedsIn, openOfferOf } from '../support/deeds.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)
jest.mock('../../src/enrolment/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').enrolmentQueries(),
)
jest.mock('../../src/waiting-list/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').waitingListQueries(),
)

const rounds = 15
const track = raceTrack()

describe('two of the staff approve the same request', () => {
  test('it is approved once', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    for (let round = 0; round < rounds; round++) {
      const { answers, lines } = await approveTwice(college, office)
      expect(answers).toEqual([303, 303])
      expect(lines).toEqual(['enrol', 'give-place'])
    }
    expect(await auditOf(college)).toEqual([])
  })

  test('negative control: without the locks it is approved twice', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    const twice = () =>
      locks.withoutLocks(['run', 'enrolment'], async () => {
        const { lines } = await approveTwice(college, office)
        return lines.length > 2
      })
    expect(await untilItHappens(rounds, twice)).toBe(true)
    expect(await brokenRules(college)).toContain('Every history is a path that the table of states allows')
  })
})

describe('two of the staff give the last place', () => {
  test('one person gets it, the first in line', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    for (let round = 0; round < rounds; round++) {
      const { answers, statuses } = await giveLastPlace(college, office)
      expect(answers).toEqual([303, 303])
      expect(statuses).toEqual(['withdrawn', 'confirmed', 'waiting', 'waiting'])
    }
    expect(await auditOf(college)).toEqual([])
  })

  test('negative control: without the lock on the run two people get it', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    const twice = () =>
      locks.withoutLocks(['run'], async () => {
        const { statuses } = await giveLastPlace(college, office)
        return statuses.filter((status) => status === 'confirmed').length > 1
      })
    expect(await untilItHappens(rounds, twice)).toBe(true)
    expect(await brokenRules(college)).toContain(
      'No run that is not over has more places taken than it has, unless the reason is recorded',
    )
  })
})

describe('an offer is accepted in two browsers', () => {
  test('the place is theirs once, and both are told so', async () => {
    const college = track()
    const [dana] = await college.people(1)
    for (let round = 0; round < rounds; round++) {
      const { answers, lines } = await acceptTwice(college, dana!)
      expect(answers).toEqual([303, 303])
      expect(lines).toEqual(['enrol', 'offer-place', 'accept'])
    }
    expect(await auditOf(college)).toEqual([])
  })

  test('negative control: without the locks it is accepted twice', async () => {
    const college = track()
    const [dana] = await college.people(1)
    const twice = () =>
      locks.withoutLocks(['run', 'enrolment', 'offer'], async () => {
        const { lines } = await acceptTwice(college, dana!)
        return lines.length > 3
      })
    expect(await untilItHappens(rounds, twice)).toBe(true)
    expect(await brokenRules(college)).toContain('Every history is a path that the table of states allows')
  })
})

async function approveTwice(college: RaceTrack, office: Racer[]) {
  const { people } = await fill(college, { needsApproval: true }, [await addPerson(college.db)])
  const [request] = people
  const press = (one: Racer) => one.press(paths.adminApproval({ id: request!.enrolmentId }))
  const answers = await Promise.all(office.map(press))
  return { answers, lines: await listLines(college.db, request!.enrolmentId) }
}

async function giveLastPlace(college: RaceTrack, office: Racer[]) {
  const newcomers = await Promise.all(Array.from({ length: 4 }, () => addPerson(college.db)))
  const { runId, deeds, people } = await fill(college, { capacity: 1, waitingListMode: 'staff' }, newcomers)
  await deeds.withdraw(people[0]!.enrolmentId)
  const answers = await Promise.all(office.map((one) => one.press(paths.adminNextPlace({ id: runId }))))
  const rows = await college.db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .orderBy('queue_number')
    .select('status')
    .execute()
  return { answers, statuses: rows.map(({ status }) => status) }
}

async function acceptTwice(college: RaceTrack, dana: Racer) {
  const { deeds, people } = await fill(college, { capacity: 1 }, [await addPerson(college.db), dana.personId])
  const [first, second] = people
  await deeds.withdraw(first!.enrolmentId)
  await college.runJobs()
  const acceptance = paths.acceptance({ id: await openOfferOf(college.db, second!.enrolmentId) })
  const yes = () => dana.press(acceptance, { overlap: 'accepted' })
  const answers = await Promise.all([yes(), yes()])
  return { answers, lines: await listLines(college.db, second!.enrolmentId) }
}

/** A run, and these people enrolled on it one after the other, before the race begins. */
async function fill({ db, config, clock }: RaceTrack, run: NewRun, personIds: string[]) {
  const { runId } = await addRun(db, run)
  const deeds = deedsIn(db, { config, clock: () => clock.now })
  const people: { enrolmentId: string }[] = []
  for (const personId of personIds) {
    const enrolled = await deeds.enrol(runId, personId)
    if (!enrolled.ok) throw new Error(enrolled.reason)
    people.push(enrolled)
  }
  return { runId, deeds, people }
}

/** What happened to the enrolment, in order. */
async function listLines(db: Db, enrolmentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment_event')
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('id')
    .select('action')
    .execute()
  return rows.map(({ action }) => action)
}

async function brokenRules(college: RaceTrack): Promise<string[]> {
  return (await auditOf(college)).map(({ holds }) => holds)
}
