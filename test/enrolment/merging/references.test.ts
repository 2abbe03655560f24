// Nothing that points at a person may be forgotten when two records are merged: the database is asked what there is.
import { sql } from 'kysely'
import { moving, references } from '../../../src/enrolment/merging/references.ts'
import { testDatabase } from '../../support/database.ts'

const database = testDatabase()

/** Columns that are foreign keys to a person, and those by which a row belongs to one through another table. */
async function pointingAtPeople(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_class.relname || '.' || attribute.attname as name
    from pg_constraint as one
    join pg_class as table_class on table_class.oid = one.conrelid
    join pg_attribute as attribute on attribute.attrelid = one.conrelid and attribute.attnum = any(one.conkey)
    where one.contype = 'f' and one.confrelid = 'person'::regclass
    union
    select table_name || '.' || column_name from information_schema.columns
    where table_schema = 'public' and column_name = 'person_id'
    order by 1`.execute(database().db)
  return rows.map(({ name }) => name)
}

test('for every reference to a person it is said what merging two records does to it, and for nothing else', async () => {
  expect(Object.keys(references).sort()).toEqual(await pointingAtPeople())
})

test('a new table about people that nobody thought of is noticed', async () => {
  const { db } = database()
  await sql`create table diary (id uuid primary key, owner uuid not null references person)`.execute(db)
  try {
    const forgotten = (await pointingAtPeople()).filter((name) => !(name in references))
    expect(forgotten).toEqual(['diary.owner'])
  } finally {
    await sql`drop table diary`.execute(db)
  }
})

test('what can be there once for a person is unique in the database by the columns named here', async () => {
  for (const { table, column, sameBy, same } of moving) {
    if (same === 'cannot-be') continue
    const { rows } = await sql<{ columns: string[] }>`
      select array_agg(attribute.attname::text order by attribute.attname) as columns
      from pg_index as one
      join pg_attribute as attribute on attribute.attrelid = one.indrelid and attribute.attnum = any(one.indkey)
      where one.indrelid = ${table}::regclass and one.indisunique
      group by one.indexrelid`.execute(database().db)
    expect(rows.map(({ columns }) => columns)).toContainEqual([column, ...sameBy].sort())
  }
})

test('a record that was merged takes nothing new in any table whose rows would be moved', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_trigger join pg_class on pg_class.oid = tgrelid
    where tgname = 'merged_record_takes_nothing_new' order by 1`.execute(database().db)
  const guarded = rows.map(({ name }) => name)
  const moved = moving.filter(({ column }) => column === 'person_id').map(({ table }) => table)
  expect(guarded).toEqual(expect.arrayContaining(moved))
  const settled = Object.entries(references).filter(([, { does }]) => does === 'is-settled')
  const followed = ['session_trainer']
  for (const [name] of settled) expect([...guarded, ...followed]).toContain(name.split('.')[0])
})
