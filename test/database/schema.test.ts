import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { describeSchema } from '../../src/database/describe-schema.ts'
import { migrationsFolder } from '../../src/database/migrate.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { testDatabase } from '../support/database.ts'
import { readTableTypes, type TypedColumn } from './support/table-types.ts'

const database = testDatabase()

const asItIs = () => inTransaction(database().db, describeSchema)

test('migrations/schema.sql says what the migrations make: if not, run `npm run schema`', async () => {
  const kept = readFileSync(path.join(migrationsFolder, 'schema.sql'), 'utf8')
  expect(kept).toBe(await asItIs())
})

test('a change of the schema shows in its description: column, default, check, index, comment, function, trigger', async () => {
  const { db } = database()
  const before = await asItIs()
  const changes: [string, string][] = [
    ['alter table venue add column postcode text', 'postcode text'],
    ["alter table venue alter column access set default 'ask us'", "default 'ask us'"],
    ['alter table venue alter column access drop not null', '  access text default'],
    ["alter table venue add check (name <> 'X')", "check (name <> 'X')"],
    ['create index venue_online on venue (online)', 'create index venue_online on venue (online)'],
    [
      "comment on column venue.access is 'In the words of those who tried'",
      '  -- In the words of those who tried',
    ],
    [
      "create function nothing() returns trigger language plpgsql as 'begin return null; end'",
      'create or replace function nothing()',
    ],
    [
      'create trigger t before update on venue for each row execute function refuse_change_of_history()',
      'create trigger t before update on venue',
    ],
  ]
  for (const [change, shown] of changes) {
    const after = await described(change)
    expect(after).toContain(shown)
    expect(before).not.toContain(shown)
  }
  expect(await asItIs()).toBe(before)

  /** What the description is after this change, which is then taken back. */
  async function described(change: string): Promise<string> {
    let text = ''
    const trying = db.transaction().execute(async (tx) => {
      await sql.raw(change).execute(tx)
      text = await describeSchema(tx)
      throw new Error('taken back')
    })
    await expect(trying).rejects.toThrow('taken back')
    return text
  }
})

interface CatalogColumn {
  table: string
  column: string
  type: string
  nullable: boolean
  optional: boolean
  automatic: boolean
  words: string[]
}

/** How each type of PostgreSQL arrives here; jsonb is what the code made of it. */
const arrivesAs: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  citext: 'string',
  tsvector: 'string',
  date: 'string',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Buffer',
  // The only list there is.
  _text: 'SensitiveKind[]',
}

async function catalog(): Promise<CatalogColumn[]> {
  const { rows } = await sql<CatalogColumn & { check: string | null }>`
    select relname as table, attname as column, typname as type, not attnotnull as nullable,
      (atthasdef or attidentity <> '' or not attnotnull) as optional,
      (attidentity <> '' or attgenerated <> '') as automatic,
      (select pg_get_constraintdef(oid) from pg_constraint
        where conrelid = attrelid and conkey = array[attnum] and contype = 'c'
          and pg_get_constraintdef(oid) ~ '= ANY|= ''') as check
    from pg_attribute
    join pg_class on pg_class.oid = attrelid join pg_type on pg_type.oid = atttypid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely\\_%'
      and attnum > 0 and not attisdropped
    order by relname, attnum`.execute(database().db)
  return rows.map(({ check, ...column }) => ({
    ...column,
    words: [...(check?.matchAll(/'([^']*)'/g) ?? [])].map(([, word = '']) => word).sort(),
  }))
}

describe('the types of the tables', () => {
  let typed: Record<string, Record<string, TypedColumn>> = {}
  beforeAll(() => {
    typed = readTableTypes()
  })

  test('name exactly the tables and columns that there are', async () => {
    const names = (await catalog()).map(({ table, column }) => `${table}.${column}`)
    const typedNames = Object.entries(typed).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    )
    expect(typedNames.sort()).toEqual(names.sort())
  })

  test('say truly what may be null, what may be left out, what cannot be given, and what arrives', async () => {
    for (const { table, column, type, nullable, optional, automatic } of await catalog()) {
      const given = typed[table]?.[column]
      const name = `${table}.${column}`
      expect([name, given?.nullable]).toEqual([name, nullable])
      expect([name, given?.automatic]).toEqual([name, automatic])
      // The code may ask for more than the database does, never for less.
      if (!optional) expect([name, given?.optional]).toEqual([name, false])
      if (type.startsWith('_')) expect([name, given?.read]).toEqual([name, [expect.stringMatching(/\[\]$/)]])
      else if (!type.startsWith('json')) expect([name, given?.read]).toEqual([name, [arrivesAs[type]]])
    }
  })

  test('allow exactly the words that the database allows', async () => {
    const listed = (await catalog()).filter(({ words }) => words.length > 0)
    expect(listed.length).toBeGreaterThan(12)
    for (const { table, column, words } of listed) {
      const given = typed[table]?.[column]?.words ?? []
      expect([`${table}.${column}`, given]).toEqual([`${table}.${column}`, words])
    }
  })
})
