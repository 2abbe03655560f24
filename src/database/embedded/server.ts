// The server of a cluster: finding the one that runs, starting one, stopping it. Called under the folder's lock.
import { createServer } from 'node:net'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { CannotRunEmbedded } from './cannot-run.ts'
import { whoseServer } from './connection.ts'
import { endOrphans, orphansWords } from './orphans.ts'
import { passwordFileIn } from './password.ts'
import { clusterIn, type Place } from './place.ts'
import { isServerOf, postmasterFileIn, readPostmasterNote } from './postmaster-file.ts'
import { logFileIn, logLength, readLogFrom } from './server-log.ts'
import { serverSettings } from './settings.ts'
import * as programs from './start-programs.ts'

const longestWaitMilliseconds = 300_000
const longestRetryMilliseconds = 20_000
// Processes of a killed server that will end by themselves do so within this.
const orphansMayTakeMilliseconds = 2_000

/** The port of the server that runs on the cluster; undefined when none does. Clears what a dead one left behind. */
export async function findRunningServer(home: string, password: string): Promise<number | undefined> {
  const cluster = clusterIn(home)
  const deadline = Date.now() + longestWaitMilliseconds
  while (Date.now() < deadline) {
    const note = await readPostmasterNote(cluster)
    if (note === undefined) return undefined
    const whose = await isServerOf(note.pid, cluster)
    if (whose === 'no') return clearStaleNote(cluster)
    const answer = note.ready ? await whoseServer(note.port, password, cluster) : 'silent'
    if (answer === 'ours') return note.port
    // If it is not ours after all, PostgreSQL's own guard decides whether another may start here.
    if (whose === 'perhaps') return undefined
    if (answer === 'wrong-password') throw new CannotRunEmbedded(wrongPasswordWords(home))
    await sleep(20)
  }
  throw new CannotRunEmbedded(slowWords(home))
}

/**
 * The number in the note now belongs to nobody, or to some other program, which would keep PostgreSQL from starting.
 * Should processes of the dead server linger, PostgreSQL still finds their shared memory and waits.
 */
async function clearStaleNote(cluster: string): Promise<undefined> {
  await rm(postmasterFileIn(cluster), { force: true })
}

function wrongPasswordWords(home: string): string {
  return (
    `A PostgreSQL server runs on ${clusterIn(home)}, but it does not take the password in ` +
    `${passwordFileIn(home)}. Restore that file, or stop the server.`
  )
}

function slowWords(home: string): string {
  return (
    `The database in ${home} is still starting or stopping after minutes; after a crash it may have much to repair. ` +
    `Its log is ${logFileIn(home)}. Try again in a while.`
  )
}

/** Starts a server and returns its port. Another port when the free one was taken meanwhile. */
export async function launchServer(
  server: programs.ServerProgram,
  options: { durable: boolean; choosePort?: () => Promise<number>; start?: typeof programs.startDirectly },
): Promise<number> {
  const start = options.start ?? (onWindows() ? programs.startWithPgCtl : programs.startDirectly)
  const { home } = server.place
  const begun = Date.now()
  for (;;) {
    const port = await (options.choosePort ?? chooseFreePort)()
    const offset = await logLength(home)
    const outcome = await start(server, serverSettings(port, options.durable))
    if (outcome === 'ready') return port
    if (outcome === 'slow') throw new CannotRunEmbedded(slowWords(home))
    const said = await readLogFrom(home, offset)
    const waited = Date.now() - begun
    if (!mayPass(said) || waited > longestRetryMilliseconds)
      throw new CannotRunEmbedded(endedWords(home, said))
    if (isHeldByOrphans(said) && waited > orphansMayTakeMilliseconds) await endOrphans(clusterIn(home))
    await sleep(100)
  }
}

/** Whether the reason may be gone in a moment: the port was taken, or processes of a killed server still end. */
export function mayPass(said: string): boolean {
  return said.includes('could not create any TCP/IP sockets') || isHeldByOrphans(said)
}

function isHeldByOrphans(said: string): boolean {
  return /shared memory block .* still in use/.test(said)
}

/** What to tell when the server gave up with these last words. */
export function endedWords(home: string, said: string, platform = process.platform): string {
  const hint = isHeldByOrphans(said) ? `\n${orphansWords(platform)}` : ''
  return `PostgreSQL would not start on ${clusterIn(home)}. It said:\n${said}\nIts log is ${logFileIn(home)}.${hint}`
}

/** Stops the server that runs on the cluster, if any, and waits until it has. */
export async function haltServer(place: Place): Promise<void> {
  const cluster = clusterIn(place.home)
  const note = await readPostmasterNote(cluster)
  if (note === undefined || (await isServerOf(note.pid, cluster)) === 'no') return
  if (!onWindows()) return programs.stopDirectly(note.pid)
  const binaries = await findBinaries({ ...place, major: undefined })
  return programs.stopWithPgCtl({ place, binaries })
}

function onWindows(): boolean {
  return process.platform === 'win32'
}

/** The system gives a free port to whoever asks for port 0. */
async function chooseFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}
