// A migration that has run somewhere must never change: databases made before and after would differ, and nobody would
// know. Each one's SHA-256 is kept in migrations/frozen.json from its first day on.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export type Frozen = Record<string, string>

export const frozenFile = 'frozen.json'

/** The migrations of a folder, by name, with the SHA-256 of each as it is now. */
export async function hashMigrations(folder: string): Promise<Frozen> {
  const names = (await readdir(folder)).filter((name) => /^\d.*\.sql$/.test(name)).sort()
  const entries = names.map(
    async (name) => [name, hashOf(await readFile(path.join(folder, name), 'utf8'))] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

/** What is wrong, in words that say what to do; nothing when every migration is listed and unchanged. */
export function frozenFaults(frozen: Frozen, now: Frozen): string[] {
  const names = [...new Set([...Object.keys(frozen), ...Object.keys(now)])].sort()
  return names.flatMap((name) => faultOf(name, frozen[name], now[name]))
}

function faultOf(name: string, before: string | undefined, after: string | undefined): string[] {
  if (before === undefined) return [`${name} is new: run \`npm run schema\`, which freezes it.`]
  if (after === undefined) return [`${name} is gone, but databases that have run it are not: put it back.`]
  if (before === after) return []
  return [
    `${name} has changed, but databases that have run it will not: put it back as it was, and write what you want as a new migration. Only if it has never left your computer, delete its line from migrations/${frozenFile} and run \`npm run schema\`.`,
  ]
}

/** The list with what is new added. What is there already is never touched. */
export function freezeNew(frozen: Frozen, now: Frozen): Frozen {
  return Object.fromEntries(
    Object.entries({ ...now, ...frozen }).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

// The same on a computer that checks text out with its own line ends.
function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
