// What the tests of the embedded database share: folders and servers that are cleared away, and other processes.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbedded } from '../../../src/database/embedded/start.ts'

export const weAreRoot = process.geteuid?.() === 0

/** Tests that need to become another account: they exist only for root. */
export function describeForRoot(name: string, tests: () => void): void {
  if (weAreRoot) describe(name, tests)
}

const folders: string[] = []
const databases: EmbeddedDatabase[] = []
const others: Other[] = []

/** A new folder that every account can pass through, inside it one of that name, which is not there yet. */
export async function newFolder(name = 'data'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'embedded-test-')))
  await chmod(folder, 0o755)
  folders.push(folder)
  const open = join(folder, 'open')
  await mkdir(open, { recursive: true })
  return join(open, name)
}

export async function start(dataDir: string, durable = false): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, durable })
  databases.push(database)
  return database
}

/** The rows of one query, on a connection of its own. */
export async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** The one value of one query. */
export async function ask(connectionString: string, text: string): Promise<unknown> {
  return Object.values((await query(connectionString, text))[0]!)[0]
}

export async function serverPid(home: string): Promise<number> {
  return Number.parseInt(await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8'), 10)
}

/** Another process that uses the database, see hold-server.ts. */
export interface Other {
  child: ChildProcessByStdio<Writable, Readable, null>
  said: { connectionString: string; error?: string; account: number }
  leave(): Promise<void>
  kill(): Promise<void>
}

export async function startInAnotherProcess(
  dataDir: string,
  options: { uid?: number; gid?: number } = {},
): Promise<Other> {
  const script = join(__dirname, 'hold-server.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    ...options,
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const other: Other = {
    child,
    said: await firstLine(child.stdout),
    leave: async () => {
      child.stdin.end()
      await exit
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
  }
  others.push(other)
  return other
}

async function firstLine(output: Readable): Promise<Other['said']> {
  for await (const line of createInterface({ input: output })) return JSON.parse(line) as Other['said']
  throw new Error('The other process ended without a word.')
}

/** Stops what the test started and removes its folders. */
export async function clearAway(): Promise<void> {
  await Promise.all(databases.splice(0).map((database) => database.stop()))
  await Promise.all(others.splice(0).map((other) => other.leave()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
}
