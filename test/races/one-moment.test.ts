// A withdrawal, the end of an offer's time, a yes to it, a change of capacity, newcomers and the worker: all at once.
import { inTransaction } from '../../src/database/transaction.ts'
import { askToRefreshTeaching } from '../../src/enrolment/teaching-invites/refresh.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { auditOf } from '../audit/support.ts'
import { addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'
import { untilIdle, workers } from './support/workers.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const track = raceTrack()
const { hire } = workers()

test('whatever comes first, nothing is oversold, nobody is overtaken, and nothing fails', async () => {
  const college = track()
  const cast = await castOf(college)
  await hire(college)
  for (let round = 0; round < 12; round++) {
    const race: { on: boolean } = { on: true }
    const answers = oneMoment(college, cast, round).finally(() => (race.on = false))
    // The audit looks on: whatever is half done is never seen.
    while (race.on) expect(await auditOf(college)).toEqual([])
    expect((await answers).filter((status) => status !== 303 && status !== 409)).toEqual([])
    expect(await auditOf(college)).toEqual([])
  }
})

test('negative control: without the lock on the run, something breaks', async () => {
  const college = track()
  const cast = await castOf(college)
  await hire(college)
  let round = 0
  const broken = () =>
    locks.withoutLocks(['run'], async () => {
      await oneMoment(college, cast, round++)
      return (await auditOf(college)).length > 0
    })
  expect(await untilItHappens(40, broken)).toBe(true)
})

interface Cast {
  office: Racer
  leaver: Racer
  /** Was offered a place, and answers as the time for it runs out. */
  invited: Racer
  newcomers: Racer[]
}

async function castOf(college: RaceTrack): Promise<Cast> {
  const [office] = await college.people(1, ['administrator'])
  const [leaver, invited, ...newcomers] = await college.people(8)
  return { office: office!, leaver: leaver!, invited: invited!, newcomers }
}

/** Three places: two taken, the third offered to someone, and two people waiting behind. Then everything at once. */
async function oneMoment(college: RaceTrack, cast: Cast, round: number): Promise<number[]> {
  const { db, clock, config } = college
  const deeds = deedsIn(db, { config, clock: () => clock.now })
  const waitingListMode = round % 2 === 0 ? 'offer' : 'auto'
  // Each at another time, so that nobody has two courses at once and is asked about it.
  const sessions = [{ startsAt: addMinutes(clock.now, 60 * (240 + 3 * round)) }]
  const { runId } = await addRun(db, { capacity: 3, waitingListMode, sessions, now: clock.now })
  // As when it was published.
  await inTransaction(db, (tx) => askToRefreshTeaching(tx, [runId]))
  const enrol = async (personId: string) => {
    const enrolled = await deeds.enrol(runId, personId)
    if (!enrolled.ok) throw new Error(enrolled.reason)
    return enrolled.enrolmentId
  }
  const leaving = await enrol(cast.leaver.personId)
  const [early] = [await enrol(await addPerson(db)), await enrol(await addPerson(db))]
  await enrol(cast.invited.personId)
  // Someone who can only be telephoned is offered a place in every mode, and so has one to let go.
  await enrol(await addPerson(db, { email: null }))
  await enrol(await addPerson(db))
  await deeds.withdraw(early)
  await untilIdle(db)
  const offer = await db
    .selectFrom('offer')
    .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
    .where('offer.run_id', '=', runId)
    .where('offer.status', '=', 'open')
    .select(['offer.id', 'offer.expires_at'])
    .executeTakeFirst()
  // The yes comes just before the time is up, or just after.
  if (offer !== undefined) clock.now = new Date(offer.expires_at.getTime() - 6 * (round % 5))
  const capacity = String(2 + (round % 3))
  return Promise.all([
    cast.leaver.press(paths.withdrawal({ id: leaving })),
    ...(offer === undefined ? [] : [cast.invited.press(paths.acceptance({ id: offer.id }))]),
    cast.office.press(paths.adminCapacity({ id: runId }), { capacity }),
    cast.office.press(paths.adminNextPlace({ id: runId })),
    ...cast.newcomers.map((one) => one.press(paths.enrolments({ id: runId }), { overlap: 'accepted' })),
  ]).finally(() => untilIdle(db))
}
