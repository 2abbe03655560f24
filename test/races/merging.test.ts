// While two records are merged, somebody enrols the one that goes, or somebody else merges them the other way round.
import type * as Merging from '../../src/enrolment/merging/queries.ts'
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'

let unlocked = false

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)
jest.mock('../../src/enrolment/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').enrolmentQueries(),
)
jest.mock('../../src/enrolment/merging/queries.ts', (): typeof Merging => {
  const real = jest.requireActual<typeof Merging>('../../src/enrolment/merging/queries.ts')
  return {
    ...real,
    lockPlaces: (tx, ids) => (unlocked ? Promise.resolve() : real.lockPlaces(tx, ids)),
    lockRecords: (tx, ids) => (unlocked ? Promise.resolve() : real.lockRecords(tx, ids)),
  }
})

async function withoutLocks(race: () => Promise<boolean>): Promise<boolean> {
  unlocked = true
  try {
    return await locks.withoutLocks(['run', 'enrolment', 'person'], race)
  } finally {
    unlocked = false
  }
}

const rounds = 20
const track = raceTrack()
const checked = { checked: 'yes' }

const mergeBy = (office: Racer, kept: string, merged: string) =>
  office.press(paths.adminPersonMerge({ id: kept }), { ...checked, other: merged })

test('whoever is enrolled while their record is merged is on the course once, under the record that stays', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  const answers = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const { enrolled, joined, left, live } = await enrolWhileMerging(college, ana!, ben!)
    answers.add(`${enrolled} ${joined}`)
    expect(left).toBe(0)
    expect(live).toBe(1)
  }
  for (const answer of answers) expect(['303 303', '404 303', '409 303']).toContain(answer)
  expect(await auditOf(college)).toEqual([])
})

test('negative control: without the locks somebody is told of a fault of ours, or a place is left behind', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  const wrong = () =>
    withoutLocks(async () => {
      const { enrolled, joined, left, live } = await enrolWhileMerging(college, ana!, ben!)
      return enrolled === 500 || joined === 500 || left > 0 || live !== 1
    })
  expect(await untilItHappens(rounds * 2, wrong)).toBe(true)
})

async function enrolWhileMerging(college: RaceTrack, ana: Racer, ben: Racer) {
  const { db, clock } = college
  const [kept, merged] = [await addPerson(db, { email: null }), await addPerson(db, { email: null })]
  const { runId } = await addRun(db, { now: clock.now })
  await addEnrolment(db, runId, { person: kept, status: 'waiting', joinedAt: clock.now })
  await db
    .insertInto('enrolment_event')
    .columns(['enrolment_id', 'at', 'action', 'to_status', 'actor'])
    .expression((from) =>
      from
        .selectFrom('enrolment')
        .where('run_id', '=', runId)
        .select((row) => [
          'id',
          'joined_at as at',
          row.val('enrol').as('action'),
          'status as to_status',
          row.val('staff' as const).as('actor'),
        ]),
    )
    .execute()
  const [enrolled, joined] = await Promise.all([
    ben.press(paths.adminPersonEnrolments({ id: merged }), { run: runId, from: 'person' }),
    mergeBy(ana, kept, merged),
  ])
  const rows = await db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .select(['person_id', 'ended_at'])
    .execute()
  return {
    enrolled,
    joined,
    left: rows.filter(({ person_id }) => person_id === merged).length,
    live: rows.filter(({ ended_at }) => ended_at === null).length,
  }
}

test('of two administrators who merge two records both ways at once, one does, and the other is told', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  for (let round = 0; round < rounds; round++) {
    const { answers, standing } = await joinBothWays(college, ana!, ben!)
    expect(answers).toEqual([303, 409])
    expect(standing).toBe(1)
  }
})

test('negative control: without the locks each becomes part of the other, or it is a fault of ours', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  const wrong = () =>
    withoutLocks(async () => {
      const { answers, standing } = await joinBothWays(college, ana!, ben!)
      return answers.includes(500) || standing !== 1
    })
  expect(await untilItHappens(rounds, wrong)).toBe(true)
})

async function joinBothWays({ db }: RaceTrack, ana: Racer, ben: Racer) {
  const [one, other] = [await addPerson(db, { email: null }), await addPerson(db, { email: null })]
  const answers = await Promise.all([mergeBy(ana, one, other), mergeBy(ben, other, one)])
  const standing = await db
    .selectFrom('person')
    .where('id', 'in', [one, other])
    .where('merged_into', 'is not', null)
    .select('id')
    .execute()
  return { answers: answers.sort(), standing: standing.length }
}
