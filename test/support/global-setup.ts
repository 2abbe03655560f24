import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { connect } from '../../src/database/connection.ts'
import { migrate } from '../../src/database/migrate.ts'
import { administer, databaseAt, schemaMark } from './cluster.ts'

/** One throwaway cluster for the whole test run (or the server DATABASE_URL names), with one migrated template. */
export default async function setUp(): Promise<void> {
  const server = process.env.DATABASE_URL ?? (await startThrowaway())
  const template = `rc_test_${randomBytes(4).toString('hex')}`
  await administer(server, `create database ${template}`)
  const connection = connect(databaseAt(server, template), { max: 1, onError: fail })
  await migrate(connection.db, connection.pool)
  await connection.close()
  process.env.TEST_SERVER = server
  process.env.TEST_TEMPLATE = template
  process.env.TEST_SCHEMA = await schemaMark(server, template)
  process.env.TEST_PROGRAMS = path.join(os.tmpdir(), `${template}_programs`)
}

async function startThrowaway(): Promise<string> {
  const { startEmbedded } = await import('../../src/database/embedded/start.ts')
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'recovery-college-test-'))
  const embedded = await startEmbedded({ dataDir, durable: false })
  process.env.TEST_DATA_DIR = dataDir
  Object.assign(globalThis, { stopTestCluster: () => embedded.stop() })
  return embedded.connectionString
}

function fail(error: Error): never {
  throw error
}
