import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * The key that signs session cookies: SESSION_SECRET, else one made on the first start and kept, so that people stay
 * signed in when the product is started again.
 */
export async function sessionSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) return given
  const file = path.join(dataDir, 'session-secret')
  await mkdir(dataDir, { recursive: true })
  // Two first starts at once: the one that loses the race to create the file reads the other's.
  await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    ignoreExisting,
  )
  return readFile(file, 'utf8')
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
