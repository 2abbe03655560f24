// npm run import -- FILE.csv [--sessions FILE.csv] [--dry-run] [--shift-weeks N] [--publish [--override-reason "…"]]
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openFromEnvironment } from '../database/open.ts'
import { type ImportInput, importProspectus } from '../scheduling/import/import-prospectus.ts'
import type { NamedFile } from '../scheduling/import/read.ts'
import { reportLines } from '../scheduling/import/report.ts'

const usage = `Imports a prospectus: one line a run, as CSV.

  npm run import -- FILE.csv [options]

  --sessions FILE.csv       the dated sessions, one a line
  --dry-run                 say what would happen, and change nothing
  --shift-weeks N           move every date by N weeks (weekdays stay)
  --publish                 publish the runs that have a peer and a professional trainer, and list the others
  --override-reason "…"     with --publish: publish the others too, and record why

The columns are described in docs/import.md.`

/** What a person can put right themselves: told in words, without a trace. */
class Unusable extends Error {}

const options = {
  sessions: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'shift-weeks': { type: 'string' },
  publish: { type: 'boolean' },
  'override-reason': { type: 'string' },
  help: { type: 'boolean' },
} as const

async function main(): Promise<number> {
  const given = readArguments()
  if (given.values.help === true) {
    console.log(usage)
    return 0
  }
  const input = await readInput(given)
  const opened = await openFromEnvironment()
  try {
    const report = await importProspectus(opened.db, input, {
      now: new Date(),
      timeZone: opened.config.timeZone,
      defaultCapacity: opened.config.defaultCapacity,
      onProgress: (text) => console.error(text),
    })
    console.log(reportLines(report).join('\n'))
    return report.outcome === 'refused' ? 1 : 0
  } finally {
    await opened.close()
  }
}

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new Unusable(`${wordsOf(error)}\n\n${usage}`)
  }
}

async function readInput({ values, positionals }: ReturnType<typeof readArguments>): Promise<ImportInput> {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Unusable(`Name one file to import.\n\n${usage}`)
  const reason = values['override-reason']
  if (reason !== undefined && values.publish !== true) {
    throw new Unusable('--override-reason goes with --publish: without it nothing is published.')
  }
  if (reason?.trim() === '') throw new Unusable('--override-reason needs words that say why.')
  const publish = values.publish === true && (reason === undefined ? {} : { overrideReason: reason })
  return {
    prospectus: await namedFile(file),
    ...(values.sessions === undefined ? {} : { sessions: await namedFile(values.sessions) }),
    shiftWeeks: weeks(values['shift-weeks']),
    publish,
    dryRun: values['dry-run'] === true,
  }
}

function weeks(text = '0'): number {
  const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : NaN
  if (Math.abs(number) <= 1040) return number
  throw new Unusable(`--shift-weeks needs a whole number of weeks, not "${text}".`)
}

async function namedFile(file: string): Promise<NamedFile> {
  try {
    return { name: path.basename(file), bytes: await readFile(file) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder, not a file',
      EACCES: 'you may not read this file',
    }
    throw new Unusable(`${file}: ${reasons[code] ?? wordsOf(error)}.`)
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

try {
  process.exitCode = await main()
} catch (error) {
  const known = error instanceof Unusable
  console.error(known ? error.message : `${wordsOf(error)}\nNothing was imported.`)
  process.exitCode = 1
}
