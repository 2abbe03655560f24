// Where the data live and which account owns them.
import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { canReach, listCandidates, mustChangeAccount } from './accounts.ts'
import { CannotRunEmbedded } from './cannot-run.ts'
import { exists } from './files.ts'

export interface Place {
  /** The folder of everything: cluster, password, log, signs of life. */
  home: string
  /** The account the server runs as; undefined when it is our own. */
  runAs: Account | undefined
  /** Who owns what we put there; undefined when that is us. */
  owner: { uid: number; gid: number } | undefined
  /** Whether `home` is outside the data folder that was asked for. */
  neutral: boolean
}

const neutralParent = '/var/lib/recovery-college'
const noteName = 'data-kept-elsewhere.json'

/** The folder of the cluster itself. */
export function clusterIn(home: string): string {
  return join(home, 'cluster')
}

/** Chooses, and makes the folder. The same answer on every start, because a cluster that exists decides. */
export async function choosePlace(dataDir: string): Promise<Place> {
  if (!mustChangeAccount()) {
    await mkdir(dataDir, { recursive: true })
    return { home: await realpath(dataDir), runAs: undefined, owner: undefined, neutral: false }
  }
  await makeFolderAsRoot(dataDir)
  const asked = await realpath(dataDir)
  const noted = (await exists(clusterIn(asked))) ? undefined : await readNote(asked)
  const { home, runAs } = (await ownerOfCluster(noted ?? asked)) ?? (await chooseAccount(noted ?? asked))
  const { uid, gid } = await stat(home)
  return { home, runAs, owner: { uid, gid }, neutral: home !== asked }
}

interface Choice {
  home: string
  runAs: Account
}

/** An existing cluster runs as its owner: PostgreSQL refuses any other. */
async function ownerOfCluster(home: string): Promise<Choice | undefined> {
  const cluster = await stat(clusterIn(home)).catch(() => undefined)
  if (cluster === undefined || cluster.uid === 0) return undefined
  return { home, runAs: { name: `account ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid } }
}

async function chooseAccount(home: string): Promise<Choice> {
  const candidates = await listCandidates((await stat(home)).uid)
  let shutOut: Account | undefined
  for (const account of candidates) {
    const answer = await canReachOrOpen(home, account)
    if (answer === 'yes') return { home, runAs: account }
    if (answer === 'no') shutOut ??= account
  }
  if (shutOut === undefined) throw new CannotRunEmbedded(noAccountWords(candidates))
  return { home: await makeNeutralFolder(home), runAs: shutOut }
}

function noAccountWords(candidates: Account[]): string {
  const tried = candidates.map((account) => account.name).join(', ') || 'neither postgres nor nobody exists'
  return (
    'PostgreSQL refuses to run as root, and this process cannot change to another account ' +
    `(tried: ${tried}; a container may lack the right CAP_SETUID). Start it as an ordinary user.`
  )
}

/**
 * A folder that only root can enter, in a place that all can reach (mkdtemp makes such ones), is opened to the
 * account's group for passing through, not for looking; its other contents stay as hidden as before.
 */
async function canReachOrOpen(home: string, account: Account): Promise<'yes' | 'no' | 'impossible'> {
  const answer = await canReach(home, account)
  if (answer !== 'no') return answer
  const { uid, gid, mode } = await stat(home)
  if (uid !== 0 || gid !== 0 || (await canReach(dirname(home), account)) !== 'yes') return 'no'
  await chown(home, 0, account.gid)
  await chmod(home, (mode & 0o7700) | 0o010)
  return canReach(home, account)
}

/** A folder made by root belongs to whoever owns the folder around it, so that its owner can start the program too. */
async function makeFolderAsRoot(folder: string): Promise<void> {
  if (await exists(folder)) return
  await makeFolderAsRoot(dirname(folder))
  const around = await stat(dirname(folder))
  await mkdir(folder)
  await chmod(folder, 0o755)
  await chown(folder, around.uid, around.gid)
}

async function makeNeutralFolder(dataDir: string): Promise<string> {
  const home = join(neutralParent, createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  for (const folder of [neutralParent, home]) {
    if (!(await exists(folder))) {
      await mkdir(folder, { recursive: true })
      await chmod(folder, 0o711)
    }
    const { uid, mode } = await lstat(folder)
    if (uid !== 0 || (mode & 0o022) !== 0) {
      throw new CannotRunEmbedded(`${folder} must belong to root, and nobody else may write to it.`)
    }
  }
  await writeNote(dataDir, home)
  return home
}

/** The note keeps the data findable when the project is moved; `of` keeps a copy of the project from sharing them. */
async function readNote(dataDir: string): Promise<string | undefined> {
  const text = await readFile(join(dataDir, noteName), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const note = JSON.parse(text) as { folder: string; of: string }
  if (dirname(note.folder) !== neutralParent || !(await exists(note.folder))) return undefined
  if (note.of === dataDir) return note.folder
  if (await exists(note.of)) return undefined
  await writeNote(dataDir, note.folder)
  return note.folder
}

async function writeNote(dataDir: string, folder: string): Promise<void> {
  const why = 'PostgreSQL does not run as root, and the account it runs as cannot reach this folder.'
  await writeFile(join(dataDir, noteName), `${JSON.stringify({ why, folder, of: dataDir }, null, 2)}\n`)
}
