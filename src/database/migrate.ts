import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { runMigrations as migrateJobs } from 'graphile-worker'
import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import type pg from 'pg'
import { PlainError } from '../lib/plain-error.ts'
import type { Db } from './schema.ts'

export const migrationsFolder = path.join(import.meta.dirname, '../../migrations')

/** Brings the database up to date, the job engine's tables too. Safe to run from several processes at once. */
export async function migrate(db: Db, pool: pg.Pool): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (isForbidden(error)) throw new PlainError(notTheOwner, { cause: error })
  if (error !== undefined) throw new Error('A migration failed; nothing of it was kept', { cause: error })
  await migrateJobs({ pgPool: pool })
  return results.map((result) => result.migrationName)
}

const notTheOwner =
  'The database is older than this version, and its role in DATABASE_URL may not change tables. ' +
  'Run `npm run migrate -- --grant-to ROLE` as their owner first.'

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  const migrations = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(path.join(migrationsFolder, name), 'utf8')
      return [name.replace('.sql', ''), { up: (db: Kysely<unknown>) => runAll(db, text) }]
    }),
  )
  return Object.fromEntries(migrations)
}

async function runAll(db: Kysely<unknown>, text: string): Promise<void> {
  await sql.raw(text).execute(db)
}
