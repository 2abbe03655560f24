// One button is pressed by two in one moment, or twice by one: what it does is done once, and stands in the history once.
import {
  addCategory,
  moveCategoryUp,
  removeCategory,
} from '../../src/catalogue/categories/change-category.ts'
import { listCategories } from '../../src/catalogue/categories/queries.ts'
import { publishCourse, removeCourse } from '../../src/catalogue/courses/change-course.ts'
import { noteCoProduction } from '../../src/catalogue/courses/note-co-production.ts'
import { makeEdition } from '../../src/catalogue/prospectus/make-edition.ts'
import type { Db, Tx } from '../../src/database/schema.ts'
import { addClosure, removeClosure } from '../../src/scheduling/closures/change-closure.ts'
import { removeDraft } from '../../src/scheduling/import/drafts/change-draft.ts'
import { insertDraft } from '../../src/scheduling/import/drafts/queries.ts'
import { removeTerm } from '../../src/scheduling/terms/change-term.ts'
import { bringRoomBack } from '../../src/scheduling/venues/change-room.ts'
import { bringVenueBack } from '../../src/scheduling/venues/change-venue.ts'
import { addRoom, auditTrail } from '../scheduling/support/doings.ts'
import {
  addCategory as addACategory,
  addCourse,
  addPerson,
  addTerm,
  addVenue,
  today,
} from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { afterAnother } from './support/after-another.ts'

const database = testDatabase()
const doing = { actorId: null, now: today }

type Press = (tx: Tx) => Promise<unknown>

const closed = { name: 'Staff day', starts_on: '2026-10-05', ends_on: '2026-10-05' }
const note = {
  happened_on: '2026-08-01',
  what: 'designed' as const,
  lived_experience: 'Ana',
  other_expertise: 'Ben',
}
const words = { summary: 'We rest.', status: 'draft' as const }

/** Each makes what the button is about. */
const buttons: Record<string, (db: Db) => Promise<Press>> = {
  'to remove a term': async (db) => {
    const id = await addTerm(db)
    return (tx) => removeTerm(tx, id, doing)
  },
  'to add closed days': () => Promise.resolve((tx) => addClosure(tx, closed, doing)),
  'to remove closed days': async (db) => {
    const { id } = await db.insertInto('closure').values(closed).returning('id').executeTakeFirstOrThrow()
    return (tx) => removeClosure(tx, id, doing)
  },
  'to remove a category': async (db) => {
    const id = await addACategory(db, 'Rest')
    return (tx) => removeCategory(tx, id, doing)
  },
  'to remove a course': async (db) => {
    const { id } = await addCourse(db, words)
    return (tx) => removeCourse(tx, id, doing)
  },
  'to put a course into the prospectus': async (db) => {
    const { id } = await addCourse(db, words)
    return (tx) => publishCourse(tx, id, doing)
  },
  'to note who designed a course': async (db) => {
    const { id } = await addCourse(db)
    return (tx) => noteCoProduction(tx, id, note, doing)
  },
  'to bring a venue back': async (db) => {
    const id = await addVenue(db)
    await db.updateTable('venue').set({ retired_at: today }).execute()
    return (tx) => bringVenueBack(tx, id, doing)
  },
  'to bring a room back': async (db) => {
    const id = await addRoom(db, await addVenue(db))
    await db.updateTable('room').set({ retired_at: today }).execute()
    return (tx) => bringRoomBack(tx, id, doing)
  },
  'to keep what the prospectus says': () =>
    Promise.resolve((tx) =>
      makeEdition(tx, { term: '', venue: '' }, { ...doing, timeZone: 'Europe/London' }),
    ),
}

test.each(Object.entries(buttons))('the button %s', async (_, make) => {
  const { db } = database()
  const press = await make(db)
  expect(await afterAnother(db, press, press)).toMatchObject({ waited: true })
  expect(await auditTrail(db)).toHaveLength(1)
})

test('a prospectus that is let go twice is gone once', async () => {
  const { db } = database()
  const ada = await addPerson(db, { roles: ['administrator'] })
  const id = await db.transaction().execute((tx) => insertDraft(tx, ada, today))
  const letGo = (tx: Tx) => removeDraft(tx, id)
  expect(await afterAnother(db, letGo, letGo)).toEqual({ waited: true, first: true, second: false })
})

const order = async (db: Db) => (await listCategories(db)).map(({ name }) => name).join(' ')

async function categories(db: Db, ...names: string[]): Promise<Record<string, string>> {
  const rows = names.map((name, index) => ({ name, slug: name.toLowerCase(), position: index + 1 }))
  const added = await db.insertInto('category').values(rows).returning(['id', 'name']).execute()
  return Object.fromEntries(added.map(({ id, name }) => [name, id]))
}

test('two move categories up: both have moved', async () => {
  const { db } = database()
  const { B = '', D = '' } = await categories(db, 'A', 'B', 'C', 'D')
  const { waited } = await afterAnother(
    db,
    (tx) => moveCategoryUp(tx, D, doing),
    (tx) => moveCategoryUp(tx, B, doing),
  )
  expect([waited, await order(db)]).toEqual([true, 'B A D C'])
})

test('two add a category: each has a place of its own', async () => {
  const { db } = database()
  await categories(db, 'A')
  const { waited } = await afterAnother(
    db,
    (tx) => addCategory(tx, { name: 'Z' }, doing),
    (tx) => addCategory(tx, { name: 'M' }, doing),
  )
  expect([waited, await order(db)]).toEqual([true, 'A Z M'])
})
