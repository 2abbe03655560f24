// Starts a real PostgreSQL server for people who have none.
//
// Who stops it: the server runs detached, and every process that uses it leaves a sign of life. The one that stops
// and finds no other sign stops the server. So the web process and a worker may start and stop in any order. A
// process that is killed leaves a server behind, and a sign that no longer counts: the next start adopts the server.
import { rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { findBinaries } from './binaries.ts'
import { asCannotRun } from './cannot-run.ts'
import { findClusterMajor, makeCluster } from './cluster.ts'
import { connectionStringFor, ensureDatabase } from './connection.ts'
import { withLock } from './lock.ts'
import { makePassword, readPassword } from './password.ts'
import { choosePlace, type Place } from './place.ts'
import { exists } from './files.ts'
import { findRunningServer, haltServer, launchServer } from './server.ts'
import { keepLogShort } from './server-log.ts'
import { countUsers, refuseUsersElsewhere, signIn } from './users.ts'

export interface EmbeddedDatabase {
  /** postgres://…, to the database inside. */
  connectionString: string
  /** Leaves the server; stops it when nobody else uses it. May be called twice. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The folder that keeps the data; made when missing. */
  dataDir: string
  /** Hears in one line what happens. */
  log?: (line: string) => void
  /** False only for data that nobody would miss (tests): a crash of the machine may lose them. Default true. */
  durable?: boolean
}

interface Start {
  place: Place
  durable: boolean
  log: (line: string) => void
}

/** Starts (or adopts) the PostgreSQL server whose data lives in dataDir. Throws CannotRunEmbedded with words that say what to do. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir)
  try {
    const place = await choosePlace(dataDir)
    const start = { place, durable: options.durable ?? true, log: options.log ?? (() => undefined) }
    return await withLock(lockFileIn(place.home), () => joinServer(start))
  } catch (error) {
    throw asCannotRun(error, dataDir)
  }
}

function lockFileIn(home: string): string {
  return join(home, 'lock')
}

async function joinServer(start: Start): Promise<EmbeddedDatabase> {
  const { home } = start.place
  await refuseUsersElsewhere(home, start.log)
  const password = await ensureCluster(start)
  const running = await findRunningServer(home, password)
  const port = running ?? (await launch(start))
  try {
    await ensureDatabase(port, password)
    const sign = await signIn(start.place)
    const verb = running === undefined ? 'started' : 'found running'
    start.log(`PostgreSQL ${verb} on 127.0.0.1:${port}, its data in ${home}`)
    const endWatch = keepLogShort(home)
    const leave = async () => {
      endWatch()
      await leaveServer(start, () => sign.end())
    }
    let left: Promise<void> | undefined
    return { connectionString: connectionStringFor(port, password), stop: () => (left ??= leave()) }
  } catch (error) {
    await haltUnused(start)
    throw error
  }
}

/** Makes the cluster unless it is there. Returns its password. */
async function ensureCluster({ place, durable, log }: Start): Promise<string> {
  if ((await findClusterMajor(place.home)) !== undefined) return readPassword(place.home)
  const binaries = await findBinaries({ ...place, major: undefined })
  const password = await makePassword(place)
  log(`Making a new PostgreSQL ${binaries.major} database in ${place.home}`)
  await makeCluster(place, binaries, { password, durable })
  return password
}

async function launch({ place, durable }: Start): Promise<number> {
  const binaries = await findBinaries({ ...place, major: await findClusterMajor(place.home) })
  return launchServer({ place, binaries }, { durable })
}

async function leaveServer(start: Start, endSign: () => Promise<void>): Promise<void> {
  const { home } = start.place
  // Whoever deleted the folder took the server's note away too; the server sees that within a minute, and ends.
  if (!(await exists(home))) return endSign()
  await withLock(lockFileIn(home), async () => {
    await endSign()
    await haltUnused(start)
  })
}

async function haltUnused({ place, durable, log }: Start): Promise<void> {
  const users = await countUsers(place.home)
  if (users.here + users.elsewhere > 0) return
  await haltServer(place)
  log(`PostgreSQL stopped, its data in ${place.home}`)
  if (!durable && place.neutral) await removeNeutral(place.home)
}

/** Nobody would ever look for throwaway data outside the folder that was asked for. */
async function removeNeutral(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true })
  // Fails, as it should, while another folder is in it.
  await rmdir(dirname(home)).catch(() => undefined)
}
