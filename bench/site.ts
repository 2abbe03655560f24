import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type pg from 'pg'
import type { Db } from '../src/database/schema.ts'
import type { BenchCollege } from './college.ts'

export interface Site {
  db: Db
  pool: pg.Pool
  databaseUrl: string
  college: BenchCollege
}

/** Runs work against a server process of its own, and stops it afterwards. */
export async function withServer<Result>(
  environment: Record<string, string>,
  work: (origin: string) => Promise<Result>,
): Promise<Result> {
  const child = fork(path.join(import.meta.dirname, 'server.ts'), {
    // As npm start runs it.
    execArgv: ['--max-semi-space-size=32', '--import', 'tsx'],
    env: { ...process.env, ...environment },
  })
  try {
    return await work(`http://127.0.0.1:${await portOf(child)}`)
  } finally {
    child.kill()
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code ?? 'a signal'}`)))
  })
}
