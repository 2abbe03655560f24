// Two save one thing in one moment: the second waits, is shown what the first saved, and overwrites nothing.
import { changeCategory } from '../../src/catalogue/categories/change-category.ts'
import { changeCourse, courseDetails } from '../../src/catalogue/courses/change-course.ts'
import { changeEasyRead, easyReadDetails } from '../../src/catalogue/courses/change-easy-read.ts'
import { findEasyRead } from '../../src/catalogue/courses/easy-read-queries.ts'
import { findCourse } from '../../src/catalogue/courses/queries.ts'
import { findCategory } from '../../src/catalogue/categories/queries.ts'
import { changeCover } from '../../src/catalogue/prospectus/cover/change-cover.ts'
import { findCover, lockCover } from '../../src/catalogue/prospectus/cover/queries.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Db, Tx } from '../../src/database/schema.ts'
import type { Details } from '../../src/editing/merge-edits.ts'
import type { Saved } from '../../src/editing/save-edits.ts'
import { changeClosure, closureDetails } from '../../src/scheduling/closures/change-closure.ts'
import { findClosure } from '../../src/scheduling/closures/queries.ts'
import { changeDraft } from '../../src/scheduling/import/drafts/change-draft.ts'
import { findDraft, insertDraft } from '../../src/scheduling/import/drafts/queries.ts'
import { changeRun } from '../../src/scheduling/runs/change-run.ts'
import { runDetails } from '../../src/scheduling/runs/details.ts'
import { findRunToEdit } from '../../src/scheduling/runs/queries.ts'
import { listSessions } from '../../src/scheduling/queries.ts'
import { changeSession } from '../../src/scheduling/sessions/change.ts'
import { sessionWords } from '../../src/scheduling/sessions/details.ts'
import { changeTerm, termDetails } from '../../src/scheduling/terms/change-term.ts'
import { findTerm } from '../../src/scheduling/terms/queries.ts'
import {
  changeOwnTimes,
  changeTrainer,
  trainerDetails,
} from '../../src/scheduling/trainers/profiles/change-trainer.ts'
import { findTrainer } from '../../src/scheduling/trainers/profiles/queries.ts'
import { changeRoom, roomDetails } from '../../src/scheduling/venues/change-room.ts'
import { changeVenue, venueDetails } from '../../src/scheduling/venues/change-venue.ts'
import { findRoom, findVenue } from '../../src/scheduling/venues/queries.ts'
import { held } from '../accounts/closing/held.ts'
import { addRoom } from '../scheduling/support/doings.ts'
import { addCategory, addCourse, addPerson, addRun, addTerm, addVenue, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { isWaiting } from '../support/waiting.ts'
import { afterAnother } from './support/after-another.ts'

const database = testDatabase()
const doing = { actorId: null, now: today }
const timeZone = 'Europe/London'

/** Something that is edited in a form: as a page shows it, and what saving does. */
interface Thing<Of extends Details> {
  read: (db: Db) => Promise<Of>
  save: (tx: Tx, edits: { typed: Of; base: Of }) => Promise<Saved<Of>>
}

/** `field`: what both of them change. */
interface Edited {
  race: (field: string, hers: unknown, his: unknown) => Promise<unknown>
}

/** Each has opened the page before either saved. */
function edited<Of extends Details>({ read, save }: Thing<Of>): Edited {
  return {
    race: async (field, hers, his) => {
      const { db } = database()
      const base = await read(db)
      const raced = await afterAnother(
        db,
        (tx) => save(tx, { typed: { ...base, [field]: hers }, base }),
        (tx) => save(tx, { typed: { ...base, [field]: his }, base }),
      )
      const told = raced.second.ok ? 'saved' : raced.second.reason
      return { waited: raced.waited, first: raced.first.ok, told, kept: (await read(db))[field] }
    },
  }
}

type Making = (db: Db) => Promise<Edited>

const term: Making = async (db) => {
  const id = await addTerm(db)
  const read = async (at: Db) => termDetails((await findTerm(at, id))!)
  return edited({ read, save: (tx, edits) => changeTerm(tx, id, edits, doing) })
}

const closure: Making = async (db) => {
  const row = { name: 'Staff day', starts_on: '2026-10-05', ends_on: '2026-10-05' }
  const { id } = await db.insertInto('closure').values(row).returning('id').executeTakeFirstOrThrow()
  const read = async (at: Db) => closureDetails((await findClosure(at, id, timeZone))!)
  return edited({ read, save: (tx, edits) => changeClosure(tx, id, edits, doing) })
}

const venue: Making = async (db) => {
  const id = await addVenue(db)
  const read = async (at: Db) => venueDetails((await findVenue(at, id, today))!)
  return edited({ read, save: (tx, edits) => changeVenue(tx, id, edits, doing) })
}

const room: Making = async (db) => {
  const id = await addRoom(db, await addVenue(db))
  const read = async (at: Db) => roomDetails((await findRoom(at, id, today))!)
  return edited({ read, save: (tx, edits) => changeRoom(tx, id, edits, doing) })
}

const category: Making = async (db) => {
  const id = await addCategory(db, 'Rest')
  const read = async (at: Db) => ({ name: (await findCategory(at, id))!.name })
  return edited({ read, save: (tx, edits) => changeCategory(tx, id, edits, doing) })
}

const course: Making = async (db) => {
  const { id } = await addCourse(db)
  const read = async (at: Db) => courseDetails((await findCourse(at, id, today))!)
  return edited({ read, save: (tx, edits) => changeCourse(tx, id, edits, doing) })
}

const easyRead: Making = async (db) => {
  const { id } = await addCourse(db)
  const read = async (at: Db) => easyReadDetails((await findEasyRead(at, id))!)
  return edited({ read, save: (tx, edits) => changeEasyRead(tx, id, edits, doing) })
}

const trainer: Making = async (db) => {
  const id = await addPerson(db, { roles: ['trainer'] })
  const read = async (at: Db) => trainerDetails((await findTrainer(at, id))!)
  return edited({ read, save: (tx, edits) => changeTrainer(tx, id, edits, doing) })
}

const ownTimes: Making = async (db) => {
  const id = await addPerson(db, { roles: ['trainer'] })
  const read = async (at: Db) => ({ usual: (await findTrainer(at, id))!.usual })
  return edited({ read, save: (tx, edits) => changeOwnTimes(tx, id, edits, doing) })
}

const run: Making = async (db) => {
  const { runId } = await addRun(db)
  const read = async (at: Db) => runDetails((await findRunToEdit(at, runId))!, timeZone)
  return edited({ read, save: (tx, edits) => changeRun(tx, runId, edits, timeZone, doing) })
}

const date: Making = async (db) => {
  const { runId, sessionIds } = await addRun(db)
  const read = async (at: Db) => sessionWords((await listSessions(at, [runId]))[0]!, timeZone)
  const wish = { timeZone, allTheSame: false }
  return edited({ read, save: (tx, edits) => changeSession(tx, sessionIds[0]!, edits, wish, doing) })
}

const draft: Making = async (db) => {
  const ada = await addPerson(db, { roles: ['administrator'] })
  const id = await inTransaction(db, (tx) => insertDraft(tx, ada, today))
  const read = async (at: Db) => ({ shift_weeks: (await findDraft(at, id))!.shift_weeks })
  return edited({ read, save: (tx, edits) => changeDraft(tx, id, edits, doing) })
}

test.each<[string, Making, string, string | number, string | number]>([
  ['a term', term, 'ends_on', '2026-12-11', '2026-12-04'],
  ['closed days', closure, 'name', 'Training day', 'Away day'],
  ['a venue', venue, 'access', 'A ramp', 'Two steps'],
  ['a room', room, 'access', 'A ramp', 'Two steps'],
  ['a category', category, 'name', 'Rest and sleep', 'Resting'],
  ['a course', course, 'summary', 'We rest.', 'We sit down.'],
  ['a course in easy read', easyRead, 'easy_read', 'We rest.', 'We sit down.'],
  ['a trainer', trainer, 'about_them', 'Sings.', 'Bakes.'],
  ['the usual times of a trainer', ownTimes, 'usual', '1-morning', '2-evening'],
  ['a run', run, 'audience', 'Carers', 'Staff'],
  ['a date', date, 'note', 'Bring a coat', 'Bring a mug'],
  ['a prospectus that is brought in', draft, 'shift_weeks', 1, 2],
])('%s', async (_, make, field, hers, his) => {
  const { race } = await make(database().db)
  expect(await race(field, hers, his)).toEqual({
    waited: true,
    first: true,
    told: 'changed-meanwhile',
    kept: hers,
  })
})

/** Ada has the cover in hand, and saves it once Ben has pressed too: before that, making sure that there is one waits for nobody. */
test('the cover of the prospectus', async () => {
  const { db } = database()
  const base = (await inTransaction(db, lockCover)).cover
  const saved = (title: string) => ({ typed: { ...base, title }, base })
  let hers: Tx | undefined
  const ada = await held(db, async (tx) => {
    hers = tx
    await lockCover(tx)
  })
  const ben = inTransaction(db, (tx) => changeCover(tx, saved('Our courses'), doing))
  const waited = await isWaiting(ben, db)
  await changeCover(hers!, saved('Autumn'), doing)
  ada.commit()
  await ada.result
  expect([waited, await ben]).toEqual([true, expect.objectContaining({ reason: 'changed-meanwhile' })])
  expect((await findCover(db))?.cover.title).toBe('Autumn')
})
