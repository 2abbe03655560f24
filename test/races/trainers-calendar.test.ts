// A trainer lacks a date in their calendar, and two workers give it to them at the same moment: one invitation goes out.
import type * as Calendar from '../../src/calendar/queries.ts'
import type * as Enrolling from '../../src/enrolment/queries.ts'
import { refreshTeaching } from '../../src/enrolment/teaching-invites/refresh.ts'
import { sweepTeaching } from '../../src/enrolment/teaching-invites/sweep.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type * as Scheduling from '../../src/scheduling/queries.ts'
import { testApp } from '../support/app.ts'
import { addRun, today } from '../support/college.ts'
import { toldTo } from '../scheduling/support/told.ts'

/** Set while the locks are out: awaited by whoever has read what calendars were told without them. */
let meet: (() => Promise<void>) | undefined

jest.mock('../../src/scheduling/queries.ts', () => {
  const real = jest.requireActual<typeof Scheduling>('../../src/scheduling/queries.ts')
  return {
    ...real,
    lockRun: (...[tx, id]: Parameters<typeof real.lockRun>) =>
      meet === undefined ? real.lockRun(tx, id) : real.findRun(tx, id),
  }
})
jest.mock('../../src/enrolment/queries.ts', () => {
  const real = jest.requireActual<typeof Enrolling>('../../src/enrolment/queries.ts')
  return {
    ...real,
    lockPeople: (...[tx, ids]: Parameters<typeof real.lockPeople>) =>
      meet === undefined ? real.lockPeople(tx, ids) : Promise.resolve(),
  }
})
jest.mock('../../src/calendar/queries.ts', () => {
  const real = jest.requireActual<typeof Calendar>('../../src/calendar/queries.ts')
  return {
    ...real,
    lockInvites: (...[tx, holder]: Parameters<typeof real.lockInvites>) =>
      meet === undefined ? real.lockInvites(tx, holder) : Promise.resolve(),
    listActiveInvites: async (...[tx, holder]: Parameters<typeof real.listActiveInvites>) => {
      const invites = await real.listActiveInvites(tx, holder)
      await meet?.()
      return invites
    },
  }
})

const college = testApp({ max: 4 })

/** What Tess is told when the sweep has found that she lacks a date, and two workers see to it at once. */
async function race() {
  const app = college()
  const { db } = app
  const { runId, peerId, professionalId } = await addRun(db)
  await db.updateTable('person').set({ email: 'tess@example.org' }).where('id', '=', peerId).execute()
  await db
    .updateTable('person')
    .set({ calendar_invitations: 'none' })
    .where('id', '=', professionalId)
    .execute()
  app.clock.now = addMinutes(today, 11)
  const context = { config: app.config, clock: () => app.clock.now }
  await sweepTeaching(db, context)
  await Promise.all([app.runJobs(), refreshTeaching(db, { runId }, context)])
  return (await toldTo(db, 'tess@example.org')).map(({ template, method }) => [template, method])
}

const invited = ['teaching-invited', 'REQUEST']

test('the second waits for the first, and has nothing left to tell', async () => {
  expect(await race()).toEqual([invited])
})

test('negative control: without the locks, both find that it is not told', async () => {
  let waiting: (() => void)[] = []
  let readers = 0
  // Each reads twice: what was told, and then to tell. The second of them at the same step lets both go on.
  meet = () =>
    new Promise((go) => {
      waiting.push(go)
      readers += 1
      if (waiting.length < 2) return
      for (const one of waiting) one()
      waiting = []
    })
  try {
    expect(await race()).toEqual([invited, invited])
    expect(readers).toBeGreaterThan(2)
  } finally {
    meet = undefined
  }
})
