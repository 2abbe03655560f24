import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { type Connection, connect } from '../../src/database/connection.ts'
import { describeSchema } from '../../src/database/describe-schema.ts'
import {
  type Frozen,
  freezeNew,
  frozenFaults,
  frozenFile,
  hashMigrations,
} from '../../src/database/frozen-migrations.ts'
import { migrate, migrationsFolder } from '../../src/database/migrate.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { administer, databaseAt } from '../support/cluster.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase()

const kept = JSON.parse(readFileSync(path.join(migrationsFolder, frozenFile), 'utf8')) as Frozen

test('no migration has changed since its first day, none is gone, and each new one is frozen', async () => {
  expect(frozenFaults(kept, await hashMigrations(migrationsFolder))).toEqual([])
})

test('migrations are numbered without a gap, and each says in words what it does', () => {
  const names = Object.keys(kept)
  names.forEach((name, index) => {
    expect(name).toMatch(/^\d{4}(-[a-z0-9]+)+\.sql$/)
    expect(Number(name.slice(0, 4))).toBe(index + 1)
  })
})

test('whoever changes, adds or takes away a migration is told what to do', () => {
  const frozen = { '0001-people.sql': 'a', '0002-courses.sql': 'b' }
  expect(frozenFaults(frozen, frozen)).toEqual([])
  const [changed, gone, added, ...others] = frozenFaults(frozen, {
    '0001-people.sql': 'x',
    '0003-more.sql': 'c',
  })
  expect(changed).toContain('0001-people.sql has changed')
  expect(changed).toContain('write what you want as a new migration')
  expect(gone).toContain('0002-courses.sql is gone')
  expect(added).toBe('0003-more.sql is new: run `npm run schema`, which freezes it.')
  expect(others).toEqual([])
})

test('freezing adds what is new and leaves the rest, changed or not, as it was', () => {
  const frozen = { '0002-courses.sql': 'b', '0001-people.sql': 'a' }
  const now = { '0001-people.sql': 'x', '0002-courses.sql': 'b', '0003-more.sql': 'c' }
  expect(Object.entries(freezeNew(frozen, now))).toEqual([
    ['0001-people.sql', 'a'],
    ['0002-courses.sql', 'b'],
    ['0003-more.sql', 'c'],
  ])
})

test('a migration is the same whatever ends its lines, and one more letter is not', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'migrations-'))
  const hash = async (text: string) => {
    await writeFile(path.join(folder, '0001-people.sql'), text)
    await writeFile(path.join(folder, 'schema.sql'), 'not a migration')
    return hashMigrations(folder)
  }
  const unix = await hash('create table a ();\nselect 1;\n')
  expect(await hash('create table a ();\r\nselect 1;\r\n')).toEqual(unix)
  expect(await hash('create table a ();\nselect 2;\n')).not.toEqual(unix)
  expect(Object.keys(unix)).toEqual(['0001-people.sql'])
  await rm(folder, { recursive: true })
})

test('a database that is up to date is left as it is', async () => {
  const { db, pool } = database()
  expect(await migrate(db, pool)).toEqual([])
})

test('several processes may bring an empty database up to date at once', async () => {
  const server = process.env.TEST_SERVER ?? ''
  const name = `${process.env.TEST_TEMPLATE ?? ''}_${randomBytes(4).toString('hex')}`
  await administer(server, `create database ${name}`)
  const connections: Connection[] = Array.from({ length: 3 }, () =>
    connect(databaseAt(server, name), { max: 2, onError: () => undefined }),
  )
  const done = await Promise.all(connections.map(({ db, pool }) => migrate(db, pool)))
  expect(done.flat().sort()).toEqual(Object.keys(kept).map((file) => file.replace('.sql', '')))
  const [{ db } = database()] = connections
  expect(await inTransaction(db, describeSchema)).toBe(await inTransaction(database().db, describeSchema))
  const { rows } = await sql`select from graphile_worker._private_jobs`.execute(db)
  expect(rows).toEqual([])
  await Promise.all(connections.map(({ close }) => close()))
  await administer(server, `drop database ${name} with (force)`)
})
