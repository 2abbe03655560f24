// npm run schema: writes migrations/schema.sql from the migrations, run on a database of its own, and freezes new ones.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { connect } from '../database/connection.ts'
import { describeSchema } from '../database/describe-schema.ts'
import {
  type Frozen,
  freezeNew,
  frozenFaults,
  frozenFile,
  hashMigrations,
} from '../database/frozen-migrations.ts'
import { migrate, migrationsFolder } from '../database/migrate.ts'
import { inTransaction } from '../database/transaction.ts'
import { PlainError } from '../lib/plain-error.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  await freeze()
  const { DATABASE_URL: server } = process.env
  const text = await (server ? onServer(server, describe) : onEmbedded(describe))
  await writeFile(path.join(migrationsFolder, 'schema.sql'), text)
  console.log('migrations/schema.sql says what the migrations make.')
  return 0
})

async function freeze(): Promise<void> {
  const file = path.join(migrationsFolder, frozenFile)
  const frozen = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Frozen
  const after = freezeNew(frozen, await hashMigrations(migrationsFolder))
  const faults = frozenFaults(after, await hashMigrations(migrationsFolder))
  if (faults.length > 0) throw new PlainError(faults.join('\n'))
  await writeFile(file, `${JSON.stringify(after, null, 2)}\n`)
}

async function describe(url: string): Promise<string> {
  const { db, pool, close } = connect(url, { max: 1, onError: () => undefined })
  try {
    await migrate(db, pool)
    return await inTransaction(db, describeSchema)
  } finally {
    await close()
  }
}

async function onEmbedded(work: (url: string) => Promise<string>): Promise<string> {
  const { startEmbedded } = await import('../database/embedded/start.ts')
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'recovery-college-schema-'))
  const embedded = await startEmbedded({ dataDir, durable: false })
  try {
    return await work(embedded.connectionString)
  } finally {
    await embedded.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** On a new database beside the one that DATABASE_URL names, which is not touched. */
async function onServer(server: string, work: (url: string) => Promise<string>): Promise<string> {
  const name = `schema_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name}`)
  try {
    const url = new URL(server)
    url.pathname = `/${name}`
    return await work(url.toString())
  } finally {
    await administer(server, `drop database ${name} with (force)`)
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
