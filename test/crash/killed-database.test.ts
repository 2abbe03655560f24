// Everything is killed in a burst of enrolments: the product, and the PostgreSQL that it keeps for itself.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { audit } from '../../src/audit/audit.ts'
import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { connect } from '../../src/database/connection.ts'
import { startEmbedded } from '../../src/database/embedded/start.ts'
import type { Db } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import { addRun } from '../support/college.ts'
import { closeAll } from './support/close-all.ts'
import { openPostOffice, type PostOffice } from './support/post-office.ts'
import { killProducts, startProduct } from './support/product.ts'
import { expectConfirmations, untilEverythingIsSent } from './support/state.ts'
import { burst, listEnrolled, signInStudents } from './support/students.ts'

const rounds = 3
const config = configFrom(readEnvironment({ NODE_ENV: 'test' }))

let dataDir: string
let post: PostOffice
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'college-to-be-killed-'))
  post = await openPostOffice()
})
// Whoever enters the database and leaves it again stops it.
afterEach(() =>
  closeAll(
    killProducts,
    () => post.close(),
    () => inDatabase(() => Promise.resolve()),
    () => rm(dataDir, { recursive: true, force: true }),
  ),
)

test('product and database killed together: whoever was answered is enrolled, and hears of it', async () => {
  const environment = { DATA_DIR: dataDir, SMTP_URL: post.url }
  let product = await startProduct(environment)
  const crowd = await inDatabase((db) => signInStudents(db, product.address, 30))
  for (let round = 0; round < rounds; round++) {
    const { runId, server } = await inDatabase(async (db) => ({
      ...(await addRun(db, { capacity: round % 2 === 0 ? 30 : 10, now: new Date() })),
      server: await listServerProcesses(db),
    }))

    const { answered } = await burst(crowd, paths.enrolments({ id: runId }), {
      kill: () => killTogether(product.kill, server),
    })
    product = await startProduct(environment)
    for (const { visit } of crowd) visit.address = product.address
    await inDatabase(async (db) => {
      expect(await listEnrolled(db, runId)).toEqual(expect.arrayContaining(answered))
      expect(await audit(db, { clock: () => new Date(), config })).toEqual([])
    })
  }
  await inDatabase(async (db) => {
    await untilEverythingIsSent(db)
    await expectConfirmations(db, post)
    expect(await audit(db, { clock: () => new Date(), config })).toEqual([])
  })
})

/** Looks into the product's own database, and leaves it again: once killed, it comes back at another address. */
async function inDatabase<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
  const embedded = await startEmbedded({ dataDir: path.join(dataDir, 'postgresql') })
  const { db, close } = connect(embedded.connectionString, { max: 4, onError: () => undefined })
  try {
    return await work(db)
  } finally {
    await close()
    await embedded.stop()
  }
}

/** The postmaster, and every process of its own that is there now. */
async function listServerProcesses(db: Db): Promise<number[]> {
  const folder = await sql<{ data_directory: string }>`show data_directory`.execute(db)
  const note = await readFile(path.join(folder.rows[0]!.data_directory, 'postmaster.pid'), 'utf8')
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(db)
  return [Number.parseInt(note, 10), ...rows.map(({ pid }) => pid)]
}

async function killTogether(killProduct: () => Promise<void>, server: number[]): Promise<void> {
  for (const pid of server) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone already: a connection that was closed since.
    }
  }
  await killProduct()
}
