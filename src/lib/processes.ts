// Which process is it, and does it still run: for signs of life left in files, and for noticing that a parent has gone.
import { readFileSync, readlinkSync } from 'node:fs'

/** Enough to tell a process from a later one that was given the same number, or from one on another machine. */
export interface ProcessIdentity {
  pid: number
  /** When it started, in the kernel's own count; empty where the platform does not tell. */
  started: string
  /** The computer and container whose process numbers these are. */
  machine: string
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: readStat(process.pid)?.started ?? '', machine: thisMachine() }
}

/** Whether a process of this machine with that number runs (a zombie does not). */
export function pidRuns(pid: number): boolean {
  return acceptsSignals(pid) && readStat(pid)?.state !== 'Z'
}

/** `elsewhere`: its number belongs to another computer or container, so nothing here can tell. */
export function whereabouts(identity: ProcessIdentity): 'here' | 'gone' | 'elsewhere' {
  if (identity.machine !== thisMachine()) return 'elsewhere'
  if (!pidRuns(identity.pid)) return 'gone'
  const started = readStat(identity.pid)?.started ?? identity.started
  return started === identity.started ? 'here' : 'gone'
}

/**
 * Calls back once, when the process that started this one has gone. npm, when ended, does not always pass the
 * signal on, and its child would run for ever. Returns a function that ends the watch.
 */
export function whenParentLeaves(callback: () => void, everyMilliseconds = 1000): () => void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callback()
  }, everyMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}

function acceptsSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Fields 3 (state) and 22 (start time) of /proc/PID/stat, proc_pid_stat(5); the name before them may hold spaces. */
function readStat(pid: number): { state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state, started: rest[18] ?? '' }
  } catch {
    return undefined
  }
}

/** On Linux the kernel's present run and the container's own numbering; a host name may change at any moment. */
function thisMachine(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim())
  const numbering = attempt(() => readlinkSync('/proc/self/ns/pid'))
  return [process.platform, boot, numbering].join(' ').trim()
}

function attempt(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
