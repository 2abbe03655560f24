import { rm } from 'node:fs/promises'
import { administer, databaseNames } from './cluster.ts'

export default async function tearDown(): Promise<void> {
  const {
    TEST_SERVER: server,
    TEST_TEMPLATE: template,
    TEST_DATA_DIR: dataDir,
    TEST_PROGRAMS: programs,
  } = process.env
  if (server === undefined || template === undefined) return
  for (const name of await databaseNames(server, template)) {
    await administer(server, `drop database if exists ${name} with (force)`)
  }
  const { stopTestCluster } = globalThis as { stopTestCluster?: () => Promise<void> }
  await stopTestCluster?.()
  if (programs !== undefined) await rm(programs, { recursive: true, force: true })
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
}
