// A name that differs from another's only in capitals, in spaces or in how its letters are put together is that name.
import { randomUUID } from 'node:crypto'
import { describeSchema } from '../../src/database/describe-schema.ts'
import { migrate } from '../../src/database/migrate.ts'
import { inTransaction, isViolationOf } from '../../src/database/transaction.ts'
import { folded } from '../../src/scheduling/import/identity.ts'
import { today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { databaseBefore } from './support/older-database.ts'

const database = testDatabase()

test('a college that has such names keeps both through an upgrade; the later one, or the one not used, gets a number', async () => {
  const older = await databaseBefore('0039')
  try {
    const { db } = older
    const long = 'x'.repeat(79)
    const days = { starts_on: '2026-09-14', ends_on: '2026-12-18' }
    const dated = { created_at: today, updated_at: today }
    const [first, second, unused] = [randomUUID(), randomUUID(), randomUUID()]
    const titles = [`Cafe\u0301 talk`, 'CAFÉ talk', 'Yoga  walk', 'Yoga walk', 'yoga walk (2)']
    const courses = titles.map((title, index) => ({ title, slug: `course-${index}`, ...dated }))
    await db.insertInto('course').values(courses).execute()
    const categories = [`${long}a`, `${long}A`].map((name, index) => ({ name, slug: `category-${index}` }))
    await db.insertInto('category').values(categories).execute()
    await db
      .insertInto('term')
      .values([
        { id: first, name: 'Autumn 2026', slug: 'later-by-slug', ...days },
        { id: second, name: 'autumn 2026', slug: 'autumn-2026', ...days },
      ])
      .execute()
    const venues = [
      { id: unused, name: 'Town Hall', slug: 'town-hall', retired_at: today },
      { id: first, name: 'town hall', slug: 'town-hall-2' },
      { id: second, name: 'TOWN HALL', slug: 'town-hall-3' },
    ]
    await db.insertInto('venue').values(venues).execute()
    const rooms = [
      { venue_id: first, name: 'Loft' },
      { venue_id: first, name: 'loft' },
      { venue_id: first, name: 'LOFT' },
      { venue_id: second, name: 'Loft' },
    ]
    await db.insertInto('room').values(rooms).execute()
    const added = (kind: string, id: string) => ({
      at: today,
      action: `${kind}.added`,
      subject_kind: kind,
      subject_id: id,
      detail: '{}',
    })
    await db
      .insertInto('audit_event')
      .values([
        added('term', first),
        added('term', second),
        added('venue', unused),
        added('venue', first),
        added('venue', second),
      ])
      .execute()

    await migrate(db, older.pool)

    const nameOf = async (table: 'term' | 'venue', id: string) =>
      (await db.selectFrom(table).select('name').where('id', '=', id).executeTakeFirstOrThrow()).name
    expect([await nameOf('term', first), await nameOf('term', second)]).toEqual([
      'Autumn 2026',
      'autumn 2026 (2)',
    ])
    expect(await Promise.all([first, second, unused].map((id) => nameOf('venue', id)))).toEqual([
      'town hall',
      'TOWN HALL (2)',
      'Town Hall (3)',
    ])
    const ofFirst = await db.selectFrom('room').select('name').where('venue_id', '=', first).execute()
    expect(ofFirst.map(({ name }) => folded(name)).sort()).toEqual(['loft', 'loft (2)', 'loft (3)'])
    const ofSecond = await db.selectFrom('room').select('name').where('venue_id', '=', second).execute()
    expect(ofSecond).toEqual([{ name: 'Loft' }])
    const after = await db.selectFrom('course').select('title').execute()
    expect(after.map(({ title }) => folded(title)).sort()).toEqual([
      'café talk',
      'café talk (2)',
      'yoga walk',
      'yoga walk (2)',
      'yoga walk (3)',
    ])
    const named = await db.selectFrom('category').select('name').execute()
    expect(named.map(({ name }) => name.length).sort()).toEqual([80, 80])
    const told = await db
      .selectFrom('audit_event')
      .select(['subject_kind', 'detail'])
      .where('action', '=', 'name.told-apart')
      .execute()
    expect(told).toHaveLength(8)
    expect(told).toContainEqual({
      subject_kind: 'term',
      detail: { changes: [{ field: 'name', before: 'autumn 2026', after: 'autumn 2026 (2)' }] },
    })
    expect(await inTransaction(db, describeSchema)).toBe(await inTransaction(database().db, describeSchema))
  } finally {
    await older.drop()
  }
})

test.each(['TOWN HALL', ' Town \u00a0 Hall', 'Ｔown Hall', 'town hall'])(
  'the database takes %j for Town Hall, as the import does',
  async (name) => {
    const { db } = database()
    const add = (one: { name: string; slug: string }) => db.insertInto('venue').values(one).execute()
    await add({ name: 'Town Hall', slug: 'town-hall' })
    expect(folded(name)).toBe(folded('Town Hall'))
    const refused = await add({ name, slug: 'another' }).catch((error: unknown) => error)
    expect(isViolationOf('venue_name_key', refused)).toBe(true)
  },
)
