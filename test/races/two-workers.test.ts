// Two workers on one database, each ready to do whatever is promised.
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import type { Post } from '../../src/mail/transport.ts'
import { auditOf } from '../audit/support.ts'
import { addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { raceTrack, type RaceTrack } from './support/crowd.ts'
import * as locks from './support/locks.ts'
import { untilItHappens } from './support/until.ts'
import { untilIdle, workers } from './support/workers.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const track = raceTrack()
const { hire, dismiss } = workers()

test('two workers who fill the same places give each once, and send each mail once', async () => {
  const college = track()
  const posted: string[] = []
  await hireTwo(college, posted)
  await leaveTogether(college, 6)
  await untilIdle(college.db)
  await dismiss()
  expect(await auditOf(college)).toEqual([])
  expect(await countConfirmed(college.db)).toEqual(Array<number>(6).fill(4))
  const mails = await college.db.selectFrom('mail').select(['message_id', 'status']).execute()
  expect(mails.every(({ status }) => status === 'sent')).toBe(true)
  expect(posted.sort()).toEqual(mails.map(({ message_id }) => message_id).sort())
})

test('negative control: without the lock on the run, two workers give one place twice', async () => {
  const college = track()
  await hireTwo(college, [])
  const broken = () =>
    locks.withoutLocks(['run'], async () => {
      await leaveTogether(college, 4)
      await untilIdle(college.db)
      return (await countConfirmed(college.db)).some((count) => count > 4)
    })
  expect(await untilItHappens(10, broken)).toBe(true)
})

async function hireTwo(college: RaceTrack, posted: string[]) {
  const post: Post = {
    send: async ({ messageId }) => {
      // About as long as a mail server next door takes.
      await pause(3)
      posted.push(messageId ?? '')
    },
    close: () => undefined,
  }
  await hire(college, post)
  await hire(college, post)
}

/** Full runs of four with six people waiting each; two people leave each of them, and both workers hear of it. */
async function leaveTogether({ db, config, clock }: RaceTrack, runs: number): Promise<void> {
  const deeds = deedsIn(db, { config, clock: () => clock.now })
  for (let count = 0; count < runs; count++) {
    const { runId } = await addRun(db, { capacity: 4, waitingListMode: 'auto' })
    const enrolled = []
    for (let number = 0; number < 10; number++) enrolled.push(await deeds.enrol(runId, await addPerson(db)))
    const leavers = enrolled.slice(0, 2).flatMap((one) => (one.ok ? one.enrolmentId : []))
    await Promise.all(leavers.map((id) => deeds.withdraw(id)))
    // A job may be done twice, so it is promised more than once here: with a key of its own each time.
    await inTransaction(db, async (tx) => {
      for (let poke = 0; poke < 6; poke++) await enqueueJob(tx, 'waiting-list.fill-places', { runId })
    })
  }
}

/** How many have a place, run by run. */
async function countConfirmed(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('enrolment')
    .where('status', '=', 'confirmed')
    .groupBy('run_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .execute()
  return rows.map(({ count }) => count)
}
