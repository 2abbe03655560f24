// Runs the programs of PostgreSQL, if need be as another account.
import { spawn, type SpawnOptions } from 'node:child_process'
import type { Account } from './account.ts'

/** What a program said, and how it ended. */
export interface ProgramResult {
  code: number | null
  output: string
}

export interface RunOptions {
  runAs?: Account | undefined
  /** Ignore what it says: servers it leaves behind would hold its output open, and the wait would not end. */
  quiet?: boolean
}

/** Rejects only when the program cannot be started at all (missing, not permitted). */
export async function runProgram(
  program: string,
  args: string[],
  options: RunOptions = {},
): Promise<ProgramResult> {
  const output: Buffer[] = []
  const said = options.quiet === true ? 'ignore' : 'pipe'
  const child = spawn(program, args, { ...spawnOptions(options.runAs), stdio: ['ignore', said, said] })
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: Buffer.concat(output).toString('utf8').trim() }))
  })
}

/** The working folder is one that every account can reach: PostgreSQL's programs stop where it is hidden from them. */
export function spawnOptions(runAs: Account | undefined): SpawnOptions {
  return {
    cwd: process.platform === 'win32' ? undefined : '/',
    env: childEnvironment(process.env),
    windowsHide: true,
    ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
  }
}

const passedOn = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
]
const passedOnToo = ['USERPROFILE', 'APPDATA', 'LD_LIBRARY_PATH']

/**
 * Only what the programs need. The server outlives this process and may belong to another account, which has no
 * business with our secrets; PG* variables would change its settings; LC_ALL keeps its messages in the language
 * that we read, and macOS needs it set.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const wanted = new Set([...passedOn, ...passedOnToo])
  const kept = Object.entries(environment).filter(([name]) => wanted.has(name.toUpperCase()))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}
