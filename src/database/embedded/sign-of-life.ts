// A small file by which a process says "I am here": it names the process and is touched while the process runs.
// The name is enough on one machine. The touching is for two containers that share a folder: neither sees the
// other's processes, yet two servers on one data folder would destroy it.
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { type ProcessIdentity, thisProcess, whereabouts } from '../../lib/processes.ts'
import { errorCode } from './cannot-run.ts'

const touchedEveryMilliseconds = 2_000
const silentAfterMilliseconds = 10_000

/** A sign of life of this process. */
export interface SignOfLife {
  file: string
  /** Removes the sign. */
  end(): Promise<void>
}

/** What is known of the process that left a sign. */
export interface SignRead {
  /** The sign's own text, different for every sign ever left. */
  text: string
  state: 'here' | 'elsewhere' | 'gone'
}

/** Leaves a sign; undefined when the file is there already. */
export async function leaveSign(file: string): Promise<SignOfLife | undefined> {
  const text = JSON.stringify({ ...thisProcess(), id: randomUUID() })
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined
    throw error
  }
  const timer = setInterval(() => void touch(file), touchedEveryMilliseconds)
  timer.unref()
  return {
    file,
    end: () => {
      clearInterval(timer)
      return rm(file, { force: true })
    },
  }
}

/** Reads a sign; undefined when there is none. */
export async function readSign(file: string): Promise<SignRead | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    const silent = Date.now() - (await stat(file)).mtimeMs > silentAfterMilliseconds
    return { text, state: judge(text, silent) }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Pure but for asking the system about one process. A half-written sign belongs to someone until it grows old. */
function judge(text: string, silent: boolean): SignRead['state'] {
  const identity = parse(text)
  if (identity === undefined) return silent ? 'gone' : 'here'
  const where = whereabouts(identity)
  return where === 'elsewhere' && silent ? 'gone' : where
}

function parse(text: string): ProcessIdentity | undefined {
  try {
    const { pid, started, machine } = JSON.parse(text) as Partial<ProcessIdentity>
    return pid === undefined || machine === undefined ? undefined : { pid, machine, started: started ?? '' }
  } catch {
    return undefined
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date()
  // Whoever deletes the folder of a running database has other troubles than this file.
  await utimes(file, now, now).catch(() => undefined)
}
