// The database's password: random, in a file that only its owner may read.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotRunEmbedded, errorCode } from './cannot-run.ts'
import { writeSecret } from './files.ts'
import { clusterIn, type Place } from './place.ts'

export function passwordFileIn(home: string): string {
  return join(home, 'password')
}

/** Made before the cluster, so that a cluster without a password file is one whose file was taken away. */
export async function makePassword(place: Place): Promise<string> {
  const kept = await readPasswordFile(place.home)
  if (kept !== undefined) return kept
  const password = randomBytes(24).toString('base64url')
  await writeSecret(passwordFileIn(place.home), password, place.owner)
  return password
}

/** The password of the cluster that is there. */
export async function readPassword(home: string): Promise<string> {
  const kept = await readPasswordFile(home)
  if (kept !== undefined) return kept
  throw new CannotRunEmbedded(
    `The database in ${clusterIn(home)} has lost its password file ${passwordFileIn(home)}. ` +
      'Restore both from the same backup, or move the whole folder away to begin with an empty database.',
  )
}

async function readPasswordFile(home: string): Promise<string | undefined> {
  try {
    const text = (await readFile(passwordFileIn(home), 'utf8')).trim()
    return text === '' ? undefined : text
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
