// Two of the office undo one change at the same moment: it is undone once. The lock on the run sees to it, and behind the
// lock the index.
import { sql } from 'kysely'
import { paths } from '../../src/paths.ts'
import { undoChange } from '../../src/scheduling/undo/undo-change.ts'
import { held } from '../accounts/closing/held.ts'
import { isWaiting } from '../support/waiting.ts'
import { testApp } from '../support/app.ts'
import { addRun, today } from '../support/college.ts'
import { fieldsOn, noticeOn, office } from '../support/office.ts'
import * as locks from './support/locks.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const college = testApp()

/** A run was published; one undoes it and has not committed yet when Ada does. */
async function race() {
  const { db, config } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db, { status: 'draft' })
  const page = paths.adminPublication({ id: runId })
  await ada.post(page, fieldsOn((await ada.get(page)).text, page))
  const { id: number } = await db
    .selectFrom('audit_event')
    .select('id')
    .where('action', '=', 'run.published')
    .executeTakeFirstOrThrow()
  await ada.get(paths.adminUndo())
  const doing = { actorId: null, now: today }
  const first = await held(db, (tx) => undoChange(tx, number, config.timeZone, doing))
  const second = ada.post(paths.adminUndoChange({ number: String(number) }))
  const waited = await isWaiting(second, db)
  first.commit()
  await first.result
  const answer = await second
  const undone = await db
    .selectFrom('audit_event')
    .where('action', '=', 'change.undone')
    .select('id')
    .execute()
  return { waited, said: noticeOn(answer.text), status: answer.status, undone: undone.length }
}

const once = { waited: true, status: 409, undone: 1 }

test('the second waits, and is told that it is undone', async () => {
  const { said, ...raced } = await race()
  expect(raced).toEqual(once)
  expect(said).toContain('undone that already')
})

test('without the lock on the run, the index tells them the same', async () => {
  expect(await locks.withoutLocks(['run'], race)).toMatchObject(once)
})

test('negative control: without both, it is undone twice', async () => {
  await sql`drop index audit_event_undone_once`.execute(college().db)
  expect(await locks.withoutLocks(['run'], race)).toMatchObject({ status: 303, undone: 2 })
})
