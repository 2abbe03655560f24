// A term is published with one press in the moment in which something else happens to one of its runs.
import { changeCourse, courseDetails } from '../../src/catalogue/courses/change-course.ts'
import { findCourse } from '../../src/catalogue/courses/queries.ts'
import type { Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import type * as Publishing from '../../src/scheduling/publishing/queries.ts'
import { publishRun } from '../../src/scheduling/publish-run.ts'
import { changeTeam } from '../../src/scheduling/trainers/change-team.ts'
import { held } from '../accounts/closing/held.ts'
import { aTermOfDrafts, look, publicationOf, read, statusesOf } from '../scheduling/publishing/support.ts'
import { auditTrail } from '../scheduling/support/doings.ts'
import { testApp } from '../support/app.ts'
import { addPerson, today } from '../support/college.ts'
import { office } from '../support/office.ts'
import { isWaiting } from '../support/waiting.ts'

let lockIsOut = false

jest.mock('../../src/scheduling/publishing/queries.ts', () => {
  const real = jest.requireActual<typeof Publishing>('../../src/scheduling/publishing/queries.ts')
  const lockDraftsAnd: typeof real.lockDraftsAnd = (...all) =>
    lockIsOut ? Promise.resolve() : real.lockDraftsAnd(...all)
  return { ...real, lockDraftsAnd }
})

const college = testApp()
const doing = { now: today, actorId: null }

afterEach(() => {
  lockIsOut = false
})

async function renamed(tx: Tx, id: string) {
  const base = courseDetails((await findCourse(tx, id, today))!)
  return changeCourse(tx, id, { typed: { ...base, title: 'Rest well' }, base }, doing)
}

type Work =
  'a trainer leaves' | 'one is published' | 'another becomes ready' | 'its course gets another title'

/** Somebody's work on a run is done and not committed when Ada presses. */
async function race(work: Work) {
  const { db } = college()
  const world = await aTermOfDrafts(db)
  const [ada] = await office(college(), 'Ada')
  const address = publicationOf(world.term)
  const { runs, shown } = await look(ada, address)
  const { runId, peerId } = world.ready
  const cleo = await addPerson(db, { roles: ['trainer'] })
  const other = await held(db, async (tx) => {
    if (work === 'one is published') return publishRun(tx, runId, undefined, doing)
    if (work === 'a trainer leaves')
      return changeTeam(tx, runId, { leaves: peerId, comes: null, reason: null }, doing)
    if (work === 'its course gets another title') return renamed(tx, world.ready.courseId)
    const comes = { personId: cleo, expertise: 'lived' as const }
    return changeTeam(tx, world.alone.runId, { leaves: null, comes, reason: null }, doing)
  })
  const pressing = ada.post(address, { runs, shown })
  const waited = await isWaiting(pressing, db)
  other.commit()
  await other.result.catch(() => undefined)
  const answer = await pressing
  return { db, ...world, waited, answer }
}

test('a trainer leaves in that moment: the press waits, then says so, and nothing is published', async () => {
  const { db, term, waited, answer } = await race('a trainer leaves')
  expect([waited, answer.status]).toEqual([true, 409])
  expect(read(answer.text).news).toEqual(['Not ready any more: Sleep well. There is no peer trainer yet.'])
  expect(Object.values(await statusesOf(db, term))).toEqual(['draft', 'draft', 'draft'])
})

test('one of them is published in that moment: it is so once, and the others wait for another look', async () => {
  const { db, waited, answer } = await race('one is published')
  expect([waited, answer.status]).toEqual([true, 409])
  expect(read(answer.text).news).toEqual(['Published meanwhile: Sleep well.'])
  expect((await auditTrail(db)).filter(({ action }) => action === 'run.published')).toHaveLength(1)
})

test('another draft becomes ready in that moment: that is said, and nothing is published before somebody has looked', async () => {
  const { db, term, waited, answer } = await race('another becomes ready')
  expect([waited, answer.status]).toEqual([true, 409])
  expect(read(answer.text).news).toEqual([expect.stringContaining('Music')])
  expect(Object.values(await statusesOf(db, term))).toEqual(['draft', 'draft', 'draft'])
})

test('a course gets another title in that moment: the press waits, then shows it, and nothing is published', async () => {
  const { db, term, waited, answer } = await race('its course gets another title')
  expect([waited, answer.status]).toEqual([true, 409])
  expect(read(answer.text).news).toEqual([expect.stringContaining('Rest well')])
  expect(Object.values(await statusesOf(db, term))).toEqual(['draft', 'draft', 'draft'])
})

test('negative control: without the lock it is published twice', async () => {
  lockIsOut = true
  const { db, ready } = await race('one is published')
  const published = (await auditTrail(db)).filter(
    ({ action, subject_id }) => action === 'run.published' && subject_id === ready.runId,
  )
  expect(published).toHaveLength(2)
})

test('two publish the same term and single runs of it, over and over, and nobody is locked out for good', async () => {
  const { db } = college()
  const { term, ready, later } = await aTermOfDrafts(db)
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  for (let round = 0; round < 10; round++) {
    await db
      .updateTable('run')
      .set({ status: 'draft' })
      .where('id', 'in', [ready.runId, later.runId])
      .execute()
    const { runs, shown } = await look(ada, publicationOf(term))
    const answers = await Promise.all([
      ada.post(publicationOf(term), { runs, shown }),
      ben.post(publicationOf(term), { runs, shown }),
      inTransaction(db, (tx) => publishRun(tx, later.runId, undefined, doing)),
    ])
    for (const answer of answers) if ('status' in answer) expect([303, 409]).toContain(answer.status)
    const statuses = await statusesOf(db, term)
    expect(statuses.Walking).toBe('published')
  }
})
