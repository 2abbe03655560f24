import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Kysely, Migrator, sql } from 'kysely'
import { type Connection, connect } from '../../../src/database/connection.ts'
import { migrationsFolder } from '../../../src/database/migrate.ts'
import { administer, databaseAt } from '../../support/cluster.ts'

/** A database as it was before the migration of this number, for what an upgrade makes of a college. Taken away by `drop`. */
export async function databaseBefore(number: string): Promise<Connection & { drop: () => Promise<void> }> {
  const server = process.env.TEST_SERVER ?? ''
  const name = `${process.env.TEST_TEMPLATE ?? ''}_${randomBytes(4).toString('hex')}`
  await administer(server, `create database ${name}`)
  const connection = connect(databaseAt(server, name), { max: 2, onError: () => undefined })
  const files = readdirSync(migrationsFolder).filter((file) => /^\d{4}-.+\.sql$/.test(file) && file < number)
  const migrations = Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(path.join(migrationsFolder, file), 'utf8')
      const up = async (db: Kysely<unknown>) => {
        await sql.raw(text).execute(db)
      }
      return [file.replace('.sql', ''), { up }]
    }),
  )
  const provider = { getMigrations: () => Promise.resolve(migrations) }
  const { error } = await new Migrator({ db: connection.db, provider }).migrateToLatest()
  if (error !== undefined) throw new Error('A migration failed', { cause: error })
  const drop = async () => {
    await connection.close()
    await administer(server, `drop database ${name} with (force)`)
  }
  return { ...connection, drop }
}
