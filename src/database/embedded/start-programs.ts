// Two ways to start a server and to stop it. Windows needs pg_ctl for both: it gives up an administrator's rights,
// and there are no signals. Elsewhere the server is started directly: it is ready sooner, no shell reads the paths
// (which may hold a `$`), and in a container without an init process it does not become a zombie.
import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, program } from './binaries.ts'
import { errorCode } from './cannot-run.ts'
import { clusterIn, type Place } from './place.ts'
import { readPostmasterNote } from './postmaster-file.ts'
import { runProgram, spawnOptions } from './run-program.ts'
import { logFileIn, openLog } from './server-log.ts'
import { pidRuns } from '../../lib/processes.ts'

export interface ServerProgram {
  place: Place
  binaries: Binaries
}

/** `ended`: it gave up, and its log says why. */
export type StartOutcome = 'ready' | 'ended' | 'slow'

const longestStartMilliseconds = 300_000

/** Starts the server with those settings and waits until it is ready. */
export async function startDirectly(server: ServerProgram, settings: string[]): Promise<StartOutcome> {
  const cluster = clusterIn(server.place.home)
  const log = await openLog(server.place)
  const child = spawn(
    program(server.binaries, 'postgres'),
    ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    // Detached: a Ctrl-C at the keyboard reaches this process, which then stops the server in order.
    { ...spawnOptions(server.place.runAs), detached: true, stdio: ['ignore', log.fd, log.fd] },
  )
  child.unref()
  try {
    return await Promise.race([untilEnded(child), untilReady(cluster, child)])
  } finally {
    await log.close()
  }
}

async function untilEnded(child: ChildProcess): Promise<StartOutcome> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => resolve('ended'))
  })
}

async function untilReady(cluster: string, child: ChildProcess): Promise<StartOutcome> {
  const deadline = Date.now() + longestStartMilliseconds
  while (Date.now() < deadline && lives(child)) {
    const note = await readPostmasterNote(cluster)
    if (note?.ready === true && note.pid === child.pid) return 'ready'
    await sleep(5)
  }
  return Date.now() < deadline ? 'ended' : 'slow'
}

function lives(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** The same by pg_ctl. */
export async function startWithPgCtl(server: ServerProgram, settings: string[]): Promise<StartOutcome> {
  await (await openLog(server.place)).close()
  const options = settings.map((setting) => `-c ${setting}`).join(' ')
  const args = [
    'start',
    '-w',
    '-t',
    String(longestStartMilliseconds / 1000),
    '-l',
    logFileIn(server.place.home),
  ]
  const ended = await runProgram(
    program(server.binaries, 'pg_ctl'),
    [...args, '-D', clusterIn(server.place.home), '-o', options],
    { runAs: server.place.runAs, quiet: true },
  )
  if (ended.code === 0) return 'ready'
  const note = await readPostmasterNote(clusterIn(server.place.home))
  return note !== undefined && pidRuns(note.pid) ? 'slow' : 'ended'
}

/** Lets nobody in, ends the connections, writes everything down (SIGINT, "fast"); if that takes too long, ends at once. */
export async function stopDirectly(pid: number): Promise<void> {
  for (const [signal, seconds] of [['SIGINT', 60] as const, ['SIGQUIT', 10] as const]) {
    if (!pidRuns(pid)) return
    send(pid, signal)
    const deadline = Date.now() + seconds * 1000
    while (pidRuns(pid) && Date.now() < deadline) await sleep(5)
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/** The same by pg_ctl. */
export async function stopWithPgCtl(server: ServerProgram): Promise<void> {
  const args = ['stop', '-D', clusterIn(server.place.home), '-m', 'fast', '-w', '-t', '60']
  await runProgram(program(server.binaries, 'pg_ctl'), args, { runAs: server.place.runAs, quiet: true })
}
