// npm run bench: how fast the product answers, each figure beside a ceiling measured in the same run.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { connect } from '../src/database/connection.ts'
import { startEmbedded } from '../src/database/embedded/start.ts'
import { migrate } from '../src/database/migrate.ts'
import { benchBulkChange } from './bulk-change.ts'
import { benchBurst, benchEnrolments } from './enrolments.ts'
import { benchPages } from './pages.ts'
import { fillCollege } from './college.ts'
import { benchPlanning } from './planning.ts'
import { benchRegisters } from './registers.ts'
import { printTable } from './table.ts'

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'recovery-college-bench-'))
const embedded = await startEmbedded({ dataDir })
const connection = connect(embedded.connectionString, { max: 8, onError: console.error })
try {
  await migrate(connection.db, connection.pool)
  const college = await fillCollege(connection.db)
  const site = { databaseUrl: embedded.connectionString, ...connection, college }
  console.log(
    `\nNode ${process.version}, ${os.cpus().length} cores, ${college.runs} runs, ${college.students.length} students\n`,
  )
  printTable('Pages, 32 connections', await benchPages(site))
  printTable('Enrolments over HTTP, 16 at a time', await benchEnrolments(site))
  printTable('Planning at 800 runs and 40 sites, median and 95th percentile', await benchPlanning(site))
  printTable('Registers of a year, median and 95th percentile', await benchRegisters(site))
  printTable('A term of 2,000 people moves by a week', await benchBulkChange(connection))
  printTable('200 people, one run with 20 places, all at once', await benchBurst(site))
} finally {
  await connection.close()
  await embedded.stop()
  await rm(dataDir, { recursive: true, force: true })
}
