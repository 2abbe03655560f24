// Which account the server runs as. PostgreSQL refuses to run as root, so root must choose another one.
import { readFile } from 'node:fs/promises'
import type { Account } from './account.ts'
import { errorCode } from './cannot-run.ts'
import { runProgram } from './run-program.ts'

/** Only Linux: elsewhere the server runs as the person who started it. */
export function mustChangeAccount(): boolean {
  return process.platform === 'linux' && process.geteuid?.() === 0
}

/**
 * The accounts to try, best first: the owner of the data, else `postgres`, else `nobody`. Each needs a line in the
 * list of accounts, because initdb looks its own name up.
 */
export async function listCandidates(ownerUid: number): Promise<Account[]> {
  const known = await lookUp([String(ownerUid), 'postgres', 'nobody'])
  const wanted = [
    known.find((account) => account.uid === ownerUid),
    known.find((account) => account.name === 'postgres'),
    known.find((account) => account.name === 'nobody'),
  ]
  return [...new Set(wanted)]
    .filter((account) => account !== undefined)
    .filter((account) => account.uid !== 0)
}

/** Reads lines in the form of /etc/passwd, passwd(5). */
export function parseAccounts(lines: string): Account[] {
  return lines
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => Number.isInteger(account.uid) && Number.isInteger(account.gid))
}

/** getent also knows the accounts of a directory service; small systems have only the file. */
async function lookUp(keys: string[]): Promise<Account[]> {
  try {
    return parseAccounts((await runProgram('getent', ['passwd', ...keys])).output)
  } catch {
    return parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  }
}

/** `impossible`: this process may not become that account (no CAP_SETUID, or an account its container lacks). */
export async function canReach(folder: string, account: Account): Promise<'yes' | 'no' | 'impossible'> {
  try {
    const tried = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { runAs: account })
    return tried.code === 0 ? 'yes' : 'no'
  } catch (error) {
    if (['EPERM', 'EINVAL'].includes(errorCode(error) ?? '')) return 'impossible'
    throw error
  }
}
