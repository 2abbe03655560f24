// What a killed server leaves behind: processes that never noticed, and hold its memory.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { endOrphans, listOrphans } from '../../../src/database/embedded/orphans.ts'
import { endedWords } from '../../../src/database/embedded/server.ts'
import { pidRuns } from '../../../src/lib/processes.ts'
import { ask, clearAway, newFolder, query, serverPid, start } from './support.ts'

const stopped: number[] = []
afterEach(async () => {
  // A test that failed must leave no stopped process behind.
  for (const pid of stopped.splice(0)) send(pid, 'SIGKILL')
  await clearAway()
})

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

/** A connection whose backend stands still, as one does that waits on a semaphore of a process that was killed. */
async function connectAndStop(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]!.pid
  process.kill(pid, 'SIGSTOP')
  stopped.push(pid)
  return pid
}

/** Kills the postmaster and every process of its own, but for the one that stands still. */
async function killAllBut(stoppedPid: number, postmaster: number, connectionString: string): Promise<void> {
  const rows = await query(connectionString, 'select pid from pg_stat_activity where pid <> pg_backend_pid()')
  const pids = rows.map(({ pid }) => Number(pid)).filter((pid) => pid !== stoppedPid)
  for (const pid of [postmaster, ...pids]) send(pid, 'SIGKILL')
  while (pidRuns(postmaster)) await sleep(5)
}

// Elsewhere the system does not show which cluster a process works in.
const onLinux = process.platform === 'linux' ? test : test.skip

onLinux(
  'a process that a killed server left behind, and that will never end by itself, is ended by the next start',
  async () => {
    const home = await newFolder()
    const database = await start(home, true)
    await query(database.connectionString, `create table note as select 'kept' as words`)
    const orphan = await connectAndStop(database.connectionString)
    await killAllBut(orphan, await serverPid(home), database.connectionString)
    await database.stop()
    expect(pidRuns(orphan)).toBe(true)
    const again = await start(home, true)
    expect(await ask(again.connectionString, 'select words from note')).toBe('kept')
    expect(pidRuns(orphan)).toBe(false)
  },
)

onLinux(
  'the processes of a server that runs are nobody’s orphans, and a dead server’s are not another’s',
  async () => {
    const [dead, living] = [await newFolder(), await newFolder()]
    const database = await start(dead)
    await start(living)
    const clusters = { dead: join(dead, 'cluster'), living: join(living, 'cluster') }
    expect(await listOrphans(clusters.dead)).toEqual([])
    const orphan = await connectAndStop(database.connectionString)
    await killAllBut(orphan, await serverPid(dead), database.connectionString)
    while ((await listOrphans(clusters.dead)).length > 1) await sleep(20)
    expect(await listOrphans(clusters.dead)).toEqual([orphan])
    expect(await listOrphans(clusters.living)).toEqual([])
    await endOrphans(clusters.living)
    expect(pidRuns(orphan)).toBe(true)
    await endOrphans(clusters.dead)
    // A process that was killed lets go of its memory first, and is gone a moment later.
    while (pidRuns(orphan)) await sleep(5)
  },
)

test.each([
  ['linux', 'ps -ax'],
  ['darwin', 'ps -ax'],
  ['win32', 'tasklist'],
] as const)(
  'on %s, a start that such processes prevent says how to find and to end them',
  (platform, how) => {
    const said = 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'
    const words = endedWords('/data', said, platform)
    expect(words).toContain(said)
    expect(words).toContain('Processes of a database server that was killed still hold the data')
    expect(words).toContain(how)
    expect(endedWords('/data', 'FATAL:  out of disk', platform)).not.toContain('killed')
  },
)
