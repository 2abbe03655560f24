// One process at a time starts or stops the server of a folder.
import { rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotRunEmbedded } from './cannot-run.ts'
import { leaveSign, readSign, type SignOfLife } from './sign-of-life.ts'

const patienceMilliseconds = 180_000

/** Runs the work while holding the lock file; a lock whose process has gone does not block. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(file, Date.now() + patienceMilliseconds)
  try {
    return await work()
  } finally {
    await lock.end()
  }
}

async function acquire(file: string, deadline: number): Promise<SignOfLife> {
  for (;;) {
    const lock = await leaveSign(file)
    if (lock !== undefined) return lock
    await removeAbandoned(file, deadline)
    if (Date.now() > deadline) {
      throw new CannotRunEmbedded(
        `Another process has been starting or stopping the embedded database for minutes; its lock is ${file}.`,
      )
    }
    await sleep(20)
  }
}

/**
 * Two processes may both find the same abandoned lock. Were both to remove it, the slower could remove the new lock
 * of the quicker. So the right to remove this very lock is a lock too, and what was seen is looked at again under it.
 */
async function removeAbandoned(file: string, deadline: number): Promise<void> {
  const seen = await readSign(file)
  if (seen?.state !== 'gone') return
  const right = await acquire(`${file}-${shortHash(seen.text)}`, deadline)
  try {
    const again = await readSign(file)
    if (again?.state === 'gone' && again.text === seen.text) await rm(file, { force: true })
  } finally {
    await right.end()
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
