import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PlainError } from '../lib/plain-error.ts'

const shortest = 32

/**
 * The key that signs session cookies: SESSION_SECRET, else one made on the first start and kept, so that people stay
 * signed in when the product is started again.
 */
export async function sessionSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) return given
  const file = path.join(dataDir, 'session-secret')
  await mkdir(dataDir, { recursive: true })
  const secret = (await read(file)) ?? (await make(file))
  if (secret.length < shortest)
    throw new PlainError(
      `${file} holds no whole secret. Delete it: a new one is made, and people sign in again.`,
    )
  return secret
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(unless('ENOENT'))
}

/** Written apart and linked when whole. Two first starts at once: the one that links second reads the first one's. */
async function make(file: string): Promise<string> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, file).catch(unless('EEXIST'))
  } finally {
    await rm(draft)
  }
  return readFile(file, 'utf8')
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error
    return undefined
  }
}
