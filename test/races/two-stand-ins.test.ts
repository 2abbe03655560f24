// Two of the office find somebody for one date at the same moment: one comes, and the other hears that it is seen to.
import { paths } from '../../src/paths.ts'
import { coverDate } from '../../src/scheduling/trainers/covers/cover-dates.ts'
import { held } from '../accounts/closing/held.ts'
import { isWaiting } from '../support/waiting.ts'
import { auditOf } from '../audit/support.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun, today } from '../support/college.ts'
import { noticeOn, office } from '../support/office.ts'
import * as locks from './support/locks.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const college = testApp()

async function race() {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, peerId, sessionIds } = await addRun(db)
  const [date = ''] = sessionIds
  const add = (name: string) => addPerson(db, { name, roles: ['trainer'] })
  const [cleo, dev] = [await add('Cleo'), await add('Dev')]
  const page = paths.adminReplacement({ id: date })
  await ada.get(page)
  const cleoComes = { awayId: peerId, comesId: cleo }
  const first = await held(db, (tx) => coverDate(tx, date, cleoComes, { actorId: null, now: today }))
  const second = ada.post(page, { away: peerId, comes: dev, scope: 'date', back: 'run' })
  const waited = await isWaiting(second, db)
  first.commit()
  await first.result
  const answer = await second
  const down = await db
    .selectFrom('session_trainer')
    .where('session_id', '=', date)
    .select('person_id')
    .execute()
  return { ada, runId, waited, answer, cleo, peerId, down: down.map(({ person_id }) => person_id) }
}

test('the second waits, and changes nothing', async () => {
  const { ada, runId, waited, answer, cleo, peerId, down } = await race()
  expect([waited, answer.status]).toEqual([true, 303])
  expect(noticeOn((await ada.get(paths.adminRunTrainers({ id: runId }))).text)).toContain(
    'Nothing was changed',
  )
  expect(down).toHaveLength(2)
  expect(down).toContain(cleo)
  expect(down).not.toContain(peerId)
  expect(await auditOf(college())).toEqual([])
})

test('negative control: without the lock on the run, the second runs into the database', async () => {
  const { answer } = await locks.withoutLocks(['run'], race)
  expect(answer.status).toBe(500)
})
