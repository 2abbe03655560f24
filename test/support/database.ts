import { sql } from 'kysely'
import { type Connection, connect } from '../../src/database/connection.ts'
import type { Db } from '../../src/database/schema.ts'
import { administer, databaseAt, schemaMark } from './cluster.ts'

export interface TestDatabase extends Connection {
  url: string
}

/**
 * This jest worker's own database, made from the migrated template, and emptied before every test of the file that calls
 * it. Nothing is wrapped in a transaction: enrolments must commit, and race on connections of their own.
 */
export function testDatabase(options: { max?: number } = {}): () => TestDatabase {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    const url = await ownDatabase()
    database = { url, ...connect(url, { max: options.max ?? 6, onError: ignoreTermination }) }
  })
  beforeEach(async () => {
    if (database !== undefined) await empty(database.db)
  })
  afterAll(async () => database?.close())
  return () => {
    if (database === undefined) throw new Error('The test database is there only inside a test')
    return database
  }
}

/** Made once for each worker: a file of tests finds it as the one before left it, unless that one altered the schema. */
async function ownDatabase(): Promise<string> {
  const {
    TEST_SERVER: server,
    TEST_TEMPLATE: template,
    TEST_SCHEMA: schema,
    JEST_WORKER_ID: worker,
  } = process.env
  if (server === undefined || template === undefined) throw new Error('global-setup.ts has not run')
  const name = `${template}_${worker ?? '1'}`
  const url = databaseAt(server, name)
  if ((await schemaMark(server, name)) !== schema) {
    await administer(server, `drop database if exists ${name} with (force)`)
    await administer(server, `create database ${name} template ${template}`)
  }
  return url
}

/** DELETE is several times quicker than TRUNCATE on near-empty tables; the replica role switches off history triggers. */
export async function empty(db: Db): Promise<void> {
  await db.connection().execute(async (one) => {
    const tables = await sql<{ name: string }>`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where (schemaname = 'public' and tablename not like 'kysely%')
         or (schemaname = 'graphile_worker' and tablename in ('_private_jobs', '_private_known_crontabs'))`.execute(
      one,
    )
    const deletions = tables.rows.map((table) => `delete from ${table.name};`).join('')
    await sql
      .raw(`set session_replication_role = replica; ${deletions} reset session_replication_role`)
      .execute(one)
  })
}

/** Dropping a database ends its idle connections; anything else is a fault. */
function ignoreTermination(error: Error & { code?: string }): void {
  if (error.code !== '57P01') throw error
}
