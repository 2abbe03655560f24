// The demo college's own prospectus: two files as any college keeps them, imported as any college imports them.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Db } from '../database/schema.ts'
import { onTheClock } from '../lib/time.ts'
import { importProspectus } from '../scheduling/import/import-prospectus.ts'
import type { NamedFile } from '../scheduling/import/read.ts'
import { reportLines } from '../scheduling/import/report.ts'

// The files stay in src: from dist/demo the same way leads there.
const folder = path.join(import.meta.dirname, '../../src/demo')

/** In the files this is the Monday of the week that becomes the present one. */
const presentWeek = Temporal.PlainDate.from('2026-09-28')

/** By how many weeks the files' dates move, so that their term lies around `now`. Weekdays stay. */
export function weeksToShift(now: Date, timeZone: string): number {
  const today = onTheClock(now, timeZone).toPlainDate()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  return presentWeek.until(monday, { largestUnit: 'week' }).weeks
}

/** In the files, a class of both demo trainers, at a time at which neither they nor their room have another all week. */
const classOfToday = '2026-09-30,Wednesday'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The files with that class on the weekday of `now`: trainers see a register of today also at a weekend. */
export function withClassToday({ prospectus, sessions }: DemoFiles, now: Date, timeZone: string): DemoFiles {
  const { dayOfWeek } = onTheClock(now, timeZone)
  const day = presentWeek.add({ days: dayOfWeek - 1 }).toString()
  const text = prospectus.bytes.toString('utf8')
  if (!text.includes(classOfToday)) throw new Error('The demo files lack the class of today')
  const moved = text.replace(classOfToday, `${day},${weekdays[dayOfWeek - 1] ?? ''}`)
  return { prospectus: { ...prospectus, bytes: Buffer.from(moved) }, sessions }
}

export interface DemoFiles {
  prospectus: NamedFile
  sessions: NamedFile
}

export async function readDemoFiles(): Promise<DemoFiles> {
  const [prospectus, sessions] = await Promise.all(['prospectus.csv', 'sessions.csv'].map(namedFile))
  if (prospectus === undefined || sessions === undefined) throw new Error('The demo files are missing')
  return { prospectus, sessions }
}

async function namedFile(name: string): Promise<NamedFile> {
  return { name, bytes: await readFile(path.join(folder, name)) }
}

/** Imports and publishes the term around `now`, as it was announced on the day the demo college opened. */
export async function importDemo(
  db: Db,
  config: Pick<Config, 'timeZone' | 'country' | 'defaultCapacity'>,
  { opened, now, administratorId }: { opened: Date; now: Date; administratorId: string },
): Promise<void> {
  const shiftWeeks = weeksToShift(now, config.timeZone)
  const files = withClassToday(await readDemoFiles(), now, config.timeZone)
  const report = await importProspectus(
    db,
    { ...files, shiftWeeks, publish: {} },
    { ...config, now: opened, actorId: administratorId },
  )
  if (report.outcome !== 'imported') throw new Error(reportLines(report).join('\n'))
}
