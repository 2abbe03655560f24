import { chown, open, rename, stat, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { errorCode } from './cannot-run.ts'

/** Whether the path leads to something; a link to nothing does not. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

/** A name beside the path for work in progress; rename it to the path when done. */
export function besideName(path: string): string {
  return `${path}.making-${randomBytes(6).toString('hex')}`
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writeSecret(
  file: string,
  text: string,
  owner?: { uid: number; gid: number },
): Promise<void> {
  const unfinished = besideName(file)
  await writeFile(unfinished, text, { flag: 'wx', mode: 0o600, flush: true })
  if (owner !== undefined) await chown(unfinished, owner.uid, owner.gid)
  await rename(unfinished, file)
}

/** Makes a rename inside the folder survive a power cut; Windows neither can nor needs to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
