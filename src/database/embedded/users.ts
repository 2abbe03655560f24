// Which processes use the server of a folder: each leaves a sign of life in the folder `users`.
import { chown, mkdir, readdir, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotRunEmbedded } from './cannot-run.ts'
import type { Place } from './place.ts'
import { leaveSign, readSign, type SignOfLife } from './sign-of-life.ts'

const longestWaitMilliseconds = 15_000

/** Counts this process among the users. */
export async function signIn(place: Place): Promise<SignOfLife> {
  const folder = usersFolder(place.home)
  await mkdir(folder, { recursive: true })
  if (place.owner !== undefined) await chown(folder, place.owner.uid, place.owner.gid)
  const sign = await leaveSign(join(folder, `${process.pid}-${randomUUID()}`))
  if (sign === undefined) throw new Error(`${folder} holds a sign of life that cannot be there.`)
  return sign
}

/** How many live users there are, here and elsewhere. Clears the signs of dead ones; called under the lock. */
export async function countUsers(home: string): Promise<{ here: number; elsewhere: number }> {
  const users = { here: 0, elsewhere: 0 }
  for (const name of await readdir(usersFolder(home)).catch(() => [])) {
    const file = join(usersFolder(home), name)
    const state = (await readSign(file))?.state
    if (state === 'gone') await rm(file, { force: true })
    else if (state !== undefined) users[state] += 1
  }
  return users
}

/**
 * A server on another computer, or in another container, is not to be seen from here, and a second one would destroy
 * the data. A container that was killed and started again sees its former self for some seconds, and waits.
 */
export async function refuseUsersElsewhere(
  home: string,
  log: (line: string) => void,
  patience = longestWaitMilliseconds,
): Promise<void> {
  if ((await countUsers(home)).elsewhere === 0) return
  log(`Waiting to see whether another computer or container uses ${home}`)
  const deadline = Date.now() + patience
  while ((await countUsers(home)).elsewhere > 0) {
    if (Date.now() > deadline) {
      throw new CannotRunEmbedded(
        `The database in ${home} is in use by another computer or container. Two servers on the same data would ` +
          'destroy them. Stop the other one, or give both the same database server.',
      )
    }
    await sleep(Math.min(500, patience))
  }
}

function usersFolder(home: string): string {
  return join(home, 'users')
}
