// Processes that a killed server left behind. PostgreSQL's own notice within a moment that their postmaster has gone,
// but one that waits on a semaphore of another killed process waits for ever, and keeps the shared memory of the dead
// server in use: no other may start on the same data until it ends.
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './cannot-run.ts'
import { isServerOf } from './postmaster-file.ts'

const patienceMilliseconds = 2_000

/**
 * Ends what a dead server left on the cluster: asks (SIGQUIT, which PostgreSQL takes as "end at once"), then insists.
 * Called under the folder's lock, so that no server starts meanwhile. Does nothing where processes cannot be found.
 */
export async function endOrphans(cluster: string): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of await listOrphans(cluster)) send(pid, signal)
    const deadline = Date.now() + patienceMilliseconds
    while ((await listOrphans(cluster)).length > 0 && Date.now() < deadline) await sleep(50)
  }
}

/** The numbers of the processes of this cluster whose postmaster is dead. Only Linux shows which cluster is whose. */
export async function listOrphans(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const orphans: number[] = []
  for (const pid of pids) if (await isOrphan(pid, cluster)) orphans.push(pid)
  return orphans
}

/** A postmaster keeps the command line it was started with; its children change theirs to `postgres: what they do`. */
async function isOrphan(pid: number, cluster: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!commandLine.startsWith('postgres: ') || (await isServerOf(pid, cluster)) !== 'yes') return false
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1])
  return parent > 0 && (await isServerOf(parent, cluster)) !== 'yes'
}

/** What to do by hand where we could not find them, or may not end them. */
export function orphansWords(platform: NodeJS.Platform): string {
  const find =
    platform === 'win32'
      ? 'Find them with tasklist /FI "IMAGENAME eq postgres.exe" and end each with taskkill /F /PID number'
      : 'Find them with ps -ax -o pid,ppid,command | grep postgres: and end each with kill -9 number'
  return (
    'Processes of a database server that was killed still hold the data. ' +
    `${find}; leave those of other servers alone. Starting the computer anew ends them too.`
  )
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Gone since, or another account's: then it stays, and the person at the keyboard is told.
    if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error
  }
}
