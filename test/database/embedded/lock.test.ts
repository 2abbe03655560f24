import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withLock } from '../../../src/database/embedded/lock.ts'
import { leaveSign } from '../../../src/database/embedded/sign-of-life.ts'
import { thisProcess } from '../../../src/lib/processes.ts'
import { clearAway, newFolder } from './support.ts'

afterEach(clearAway)

/** Runs so many pieces of work under one lock; returns how many were ever inside at once. */
async function mostInside(lock: string, pieces: number): Promise<number> {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await sleep(3)
    inside -= 1
  }
  await Promise.all(Array.from({ length: pieces }, () => withLock(lock, work)))
  return most
}

test('only one is inside at a time, also when all find the lock of a dead process, and nothing is left', async () => {
  const lock = await newFolder('lock')
  for (let round = 0; round < 3; round += 1) {
    await writeFile(lock, JSON.stringify({ ...thisProcess(), started: 'long ago', id: round }))
    expect(await mostInside(lock, 12)).toBe(1)
    expect(await readdir(dirname(lock))).toEqual([])
  }
})

/** The sign of a process that is gone, and the file of the right to remove it. */
async function leaveDeadLock(lock: string): Promise<string> {
  const text = JSON.stringify({ ...thisProcess(), started: 'long ago', id: 'dead' })
  await writeFile(lock, text)
  return `${lock}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

test('a dead process that held the right to remove a dead lock does not block either', async () => {
  const lock = await newFolder('lock')
  const right = await leaveDeadLock(lock)
  await writeFile(right, JSON.stringify({ ...thisProcess(), started: 'long ago', id: 'right' }))
  expect(await mostInside(lock, 4)).toBe(1)
  expect(await readdir(dirname(lock))).toEqual([])
})

test('one that was about to remove a dead lock does not remove the live one that came in between', async () => {
  const lock = await newFolder('lock')
  const right = await leaveSign(await leaveDeadLock(lock))
  let inside = false
  const slow = withLock(lock, () => Promise.resolve((inside = true)))
  await sleep(60)
  await rm(lock)
  const live = await leaveSign(lock)
  await right!.end()
  await sleep(60)
  expect(inside).toBe(false)
  await live!.end()
  expect(await slow).toBe(true)
})

test('work that fails gives the lock back', async () => {
  const lock = await newFolder('lock')
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await mostInside(lock, 2)).toBe(1)
})

test('a lock in a folder that is not there is an error, not a wait', async () => {
  const lock = await newFolder('gone/lock')
  await expect(withLock(lock, () => Promise.resolve())).rejects.toMatchObject({ code: 'ENOENT' })
  await mkdir(dirname(lock))
  expect(await mostInside(lock, 1)).toBe(1)
})
