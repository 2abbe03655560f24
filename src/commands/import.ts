// npm run import -- FILE.csv [--sessions FILE.csv] [--dry-run] [--shift-weeks N] [--publish [--override-reason "…"]]
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openFromEnvironment } from '../database/open.ts'
import { importProspectus } from '../scheduling/import/import-prospectus.ts'
import type { NamedFile } from '../scheduling/import/read.ts'
import { reportLines } from '../scheduling/import/report.ts'
import { readArguments, Unusable, usage } from './import-arguments.ts'

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (given === 'help') {
    console.log(usage)
    return 0
  }
  const { file, sessions, ...how } = given
  const prospectus = await namedFile(file)
  const dated = sessions === undefined ? {} : { sessions: await namedFile(sessions) }
  const opened = await openFromEnvironment()
  try {
    const { timeZone, country, defaultCapacity } = opened.config
    const onProgress = (text: string) => console.error(text)
    const settings = { now: new Date(), timeZone, country, defaultCapacity, onProgress }
    const report = await importProspectus(opened.db, { prospectus, ...dated, ...how }, settings)
    console.log(reportLines(report).join('\n'))
    return report.outcome === 'refused' ? 1 : 0
  } finally {
    await opened.close()
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'you may not read this file',
}

async function namedFile(file: string): Promise<NamedFile> {
  try {
    return { name: path.basename(file), bytes: await readFile(file) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Unusable(`${file}: ${reasons[code] ?? wordsOf(error)}.`)
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // A refused connection to a name with several addresses has a code and no message.
  const words = error.message === '' && 'code' in error ? String(error.code) : error.message
  return error.cause === undefined ? words : `${words} (${wordsOf(error.cause)})`
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(
    error instanceof Unusable
      ? error.message
      : `The import could not be done. ${wordsOf(error)}\nNothing was imported.`,
  )
  process.exitCode = 1
}
