// postmaster.pid: PostgreSQL's own note of the server that runs on a cluster.
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runProgram } from './run-program.ts'
import { pidRuns } from '../../lib/processes.ts'

export interface PostmasterNote {
  pid: number
  port: number
  ready: boolean
}

export function postmasterFileIn(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

/** Undefined when there is none, or not enough of it yet. */
export async function readPostmasterNote(cluster: string): Promise<PostmasterNote | undefined> {
  const text = await readFile(postmasterFileIn(cluster), 'utf8').catch(() => '')
  return parsePostmasterNote(text)
}

/** The lines are numbered in PostgreSQL's miscadmin.h: pid, data folder, start, port, ..., eighth the state. */
export function parsePostmasterNote(text: string): PostmasterNote | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!(pid > 0)) return undefined
  return { pid, port: Number.parseInt(lines[3] ?? '', 10) || 0, ready: lines[7] === 'ready' }
}

/**
 * Whether the process of that number is the server of this cluster, or was given the number after the server had
 * gone. `perhaps`: it is a PostgreSQL, but the system does not show whose.
 */
export async function isServerOf(pid: number, cluster: string): Promise<'yes' | 'no' | 'perhaps'> {
  if (!pidRuns(pid)) return 'no'
  const name = await programName(pid)
  if (name === undefined) return 'perhaps'
  if (!/^(postgres|postmaster)/.test(name)) return 'no'
  return worksIn(pid, cluster)
}

/** A server's working folder is its cluster; the folder itself is compared, for its path may look different. */
async function worksIn(pid: number, cluster: string): Promise<'yes' | 'no' | 'perhaps'> {
  const where = await stat(`/proc/${pid}/cwd`).catch(() => undefined)
  const wanted = await stat(cluster).catch(() => undefined)
  if (where === undefined || wanted === undefined) return 'perhaps'
  return where.dev === wanted.dev && where.ino === wanted.ino ? 'yes' : 'no'
}

async function programName(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
    return line === undefined ? undefined : basename(line.split('\0')[0] ?? '')
  }
  if (process.platform === 'win32') {
    const said = await ask('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
    return said === undefined ? undefined : (/^"([^"]+)"/m.exec(said)?.[1] ?? '')
  }
  const said = await ask('ps', ['-p', String(pid), '-o', 'comm='])
  return said === undefined ? undefined : basename(said)
}

async function ask(program: string, args: string[]): Promise<string | undefined> {
  return (await runProgram(program, args).catch(() => undefined))?.output
}
