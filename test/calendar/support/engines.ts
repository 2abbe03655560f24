import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Shown } from './correct-calendar.ts'

export interface Replayed {
  steps: { messages: string[]; stored: string[] }[]
}

/** What an engine shows after a step; null for one that only judges. */
export interface Answer<Event = Shown> {
  shown: Event[] | null
  problems: string[]
}

// The distribution's own Python: its calendar libraries are not there for any other.
const python = process.env.CALENDAR_PYTHON ?? '/usr/bin/python3'
const script = path.join(import.meta.dirname, '../engines/replay.py')
const replayer = [python, '-B', script] as const
// Evolution's data server is reached over a message bus; this one is its own, and ends with it.
const session = ['dbus-run-session', '--'] as const
const available = findEngines()

/**
 * `test`, where this engine is installed. Elsewhere the test is left out, and says so; with REQUIRE_CALENDAR_ENGINES=1
 * it fails.
 */
export function testWithEngine(engine: string, name: string, run: () => void): void {
  if (available.includes(engine)) test(name, run)
  else if (process.env.REQUIRE_CALENDAR_ENGINES === '1')
    test(name, () => {
      throw new Error(`The calendar engine ${engine} is not installed`)
    })
  else {
    process.stderr.write(`Left out, for the calendar engine ${engine} is not installed: ${name}\n`)
    test.skip(name, run)
  }
}

/** What the engine shows after each step of each history. */
export function replay<Event = Shown>(engine: string, histories: Replayed[]): Answer<Event>[][] {
  const home = mkdtempSync(path.join(os.tmpdir(), 'calendar-engine-'))
  try {
    return JSON.parse(runIn(home, engine, JSON.stringify(histories))) as Answer<Event>[][]
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

function runIn(home: string, engine: string, input: string): string {
  const runtime = path.join(home, 'runtime')
  mkdirSync(runtime, { mode: 0o700 })
  const [command, ...rest] =
    engine === 'evolution' ? [...session, ...replayer, engine] : [...replayer, engine]
  const { PATH } = process.env
  const { status, stdout, stderr, error } = spawnSync(command, rest, {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 256 * 1024 * 1024,
    env: {
      PATH,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      GSETTINGS_BACKEND: 'memory',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
    },
  })
  if (status !== 0) throw new Error(`The engine ${engine} failed: ${error?.message ?? ''}${stderr}`)
  return stdout
}

function findEngines(): string[] {
  const { status, stdout } = spawnSync(python, ['-B', script, 'available'], { encoding: 'utf8' })
  const found = status === 0 ? (JSON.parse(stdout) as string[]) : []
  const bus = spawnSync('dbus-run-session', ['--version']).status === 0
  return found.filter((engine) => engine !== 'evolution' || bus)
}
