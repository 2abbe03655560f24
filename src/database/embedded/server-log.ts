// The server's log file, kept short.
import { chown, copyFile, open, rename, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { besideName } from './files.ts'
import type { Place } from './place.ts'

export const longestLogBytes = 5_000_000
const looksEveryMilliseconds = 10_000

export function logFileIn(home: string): string {
  return join(home, 'postgres.log')
}

/** Opens the log for appending. It belongs to the server's account: on Windows pg_ctl opens it again. */
export async function openLog(place: Place): Promise<FileHandle> {
  const file = logFileIn(place.home)
  const handle = await open(file, 'a', 0o600)
  if (place.runAs !== undefined) await chown(file, place.runAs.uid, place.runAs.gid)
  return handle
}

/** In bytes; 0 when there is no log yet. */
export async function logLength(home: string): Promise<number> {
  return (await stat(logFileIn(home)).catch(() => undefined))?.size ?? 0
}

/** What the log gained since it was `offset` bytes long. */
export async function readLogFrom(home: string, offset: number): Promise<string> {
  const handle = await open(logFileIn(home), 'r')
  try {
    const length = Math.max(0, (await handle.stat()).size - offset)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(length, 20_000)), 0, null, offset)
    return buffer.toString('utf8', 0, bytesRead).trim()
  } finally {
    await handle.close()
  }
}

/**
 * Moves a log that grew too long to a second file and begins it again. The server keeps its file open for appending,
 * so the file is emptied, not replaced. Returns whether it did.
 */
export async function trimLog(home: string, longest = longestLogBytes): Promise<boolean> {
  const file = logFileIn(home)
  if ((await stat(file)).size <= longest) return false
  const unfinished = besideName(`${file}.1`)
  await copyFile(file, unfinished)
  await rename(unfinished, `${file}.1`)
  await truncate(file)
  return true
}

/**
 * Looks after the log while this process uses the server; a server that nobody uses writes nothing. Returns a
 * function that ends the watch.
 */
export function keepLogShort(home: string): () => void {
  // A system that will not let an open file be emptied (Windows) keeps a longer log.
  const timer = setInterval(() => void trimLog(home).catch(() => false), looksEveryMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
