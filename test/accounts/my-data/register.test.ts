import { sql } from 'kysely'
import { aboutNobody, aboutPeople, tablesAboutPeople } from '../../../src/accounts/my-data/register.ts'
import { testDatabase } from '../../support/database.ts'

const database = testDatabase()

interface Reference {
  table: string
  column: string
  to: string
}

/** Every foreign key of one column, as the database has it. */
async function references(): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select conrelid::regclass::text as table, attname as column, confrelid::regclass::text as to
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where contype = 'f' and connamespace = 'public'::regnamespace`.execute(database().db)
  return rows
}

async function columns(): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select table_name as name, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'
    group by table_name`.execute(database().db)
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

const known = new Map<string, (typeof tablesAboutPeople)[number][1]>(tablesAboutPeople)

test('every table of the database is said to be about people or about nobody, and none about both', async () => {
  const tables = [...(await columns()).keys()].sort()
  expect([...Object.keys(aboutPeople), ...Object.keys(aboutNobody)].sort()).toEqual(tables)
})

/** What somebody of the office works on is the college's: what belongs to it says nothing about them. */
const work = 'import_draft'

test('every table that leads to a person, however far, is said to be about people', async () => {
  const keys = await references()
  const reached = new Set(['person'])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const { table, to } of keys) if (to !== work && reached.has(to)) reached.add(table)
  }
  const missing = [...reached].filter((table) => !known.has(table))
  expect(reached.size).toBeGreaterThan(20)
  expect(missing).toEqual([])
})

test('every column that names a person says whose the row is, or that it is somebody', async () => {
  const faults = (await references()).filter(({ table, column, to }) => {
    if (to !== 'person') return false
    const kept = known.get(table)
    const rule = kept?.columns[column]
    const owns = kept?.whose.some((one) => one.column === column && one.through === undefined) === true
    const saysSomebody = rule?.shown === true ? rule.as === 'somebody' : rule?.why === 'somebody-else'
    return !owns && !saysSomebody
  })
  expect(faults).toEqual([])
})

test('every column of those tables is handed out or left out with a reason, and no column is made up', async () => {
  const real = await columns()
  for (const [table, { columns: said }] of tablesAboutPeople)
    expect([table, Object.keys(said).sort()]).toEqual([table, real.get(table)])
})

test('no secret is handed out: nothing that is hashed, encrypted or opens a session', () => {
  const secretive = /secret|hash|token|^sess$|^sid$|^view$|key$/
  const handedOut = tablesAboutPeople.flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([column, rule]) => (rule.shown ? [`${table}.${column}`] : [])),
  )
  // What the office is to say by phone; it holds no link.
  expect(handedOut.filter((name) => secretive.test(name.replace(/^.*\./, '')))).toEqual(['call.view'])
})
