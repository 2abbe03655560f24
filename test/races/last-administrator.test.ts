// Two administrators take the office from each other at once: somebody must be left who can open it.
import type * as People from '../../src/accounts/people/queries.ts'
import { paths } from '../../src/paths.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import { untilItHappens } from './support/until.ts'

let unlocked = false

jest.mock('../../src/accounts/people/queries.ts', () => {
  const real = jest.requireActual<typeof People>('../../src/accounts/people/queries.ts')
  return {
    ...real,
    lockAdministrators: (tx: Parameters<typeof People.lockAdministrators>[0]) =>
      unlocked ? Promise.resolve() : real.lockAdministrators(tx),
  }
})

const rounds = 20
const track = raceTrack()
const student = { boxes: 'shown', role_student: 'yes' }

test('one of two administrators who take the role from each other keeps it', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  for (let round = 0; round < rounds; round++) {
    const { answers, left } = await takeFromEachOther(college, ana!, ben!)
    expect(left).toBe(1)
    expect([303, 403, 409]).toEqual(expect.arrayContaining(answers))
    expect(answers).toContain(303)
  }
})

test('negative control: without the lock nobody is left', async () => {
  const college = track()
  const [ana, ben] = await college.people(2, ['administrator'])
  unlocked = true
  try {
    const nobody = async () => (await takeFromEachOther(college, ana!, ben!)).left === 0
    expect(await untilItHappens(rounds, nobody)).toBe(true)
  } finally {
    unlocked = false
  }
})

async function takeFromEachOther({ db, clock }: RaceTrack, ana: Racer, ben: Racer) {
  const row = { role: 'administrator' as const, granted_at: clock.now }
  await db
    .insertInto('role_grant')
    .values([ana, ben].map(({ personId }) => ({ ...row, person_id: personId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const answers = await Promise.all([
    ana.press(paths.adminPersonRoles({ id: ben.personId }), student),
    ben.press(paths.adminPersonRoles({ id: ana.personId }), student),
  ])
  const left = await db
    .selectFrom('role_grant')
    .select('person_id')
    .where('role', '=', 'administrator')
    .execute()
  return { answers, left: left.length }
}
