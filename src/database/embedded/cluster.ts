// The cluster, PostgreSQL's folder of data: making it, and seeing what is there.
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Binaries, program } from './binaries.ts'
import { CannotRunEmbedded } from './cannot-run.ts'
import { besideName, exists, syncFolder, writeSecret } from './files.ts'
import { clusterIn, type Place } from './place.ts'
import { runProgram } from './run-program.ts'
import { initdbArguments, letterLocales } from './settings.ts'

const whole = { recursive: true, force: true }

/**
 * The major version that made the cluster; undefined when there is none. A folder that initdb left half made (ours
 * appear whole, by renaming, but one may have been made by hand) is set aside.
 */
export async function findClusterMajor(home: string): Promise<number | undefined> {
  const cluster = clusterIn(home)
  if (!(await exists(cluster))) return undefined
  if (await isWhole(cluster)) return Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8'), 10)
  if (await holdsDatabases(cluster)) {
    throw new CannotRunEmbedded(
      `The database in ${cluster} is damaged: parts of it are missing. Restore ${home} from a backup.`,
    )
  }
  await rename(cluster, `${cluster}-half-made-${Date.now()}`)
  return undefined
}

async function isWhole(cluster: string): Promise<boolean> {
  return (await exists(join(cluster, 'PG_VERSION'))) && (await exists(join(cluster, 'global', 'pg_control')))
}

/** Numbers from 16384 are given to databases made after initdb (FirstNormalObjectId in PostgreSQL's transam.h). */
async function holdsDatabases(cluster: string): Promise<boolean> {
  const databases = await readdir(join(cluster, 'base')).catch(() => [])
  return databases.some((name) => Number(name) >= 16384)
}

/** Makes the cluster beside its place and then renames it, so that it is never there half made. */
export async function makeCluster(
  place: Place,
  binaries: Binaries,
  options: { password: string; durable: boolean },
): Promise<void> {
  const cluster = clusterIn(place.home)
  await removeUnfinished(cluster)
  const unfinished = besideName(cluster)
  const passwordFile = `${unfinished}.password`
  try {
    await writeSecret(passwordFile, options.password, place.runAs)
    await initdb(place, binaries, { folder: unfinished, passwordFile, durable: options.durable })
    await rename(unfinished, cluster)
    await syncFolder(place.home)
  } finally {
    await removeUnfinished(cluster)
  }
}

async function initdb(
  place: Place,
  binaries: Binaries,
  options: { folder: string; passwordFile: string; durable: boolean },
): Promise<void> {
  let said = ''
  for (const letters of letterLocales(process.platform)) {
    await mkdir(options.folder, { mode: 0o700 })
    if (place.runAs !== undefined) await chown(options.folder, place.runAs.uid, place.runAs.gid)
    const made = await runProgram(
      program(binaries, 'initdb'),
      initdbArguments({ ...options, letters }),
      place,
    )
    if (made.code === 0) return
    said = made.output
    await rm(options.folder, whole)
  }
  throw new CannotRunEmbedded(
    `PostgreSQL could not make its database in ${place.home}: ${said}${accountHint(said)}`,
  )
}

function accountHint(said: string): string {
  if (!said.includes('could not look up effective user ID')) return ''
  return '. The account that runs this program needs a line in /etc/passwd.'
}

/**
 * Called under the lock, so what lies there was left by a process that was ended half way. Its initdb may still be
 * writing for a moment, hence the retries.
 */
async function removeUnfinished(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.making-`
  const left = (await readdir(dirname(cluster))).filter((name) => name.startsWith(prefix))
  await Promise.all(left.map((name) => rm(join(dirname(cluster), name), { ...whole, maxRetries: 5 })))
}
